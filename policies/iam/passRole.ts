import { checkPassRole } from "../../baseline/iam/checkPassRole.js";
import { documentRule } from "./documentRule.js";

export const passRole = documentRule(["identity"], checkPassRole, {
  id: "IAM07",
  name: "iam-pass-role",
  title: "iam:PassRole names the roles, and the service where it names them by a pattern.",
  why: "Who passes a role to a service acts with that role: with every role to choose from, with that of an administrator.",
  fix: "Name the ARNs of the roles, and the service by StringEquals on iam:PassedToService.",
  severity: "high",
  references: [
    { standard: "AWS Well-Architected", section: "SEC03-BP05", strength: "partial" },
    { standard: "PCI DSS 4.0.1", section: "7.2.2", strength: "partial" },
  ],
});
