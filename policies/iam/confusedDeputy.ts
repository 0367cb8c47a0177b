import { checkConfusedDeputy } from "../../baseline/iam/checkDeputy.js";
import { documentRule } from "./documentRule.js";

export const confusedDeputy = documentRule(["resource"], checkConfusedDeputy, {
  id: "IAM10",
  name: "iam-confused-deputy",
  title: "A service that a resource lets in comes on behalf of a known account or resource.",
  why: "A stranger has the service act from an account of its own: CloudTrail, SNS or SES then write to your bucket, or use your key, for the stranger.",
  fix: "Demand aws:SourceAccount with your account, and aws:SourceArn with the resource that the service comes for.",
  severity: "high",
  references: [{ standard: "AWS Well-Architected", section: "SEC03-BP08", strength: "partial" }],
});
