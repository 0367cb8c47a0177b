import { NONCURRENT_VERSION_DAYS } from "../../baseline/encryption/encryptedBucket.js";
import { retentionFaults } from "../../baseline/encryption/objectRetention.js";
import type { Rule, Verdict } from "../framework/rule.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { bucketVersioning } from "../readers/bucketSettings.js";
import { BUCKET_AND_SETTING_TYPES, buckets, type Bucket } from "../readers/buckets.js";
import { linkedTo } from "../readers/links.js";
import { expirationDays, objectRetention } from "../readers/objectRetention.js";
import { isRebuilt, OBJECT_TYPES } from "../readers/servedBuckets.js";

export const objectRetentionRule: Rule = {
  id: "BKP21",
  name: "backup-object-retention",
  title: "The versions of a bucket outlast a slow intruder, and Object Lock locks what is written.",
  why: "Who overwrites the invoices waits until the lifecycle has thrown the old versions away; Object Lock without a retention locks nothing, and in governance mode it yields to whoever may bypass it.",
  fix: `Keep replaced versions for ${NONCURRENT_VERSION_DAYS.short} days or more; give Object Lock a default retention, in compliance mode or with a bucket policy that denies s3:BypassGovernanceRetention (EncryptedBucket does).`,
  severity: "medium",
  references: [
    { standard: "NIST CSF 2.0", section: "PR.DS-11", strength: "supporting" },
    { standard: "AWS Security Hub", section: "S3.15", strength: "supporting" },
    { standard: "MITRE ATT&CK", section: "T1485, T1490", strength: "supporting" },
  ],
  types: [...BUCKET_AND_SETTING_TYPES, ...OBJECT_TYPES],
  asksInputs: true,
  checkStack(stack, verdict) {
    for (const bucket of stack.read(buckets)) {
      judgeOwnObjects(stack, bucket, verdict);
      // Without versions there is nothing to keep: BKP11 tells.
      if (bucketVersioning(bucket) === false || isRebuilt(stack, bucket) === true) continue;
      const { name, urn } = bucket.resource;
      const faults = retentionFaults(objectRetention(stack, bucket));
      for (const fault of faults) if (fault !== UNKNOWN) verdict.violation(`Bucket ${name} ${fault}.`, { urn });
      if (faults.includes(UNKNOWN)) {
        verdict.undetermined(`How long bucket ${name} keeps and locks versions is not known yet.`, { urn });
      }
    }
  },
};

/** What the program puts into a bucket it puts there once: no deploy brings back what expired. */
function judgeOwnObjects(stack: Stack, bucket: Bucket, verdict: Verdict): void {
  const { resource } = bucket;
  if (linkedTo(stack, resource, OBJECT_TYPES, "bucket").resources.length === 0) return;
  const at = { urn: resource.urn };
  const fix = "Take the expiration out, or give it a filter that leaves the program's own files alone.";
  for (const days of expirationDays(bucket)) {
    if (days === UNKNOWN)
      verdict.undetermined(`Whether what is in bucket ${resource.name} expires is not known yet.`, at);
    else {
      const fact = `The lifecycle of bucket ${resource.name} deletes after ${days} days what the program puts there.`;
      verdict.violation(fact, { ...at, fix });
    }
  }
}
