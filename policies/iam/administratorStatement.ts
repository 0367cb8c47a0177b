import { checkAdministrator } from "../../baseline/iam/checkWildcards.js";
import { documentRule } from "./documentRule.js";

export const administratorStatement = documentRule(["identity"], checkAdministrator, {
  id: "IAM01",
  name: "iam-administrator-statement",
  title: "No policy of a principal allows every action on every resource.",
  why: "Whoever takes over the program, the pipeline or the person that holds it owns the account: the data, the backups and the evidence.",
  fix: "Name the actions, and the ARNs on which they are needed.",
  severity: "critical",
  references: [
    { standard: "AWS Well-Architected", section: "SEC03-BP02", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "7.2.2", strength: "partial" },
  ],
});
