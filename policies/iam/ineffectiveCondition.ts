import { checkConditions } from "../../baseline/iam/checkConditions.js";
import { documentRule } from "./documentRule.js";

export const ineffectiveCondition = documentRule(["identity", "trust", "resource", "ceiling"], checkConditions, {
  id: "IAM16",
  name: "iam-ineffective-condition",
  title: "A condition that stands in a policy narrows it.",
  why: "The policy reads as if it were guarded, and lets in what the condition was meant to keep out.",
  fix: "Give the values that are meant, with an operator that fails where the key is missing.",
  severity: "high",
  references: [{ standard: "AWS Well-Architected", section: "SEC03-BP02", strength: "supporting" }],
});
