import { checkPublicTrust } from "../../baseline/iam/checkEveryone.js";
import { documentRule } from "./documentRule.js";

export const publicTrust = documentRule(["trust"], checkPublicTrust, {
  id: "IAM08",
  name: "iam-public-trust",
  title: "No role lets everyone take it on.",
  why: "Any account of AWS, so anyone with a credit card, gets the rights of the role.",
  fix: "Name the accounts, roles or services in Principal, or demand aws:PrincipalOrgID.",
  severity: "critical",
  references: [
    { standard: "AWS Well-Architected", section: "SEC03-BP07", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "7.2.5", strength: "partial" },
  ],
});
