import type { PolicyDocument } from "../../baseline/iam/document.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import type { Bucket } from "./buckets.js";
import { iamDocuments } from "./iamDocuments.js";
import { linkedTo } from "./links.js";

/** Types of objects that a program itself puts into a bucket. */
export const OBJECT_TYPES: readonly string[] = [
  "aws:s3/bucketObject:BucketObject",
  "aws:s3/bucketObjectv2:BucketObjectv2",
];
const CLOUDFRONT = "cloudfront.amazonaws.com";

/**
 * Whether a bucket's policy lets CloudFront hand out what it holds: then its content is meant for visitors, and a key of
 * one's own would keep it from nobody.
 */
export function isServed({ settings }: Bucket): Maybe<boolean> {
  const documents = settings.policy.split.flatMap(iamDocuments).map(({ document }) => document);
  const served = documents.map((document) => document !== undefined && letsCloudFrontRead(document));
  return served.includes(true) ? true : served.includes(UNKNOWN) ? UNKNOWN : false;
}

/** Whether a bucket holds what the next deploy makes anew: files of the program, which CloudFront serves. */
export function isRebuilt(stack: Stack, bucket: Bucket): Maybe<boolean> {
  return linkedTo(stack, bucket.resource, OBJECT_TYPES, "bucket").resources.length > 0 && isServed(bucket);
}

function letsCloudFrontRead(document: Maybe<PolicyDocument>): Maybe<boolean> {
  if (document === UNKNOWN) return UNKNOWN;
  return document.statements.some(
    ({ effect, principals }) =>
      effect === "Allow" &&
      principals?.negated === false &&
      principals.values.some(({ kind, name }) => kind === "Service" && name === CLOUDFRONT),
  );
}
