import { NONCURRENT_VERSION_DAYS } from "../../baseline/encryption/encryptedBucket.js";
import { retentionFaults } from "../../baseline/encryption/objectRetention.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { bucketVersioning } from "../readers/bucketSettings.js";
import { BUCKET_AND_SETTING_TYPES, buckets } from "../readers/buckets.js";
import { objectRetention } from "../readers/objectRetention.js";
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
