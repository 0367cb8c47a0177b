import { checkNegations } from "../../baseline/iam/checkWildcards.js";
import { documentRule } from "./documentRule.js";

export const negatedAllow = documentRule(["identity", "trust", "resource"], checkNegations, {
  id: "IAM04",
  name: "iam-negated-allow",
  title: "Nothing is allowed by naming what is not.",
  why: "NotAction, NotResource and NotPrincipal with Allow give all the rest, which is nearly all there is and grows with every service that AWS adds.",
  fix: "Name what is allowed, or deny what is not beside a statement that allows.",
  severity: "high",
  references: [
    { standard: "AWS Well-Architected", section: "SEC03-BP02", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "7.2.2", strength: "partial" },
  ],
});
