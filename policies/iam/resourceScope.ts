import { checkResourceScope } from "../../baseline/iam/checkScope.js";
import { documentRule } from "./documentRule.js";

export const resourceScope = documentRule(["identity"], checkResourceScope, {
  id: "IAM03",
  name: "iam-resource-scope",
  title: "What changes a resource names it, where it can be named.",
  why: "A mistake in one program, or its takeover, reaches the queues, functions and tables of all others.",
  fix: "Name the ARNs of the resources, or demand a tag of theirs by aws:ResourceTag.",
  severity: "high",
  references: [
    { standard: "AWS Well-Architected", section: "SEC03-BP02", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "7.2.2", strength: "partial" },
  ],
});
