import { PUBLIC_ACCESS_BLOCK } from "../../baseline/iam/accountGuardrails.js";
import { and, or } from "../../baseline/iam/ternary.js";
import type { Resource } from "../framework/resource.js";
import type { Rule, Verdict } from "../framework/rule.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { BUCKET_AND_SETTING_TYPES, buckets, contradiction, SETTINGS } from "../readers/buckets.js";

export const ACCOUNT_BLOCK = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";
const FLAGS = Object.keys(PUBLIC_ACCESS_BLOCK);

export const publicAccessBlock: Rule = {
  id: "ENC02",
  name: "encryption-public-access",
  title: "Nothing makes a bucket public: it, or its account, blocks public access in all four ways.",
  why: "One wrong statement in a policy, or one ACL, publishes every order; the block makes that impossible.",
  fix: "Add aws.s3.BucketPublicAccessBlock with all four settings true (EncryptedBucket does), and serve files through CloudFront.",
  severity: "critical",
  references: [
    { standard: "PCI DSS 4.0.1", section: "1.4.4", strength: "partial" },
    { standard: "CIS AWS Foundations 5.0", section: "2.1.4", strength: "satisfies" },
    { standard: "AWS Security Hub", section: "S3.1", strength: "satisfies" },
  ],
  types: [...BUCKET_AND_SETTING_TYPES, ACCOUNT_BLOCK],
  asksInputs: true,
  checkResource(resource, verdict) {
    if (resource.type === ACCOUNT_BLOCK) judgeBlock(resource, verdict);
  },
  checkStack(stack, verdict) {
    const account = or(...stack.ofTypes([ACCOUNT_BLOCK]).map((one) => blocksAll(stack.given(one))));
    for (const bucket of stack.read(buckets)) {
      const { resource, settings } = bucket;
      const at = { urn: resource.urn };
      const twice = contradiction(bucket, "policy") ?? contradiction(bucket, "publicAccess");
      if (twice) verdict.violation(twice, at);
      const { split, isLost } = settings.publicAccess;
      const blocks = or(account, ...split.map(blocksAll), isLost ? UNKNOWN : false);
      if (blocks === UNKNOWN)
        verdict.undetermined(`Whether bucket ${resource.name} can be public is not known yet.`, at);
      if (blocks !== false) continue;
      const fact = split.length === 0 ? "has no public access block" : `does not set ${openFlags(split).join(", ")}`;
      verdict.violation(`Bucket ${resource.name} ${fact}.`, at);
    }
  },
  remediate: (resource) =>
    SETTINGS.publicAccess.types.includes(resource.type) || resource.type === ACCOUNT_BLOCK
      ? PUBLIC_ACCESS_BLOCK
      : undefined,
};

function judgeBlock(resource: Resource, verdict: Verdict): void {
  const blocks = blocksAll(resource);
  if (blocks === UNKNOWN) verdict.undetermined("Whether the account blocks public access is not known yet.");
  if (blocks === false) {
    verdict.violation(`The account's ${resource.name} does not set ${openFlags([resource]).join(", ")}.`);
  }
}

/** The settings that blocks leave open. */
export function openFlags(blocks: readonly Resource[]): string[] {
  return blocks.flatMap((block) => FLAGS.filter((flag) => block.flag(flag) !== true));
}

/** Whether a block sets all four. */
export function blocksAll(resource: Resource): Maybe<boolean> {
  return and(...FLAGS.map((flag) => resource.flag(flag) ?? false));
}
