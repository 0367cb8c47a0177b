import { checkWholeServices } from "../../baseline/iam/checkWholeServices.js";
import { typesOfKinds } from "../readers/iamDocumentTypes.js";
import { documentRule } from "./documentRule.js";
import { KEY_TYPES } from "../encryption/customerKey.js";

const KINDS = ["identity", "resource"] as const;

export const wholeService = documentRule(
  KINDS,
  checkWholeServices,
  {
    id: "IAM34",
    name: "iam-whole-service",
    title: "No statement allows every action of a service, also where it names the resources.",
    why: "dynamodb:* on one table reads it, empties it, deletes it and opens it to another account; and what AWS adds to the service later is allowed as well.",
    fix: "Name the actions that are needed.",
    severity: "medium",
    references: [
      { standard: "AWS Security Hub", section: "IAM.21", strength: "satisfies" },
      { standard: "AWS Well-Architected", section: "SEC03-BP02", strength: "partial" },
    ],
  },
  // A key's whole control for the root of its account is AWS's default, and anybody else's is IAM19's.
  { types: typesOfKinds(KINDS).filter((type) => !KEY_TYPES.includes(type) && !type.startsWith("aws:kms/")) },
);
