import { foreignUploads } from "../../baseline/encryption/bucketGuard.js";
import { BLOCKED_ENCRYPTION } from "../../baseline/encryption/encryptedBucket.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { asText, at as blockAt } from "../readers/blocks.js";
import { bucketEncryption } from "../readers/bucketSettings.js";
import { BUCKET_AND_SETTING_TYPES, buckets, type Bucket } from "../readers/buckets.js";
import { guardedBucket } from "../readers/guardedBuckets.js";
import { isOwnKey } from "./customerKey.js";

export const bucketUploads: Rule = {
  id: "ENC15",
  name: "encryption-bucket-uploads",
  title: "A bucket with a key of your own takes no upload under another one.",
  why: "The bucket's key is only a default: an upload may name another, and an intruder who writes each object anew under a key of his own holds the bucket to ransom.",
  fix: "Deny s3:PutObject for other values of s3:x-amz-server-side-encryption and its KMS key, and block SSE-C (EncryptedBucket does).",
  severity: "medium",
  references: [
    { standard: "PCI DSS 4.0.1", section: "3.5.1", strength: "supporting" },
    { standard: "MITRE ATT&CK", section: "T1486", strength: "partial" },
  ],
  types: BUCKET_AND_SETTING_TYPES,
  asksInputs: true,
  checkStack(stack, verdict) {
    for (const bucket of stack.read(buckets)) {
      const encryption = bucketEncryption(bucket);
      // Of a bucket without a key of your own ENC01 tells.
      if (encryption === undefined || encryption === UNKNOWN || isOwnKey(encryption.key) === false) continue;
      if (encryption.algorithm === "AES256") continue;
      const { name, urn } = bucket.resource;
      const guarded = guardedBucket(stack, bucket);
      if (guarded === UNKNOWN) {
        verdict.undetermined(`Which uploads bucket ${name} takes is not known yet.`, { urn });
        continue;
      }
      const { allowed, undetermined } = foreignUploads(guarded, blocksCustomerKeys(bucket));
      if (allowed.length > 0) verdict.violation(`Bucket ${name} takes uploads ${allowed.join(", ")}.`, { urn });
      else if (undetermined.length > 0) {
        verdict.undetermined(`Whether bucket ${name} takes uploads ${undetermined.join(", ")} is not known yet.`, {
          urn,
        });
      }
    }
  },
};

function blocksCustomerKeys({ settings }: Bucket): boolean {
  return settings.encryption.split.some((split) => {
    const blocked = blockAt(split.whole("rules"), "blockedEncryptionTypes");
    return [blocked].flat().some((type) => BLOCKED_ENCRYPTION.includes(String(asText(type))));
  });
}
