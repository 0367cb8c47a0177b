import { checkPeopleMfa } from "../../baseline/iam/checkPeople.js";
import { documentRule } from "./documentRule.js";

export const peopleMfa = documentRule(["trust"], checkPeopleMfa, {
  id: "IAM30",
  name: "iam-people-mfa",
  title: "IAM users take a role on only with a second factor.",
  why: "A leaked access key is one file of a laptop; without a second factor it is the role as well, and all that support, marketing or backups may do.",
  fix: "Demand aws:MultiFactorAuthPresent in the trust policy (the roles of people do), and let machines in by OpenID Connect or a role.",
  severity: "high",
  references: [
    { standard: "PCI DSS 4.0.1", section: "8.4.2", strength: "partial" },
    { standard: "AWS Well-Architected", section: "SEC02-BP01", strength: "partial" },
  ],
});
