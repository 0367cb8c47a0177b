import { KEY_DELETION_WINDOW } from "../../baseline/encryption/minimums.js";
import type { Resource } from "../framework/resource.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";

const KEY = "aws:kms/key:Key";

export const keySettings: Rule = {
  id: "ENC11",
  name: "encryption-key-settings",
  title: "A KMS key rotates, cannot be deleted within days, and is checked against locking its owner out.",
  why: "Without rotation one key covers all data for ever; a week is short for somebody to notice that a key is to be deleted, and with it all that it encrypts.",
  fix: "Set enableKeyRotation, leave deletionWindowInDays at 30 and bypassPolicyLockoutSafetyCheck out (EncryptionKey does).",
  severity: "high",
  references: [
    { standard: "PCI DSS 4.0.1", section: "3.7.4", strength: "partial" },
    { standard: "CIS AWS Foundations 5.0", section: "3.6", strength: "satisfies" },
  ],
  types: [KEY, "aws:kms/replicaKey:ReplicaKey", "aws:kms/externalKey:ExternalKey"],
  checkResource(resource, verdict) {
    const { name } = resource;
    const rotates = resource.type === KEY ? mayRotate(resource) : true;
    if (rotates === UNKNOWN) verdict.undetermined(`Whether key ${name} rotates is not known yet.`);
    if (rotates === false) verdict.violation(`Key ${name} does not set enableKeyRotation.`);
    const days = resource.number("deletionWindowInDays") ?? KEY_DELETION_WINDOW;
    if (days === UNKNOWN) verdict.undetermined(`How fast key ${name} can be deleted is not known yet.`);
    else if (days < KEY_DELETION_WINDOW) {
      verdict.violation(`Key ${name} can be gone after ${days} days. Allowed are ${KEY_DELETION_WINDOW}.`);
    }
    const bypasses = resource.flag("bypassPolicyLockoutSafetyCheck") ?? false;
    if (bypasses === UNKNOWN) verdict.undetermined(`Whether key ${name} skips the lockout check is not known yet.`);
    if (bypasses === true) verdict.violation(`Key ${name} sets bypassPolicyLockoutSafetyCheck.`);
  },
  remediate: (resource) =>
    resource.type === KEY && mayRotate(resource) === false ? { enableKeyRotation: true } : undefined,
};

/** AWS KMS rotates symmetric keys of its own material; of others it passes. */
function mayRotate(key: Resource): Maybe<boolean> {
  const spec = key.text("customerMasterKeySpec") ?? "SYMMETRIC_DEFAULT";
  const usage = key.text("keyUsage") ?? "ENCRYPT_DECRYPT";
  if (key.property("customKeyStoreId") !== undefined) return true;
  if (spec === UNKNOWN || usage === UNKNOWN) return UNKNOWN;
  return spec === "SYMMETRIC_DEFAULT" && usage === "ENCRYPT_DECRYPT" ? (key.flag("enableKeyRotation") ?? false) : true;
}
