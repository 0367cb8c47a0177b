import { checkNames } from "../../baseline/iam/checkNames.js";
import { checkSize, SIZE_LIMITS, type SizeLimit } from "../../baseline/iam/documentSize.js";
import type { Rule } from "../framework/rule.js";
import { iamDocuments } from "../readers/iamDocuments.js";
import { documentRule } from "./documentRule.js";

/** What AWS allows the text of one document, by the type that holds it. */
const LIMITS: Readonly<Record<string, SizeLimit>> = {
  "aws:iam/policy:Policy": SIZE_LIMITS.managedPolicy,
  "aws:iam/userPolicy:UserPolicy": SIZE_LIMITS.inlineUserPolicies,
  "aws:iam/groupPolicy:GroupPolicy": SIZE_LIMITS.inlineGroupPolicies,
  "aws:iam/rolePolicy:RolePolicy": SIZE_LIMITS.inlineRolePolicies,
  "aws:s3/bucketPolicy:BucketPolicy": SIZE_LIMITS.bucketPolicy,
  "aws:kms/key:Key": SIZE_LIMITS.keyPolicy,
  "aws:kms/keyPolicy:KeyPolicy": SIZE_LIMITS.keyPolicy,
  "aws:sns/topicPolicy:TopicPolicy": SIZE_LIMITS.topicPolicy,
  "aws:sqs/queuePolicy:QueuePolicy": SIZE_LIMITS.queuePolicy,
  "aws:dynamodb/resourcePolicy:ResourcePolicy": SIZE_LIMITS.tablePolicy,
};

const names = documentRule(["identity", "trust", "resource", "ceiling"], checkNames, {
  id: "IAM18",
  name: "iam-document-names",
  title: "A policy is one that AWS takes, and its actions, resources and condition keys exist.",
  why: "A misspelt action allows nothing, or denies nothing, and nobody sees it; a document that AWS refuses stops a deploy half way.",
  fix: "Write the names as the Service Authorization Reference has them.",
  severity: "medium",
  references: [
    { standard: "AWS IAM User Guide", section: "IAM JSON policy reference", strength: "satisfies" },
    { standard: "AWS IAM User Guide", section: "IAM and AWS STS quotas", strength: "partial" },
  ],
});

export const documentNames: Rule = {
  ...names,
  checkResource(resource, verdict, settings) {
    for (const { subject, errors, text } of iamDocuments(resource)) {
      for (const { message, reference } of errors) verdict.violation(`In ${subject}: ${message} (${reference})`);
      const limit = LIMITS[resource.type];
      const excess = limit && text !== undefined ? checkSize(text, limit) : undefined;
      if (limit && excess !== undefined) verdict.violation(`In ${subject}: ${excess} (${limit.source})`);
    }
    names.checkResource?.(resource, verdict, settings);
  },
};
