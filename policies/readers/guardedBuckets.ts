import type { GuardedBucket } from "../../baseline/encryption/bucketGuard.js";
import type { PolicyDocument, Statement } from "../../baseline/iam/document.js";
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
  const [account = "123456789012"] = stack.read(stackAccounts);
  const policy: PolicyDocument = { version: "2012-10-17", id: undefined, statements };
  if (statements.length === 0) return { policy, bucketArn: "arn:aws:s3:::bucket", account };
  const bucketArn = ownArn(statements, resource.text("bucket"));
  return bucketArn === undefined ? UNKNOWN : { policy, bucketArn, account };
}

/**
 * The bucket's ARN, in the partition of the policy's own ARNs, since it has neither Region nor account. A policy names
 * its bucket where the program does not: S3 refuses one that means another (MalformedPolicy).
 */
function ownArn(statements: readonly Statement[], name: Maybe<string | undefined>): string | undefined {
  const named = statements.flatMap(({ resources }) => resources?.values ?? []);
  const arns = named.flatMap((one) => (typeof one === "string" ? [/^arn:aws[\w-]*:s3:::[^*?/]+/.exec(one)?.[0]] : []));
  const arn = arns.find((one) => one !== undefined);
  if (typeof name !== "string") return arn;
  return `${arn?.slice(0, arn.indexOf(":s3:")) ?? "arn:aws"}:s3:::${name}`;
}
