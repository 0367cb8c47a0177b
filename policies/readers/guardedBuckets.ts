import type { GuardedBucket } from "../../baseline/encryption/bucketGuard.js";
import type { Statement } from "../../baseline/iam/document.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import type { Bucket } from "./buckets.js";
import { iamDocuments } from "./iamDocuments.js";
import { stackAccounts } from "./stackAccounts.js";

/**
 * A bucket with all that its policy says; an account of AWS's own examples stands for an unknown one.
 *
 * @returns `UNKNOWN` where the policy is, or the bucket's name, by which its statements mean it
 */
export function guardedBucket(stack: Stack, { resource, given, settings }: Bucket): Maybe<GuardedBucket> {
  const { split, isLost } = settings.policy;
  const documents = [given, ...split].flatMap((holder) => iamDocuments(holder)).map(({ document }) => document);
  if (documents.includes(UNKNOWN) || (documents.length === 0 && isLost)) return UNKNOWN;
  const known = documents.filter((document) => document !== UNKNOWN && document !== undefined);
  const statements = known.flatMap((document): readonly Statement[] => document.statements);
  const name = resource.text("bucket");
  if (typeof name !== "string" && statements.length > 0) return UNKNOWN;
  const [account = "123456789012"] = stack.read(stackAccounts);
  const bucketArn = `arn:aws:s3:::${typeof name === "string" ? name : "bucket"}`;
  return {
    policy: { version: "2012-10-17", id: undefined, statements },
    bucketArn: partitioned(bucketArn, statements),
    account,
  };
}

/** In the partition of the policy's own ARNs: a bucket's ARN has neither Region nor account. */
function partitioned(arn: string, statements: readonly Statement[]): string {
  const named = statements.flatMap(({ resources }) => resources?.values ?? []);
  const partition = named.map((one) => (typeof one === "string" ? /^arn:(aws[\w-]*):s3:/.exec(one)?.[1] : undefined));
  return arn.replace("arn:aws:", `arn:${partition.find((one) => one !== undefined) ?? "aws"}:`);
}
