import { checkServiceWildcards } from "../../baseline/iam/checkWildcards.js";
import { documentRule } from "./documentRule.js";

export const serviceWildcard = documentRule(["identity", "trust"], checkServiceWildcards, {
  id: "IAM02",
  name: "iam-service-wildcard",
  title:
    "No policy of a principal allows every action of a service on which rights, keys, secrets, data or evidence hang.",
  why: "kms:* destroys keys and iam:* makes administrators, though the program only decrypts, or reads its own role; and what AWS adds to the service later is allowed as well.",
  fix: "Name the actions that are needed.",
  severity: "high",
  references: [
    { standard: "AWS Well-Architected", section: "SEC03-BP02", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "7.2.2", strength: "partial" },
  ],
});
