import { or } from "../../baseline/iam/ternary.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { BUCKET_AND_SETTING_TYPES, buckets } from "../readers/buckets.js";
import { ACCOUNT_BLOCK, blocksAll, openFlags } from "./publicAccessBlock.js";

export const bucketBlock: Rule = {
  id: "ENC19",
  name: "encryption-bucket-block",
  title: "A bucket blocks public access itself, also where its account does.",
  why: "The account's block is one switch for all buckets: whoever turns it off for one that is meant to be public opens every bucket that relies on it.",
  fix: "Add aws.s3.BucketPublicAccessBlock with all four settings true to the bucket as well (EncryptedBucket does).",
  severity: "medium",
  references: [{ standard: "AWS Security Hub", section: "S3.8", strength: "satisfies" }],
  types: [...BUCKET_AND_SETTING_TYPES, ACCOUNT_BLOCK],
  asksInputs: true,
  checkStack(stack, verdict) {
    const ofAccount = or(...stack.ofTypes([ACCOUNT_BLOCK]).map((one) => blocksAll(stack.given(one))));
    // Without the account's, ENC02 asks.
    if (ofAccount === false) return;
    for (const { resource, settings } of stack.read(buckets)) {
      const at = { urn: resource.urn };
      const { split, isLost } = settings.publicAccess;
      const own = or(...split.map(blocksAll), isLost ? UNKNOWN : false);
      if (own === UNKNOWN) verdict.undetermined(`Whether bucket ${resource.name} blocks it is not known yet.`, at);
      if (own !== false) continue;
      const fact = split.length === 0 ? "has none of its own" : `does not set ${openFlags(split).join(", ")}`;
      verdict.violation(`Bucket ${resource.name} relies on the account's public access block: it ${fact}.`, at);
    }
  },
};
