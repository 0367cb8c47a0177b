import { checkBulkReads } from "../../baseline/iam/checkScope.js";
import { documentRule } from "./documentRule.js";

export const bulkRead = documentRule(["identity"], checkBulkReads, {
  id: "IAM17",
  name: "iam-bulk-read",
  title: "Nobody may read the data of all buckets, tables, secrets, parameters or keys at once.",
  why: "One leaked credential then gives out all customers, all orders and all secrets.",
  fix: "Name the ARNs of what is read.",
  severity: "high",
  references: [
    { standard: "AWS Well-Architected", section: "SEC03-BP02", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "7.2.6", strength: "partial" },
  ],
});
