import type { Entry } from "./entry.js";

const ANY = ["*"];
/** Policies of principals: what they say is what somebody may do. */
const IDENTITY = ["aws:iam/policy:*", "aws:iam/rolePolicy:*"];

/** Changes of statements in policy documents. Source: AWS IAM User Guide, "Policy evaluation logic". */
export const documents: readonly Entry[] = [
  { types: ANY, places: ["*:*.Sid"], is: "benign", because: "A statement's name is a note." },
  {
    ...{ types: ["aws:iam/*"], places: ["policy:Allow*"], operators: ["narrow"], is: "benign" },
    because: "Whoever holds the policy may do less.",
  },
  {
    ...{ types: ANY, places: ["*:Allow*"], operators: ["narrow"], is: "neutral" },
    because: "Fewer may do less, though somebody may be locked out.",
  },
  {
    ...{ types: ANY, places: ["*:Allow.Effect"], operators: ["flip"], is: "neutral" },
    because: "A Deny in the place of an Allow takes rights away.",
  },
  {
    ...{ types: ANY, places: ["*:Deny*"], operators: ["widen"], is: "neutral" },
    because: "A wider Deny takes rights away.",
  },
  {
    ...{ types: ["aws:s3/*", "aws:sns/*", "aws:sqs/*", "aws:kms/*", "aws:backup/*"], places: ["*:Allow.Resource"] },
    ...{ operators: ["widen"], is: "neutral" },
    because: "A resource's policy speaks of that resource alone: AWS refuses another, or it has no effect.",
  },
  {
    ...{ types: ["aws:sns/*"], places: ["*:Allow.Action"], operators: ["widen"], is: "neutral" },
    because: "SNS refuses actions outside its fixed list for topic policies (SNS API Reference, SetTopicAttributes).",
  },
  {
    ...{ types: ["aws:backup/*", "aws:kms/*"], places: ["*:Deny.NotResource"], operators: ["turn"], is: "neutral" },
    because: "NotResource of everything matches nothing, and AWS refuses it in a resource's policy.",
  },
  {
    ...{ types: ["aws:iam/role:Role"], places: ["assumeRolePolicy:Allow.Action"], operators: ["widen"], is: "neutral" },
    when: ({ detail }) => detail.endsWith("Action *"),
    because: "AWS refuses a trust policy with actions outside STS (IAM API Reference, MalformedPolicyDocument).",
  },
  {
    ...{ types: IDENTITY, places: ["policy"], operators: ["text"], is: "neutral" },
    because: "The provider refuses what is no document.",
  },
];
