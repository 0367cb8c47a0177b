import type { Rule, Verdict } from "../framework/rule.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { bucketEncryption, type BucketEncryption } from "../readers/bucketSettings.js";
import { asText, at as blockAt } from "../readers/blocks.js";
import { BUCKET_AND_SETTING_TYPES, buckets, contradiction, SETTINGS } from "../readers/buckets.js";
import { linkOf } from "../readers/links.js";
import { isServed } from "../readers/servedBuckets.js";
import { isOwnKey, KEY_TYPES } from "./customerKey.js";

const KMS: readonly unknown[] = ["aws:kms", "aws:kms:dsse"];

export const bucketKey: Rule = {
  id: "ENC01",
  name: "encryption-bucket",
  title: "A bucket encrypts with a KMS key of your own, and with a bucket key.",
  why: "With S3's own key whoever may read the bucket reads the data; a key of your own is a second lock that can be shut. Without a bucket key every object costs a call to KMS. What CloudFront shows to visitors needs no key of your own.",
  fix: "Add aws.s3.BucketServerSideEncryptionConfiguration with aws:kms, kmsMasterKeyId and bucketKeyEnabled (EncryptedBucket does).",
  severity: "high",
  references: [
    { standard: "PCI DSS 4.0.1", section: "3.5.1", strength: "partial" },
    { standard: "NIST CSF 2.0", section: "PR.DS-01", strength: "partial" },
  ],
  types: [...BUCKET_AND_SETTING_TYPES, ...KEY_TYPES],
  asksInputs: true,
  checkStack(stack, verdict) {
    for (const bucket of stack.read(buckets)) {
      const at = { urn: bucket.resource.urn };
      const twice = contradiction(bucket, "encryption");
      if (twice) verdict.violation(twice, at);
      const encryption = bucketEncryption(bucket);
      const { name } = bucket.resource;
      if (encryption === undefined) verdict.violation(`Bucket ${name} encrypts with S3's own key.`, at);
      else if (encryption === UNKNOWN) verdict.undetermined(`How bucket ${name} encrypts is not known yet.`, at);
      else if (encryption.algorithm === "AES256" && isServed(bucket) !== false) {
        if (isServed(bucket) === UNKNOWN) {
          verdict.undetermined(`Whether bucket ${name} holds what CloudFront shows everybody is not known yet.`, at);
        }
      } else judge(stack, name, encryption, verdict, at.urn);
    }
  },
  remediate(resource) {
    const rule = resource.whole("rules");
    const byDefault = blockAt(rule, "applyServerSideEncryptionByDefault");
    const isWrong =
      SETTINGS.encryption.types.includes(resource.type) &&
      blockAt(byDefault, "sseAlgorithm") === "aws:kms" &&
      isOwnKey(asText(blockAt(byDefault, "kmsMasterKeyId"))) !== false &&
      blockAt(rule, "bucketKeyEnabled") !== true;
    return isWrong ? { "rules[0].bucketKeyEnabled": true } : undefined;
  },
};

function judge(stack: Stack, name: string, encryption: BucketEncryption, verdict: Verdict, urn: string): void {
  const { algorithm, key, hasBucketKey, resource } = encryption;
  const at = { urn };
  if (algorithm !== UNKNOWN && !KMS.includes(algorithm)) {
    verdict.violation(`Bucket ${name} encrypts with ${algorithm ?? "S3's own key"} and not with aws:kms.`, at);
    return;
  }
  if (isOwnKey(key) === false) verdict.violation(`Bucket ${name} encrypts with the KMS key that AWS manages.`, at);
  // Bucket keys are for aws:kms alone.
  if (hasBucketKey === false && algorithm === "aws:kms") verdict.violation(`Bucket ${name} has no bucket key.`, at);
  const property = resource.property("rules") === undefined ? "serverSideEncryptionConfiguration" : "rules";
  const isOfStack = linkOf(stack, resource, property, KEY_TYPES).resource !== undefined;
  if (algorithm === UNKNOWN || hasBucketKey === UNKNOWN || (key === UNKNOWN && !isOfStack)) {
    verdict.undetermined(`How bucket ${name} encrypts is not known yet.`, at);
  }
}
