import { and, or } from "../../baseline/iam/ternary.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { asFlag, at } from "../readers/blocks.js";
import { bucketVersioning, hasObjectLock } from "../readers/bucketSettings.js";
import { BUCKET_AND_SETTING_TYPES, buckets, contradiction, SETTINGS } from "../readers/buckets.js";
import { isRebuilt, OBJECT_TYPES } from "../readers/servedBuckets.js";

export const bucketVersions: Rule = {
  id: "BKP11",
  name: "backup-bucket-versions",
  title: "A bucket keeps the versions of its objects, and a bucket of backups locks them.",
  why: "Without versioning an overwritten or deleted object is gone at once, and AWS Backup takes no such bucket; without Object Lock an intruder deletes the versions too.",
  fix: "Add aws.s3.BucketVersioning with the status Enabled, and objectLockEnabled to a bucket of backups (EncryptedBucket does).",
  severity: "high",
  references: [
    { standard: "NIST CSF 2.0", section: "PR.DS-11", strength: "partial" },
    { standard: "PCI DSS 4.0.1", section: "10.3.3", strength: "supporting" },
  ],
  types: [...BUCKET_AND_SETTING_TYPES, ...OBJECT_TYPES],
  asksInputs: true,
  checkStack(stack, verdict) {
    for (const bucket of stack.read(buckets)) {
      const { resource } = bucket;
      const here = { urn: resource.urn };
      for (const name of ["versioning", "lifecycle", "objectLock"] as const) {
        const twice = contradiction(bucket, name);
        if (twice) verdict.violation(twice, here);
      }
      const isVersioned = or(bucketVersioning(bucket), isRebuilt(stack, bucket));
      const isLocked = isOfBackups(resource.name, resource.text("bucket")) ? hasObjectLock(bucket) : true;
      if (isVersioned === false) verdict.violation(`Bucket ${resource.name} has no versioning.`, here);
      if (isLocked === false) verdict.violation(`Bucket ${resource.name} holds backups and has no Object Lock.`, here);
      if (and(isVersioned, isLocked) === UNKNOWN) {
        verdict.undetermined(`Whether bucket ${resource.name} keeps versions is not known yet.`, here);
      }
    }
  },
  remediate(resource) {
    const { types, inline } = SETTINGS.versioning;
    if (types.includes(resource.type)) return { "versioningConfiguration.status": "Enabled" };
    // A bucket that says nothing may have the setting in a resource of its own, and a second one would fight it.
    const own = inline.filter((property) => asFlag(at(resource.whole(property), "enabled")) === false);
    return Object.fromEntries(own.map((property) => [`${property}.enabled`, true]));
  },
};

/** By what its name says. */
function isOfBackups(...names: readonly unknown[]): boolean {
  return names.some((name) => typeof name === "string" && /(^|[-._])(back-?ups?|dumps?)([-._]|$)/i.test(name));
}
