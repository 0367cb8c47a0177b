import { holesInGuard } from "../../baseline/encryption/bucketGuard.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { BUCKET_AND_SETTING_TYPES, buckets } from "../readers/buckets.js";
import { guardedBucket } from "../readers/guardedBuckets.js";

export const bucketGuard: Rule = {
  id: "ENC16",
  name: "encryption-bucket-guard",
  title: "A bucket policy that guards itself against administrators leaves them no other way.",
  why: "Who denies a change of the policy means to stop an administrator; an action that was forgotten deletes the versions, shortens their life or opens the bucket all the same.",
  fix: "Deny every action by which objects, their versions or the bucket's settings go (EncryptedBucket does with breakGlass).",
  severity: "high",
  references: [
    { standard: "NIST CSF 2.0", section: "PR.DS-11", strength: "supporting" },
    { standard: "MITRE ATT&CK", section: "T1485, T1490", strength: "supporting" },
  ],
  types: BUCKET_AND_SETTING_TYPES,
  asksInputs: true,
  checkStack(stack, verdict) {
    for (const bucket of stack.read(buckets)) {
      const { name, urn } = bucket.resource;
      const guarded = guardedBucket(stack, bucket);
      if (guarded === UNKNOWN) {
        verdict.undetermined(`Whether the policy of bucket ${name} has a hole is not known yet.`, { urn });
        continue;
      }
      const { allowed, undetermined } = holesInGuard(guarded);
      if (allowed.length > 0) {
        verdict.violation(`An administrator can perform ${allowed.join(", ")} in spite of the policy of ${name}.`, {
          urn,
        });
      } else if (undetermined.length > 0) {
        verdict.undetermined(
          `Whether the policy of bucket ${name} stops ${undetermined.join(", ")} is not known yet.`,
          { urn },
        );
      }
    }
  },
};
