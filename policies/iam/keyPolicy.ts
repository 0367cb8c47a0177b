import { checkKeyPolicy } from "../../baseline/iam/checkKeyPolicy.js";
import { documentRule } from "./documentRule.js";

export const keyPolicy = documentRule(
  ["resource"],
  checkKeyPolicy,
  {
    id: "IAM19",
    name: "iam-key-policy",
    title:
      "Nobody but the root of its account has whole control of a KMS key, and nobody both administers and uses it.",
    why: "Who uses a key and administers it can read the data and then take the key away from everyone else; deletion of a key is the loss of all that it encrypts.",
    fix: "Give administration and use to different principals, and keep kms:* to the root of the account.",
    severity: "high",
    references: [
      { standard: "AWS Well-Architected", section: "SEC08-BP01", strength: "partial" },
      { standard: "PCI DSS 4.0.1", section: "3.7.6", strength: "partial" },
    ],
  },
  {
    types: [
      "aws:kms/key:Key",
      "aws:kms/keyPolicy:KeyPolicy",
      "aws:kms/externalKey:ExternalKey",
      "aws:kms/replicaKey:ReplicaKey",
      "aws:kms/replicaExternalKey:ReplicaExternalKey",
    ],
  },
);
