import { KEY_DELETION_WINDOW } from "../../baseline/encryption/minimums.js";
import { isReplaceable } from "../../baseline/iam/checkKeyPolicy.js";
import type { Resource } from "../framework/resource.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { iamDocuments } from "../readers/iamDocuments.js";

const KEY = "aws:kms/key:Key";

export const keySettings: Rule = {
  id: "ENC11",
  name: "encryption-key-settings",
  title: "A KMS key rotates, cannot be deleted within days, and somebody can replace its policy.",
  why: "Without rotation one key covers all data for ever; a week is short for somebody to notice that a key is to be deleted, and with it all that it encrypts.",
  fix: "Set enableKeyRotation, leave deletionWindowInDays at 30, and leave bypassPolicyLockoutSafetyCheck out or name in the policy who may replace it (EncryptionKey does).",
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
    const locksOut = mayLockOut(resource);
    if (locksOut === UNKNOWN) verdict.undetermined(`Whether key ${name} locks everybody out is not known yet.`);
    if (locksOut === true) {
      verdict.violation(
        `Key ${name} sets bypassPolicyLockoutSafetyCheck, and its policy lets nobody by name replace it.`,
      );
    }
  },
  remediate(resource) {
    const days = resource.number("deletionWindowInDays") ?? KEY_DELETION_WINDOW;
    return {
      ...(resource.type === KEY && mayRotate(resource) === false && { enableKeyRotation: true }),
      ...(days !== UNKNOWN && days < KEY_DELETION_WINDOW && { deletionWindowInDays: KEY_DELETION_WINDOW }),
    };
  },
};

/**
 * The check asks that whoever deploys may replace the policy. A key that only others may rule, such as break-glass, has to
 * do without it, and must name them.
 */
function mayLockOut(key: Resource): Maybe<boolean> {
  const bypasses = key.flag("bypassPolicyLockoutSafetyCheck") ?? false;
  if (bypasses === false) return false;
  const [document] = iamDocuments(key).map((policy) => policy.document);
  const replaceable = document === undefined ? false : document === UNKNOWN ? UNKNOWN : isReplaceable(document);
  if (replaceable === true) return false;
  return bypasses === UNKNOWN || replaceable === UNKNOWN ? UNKNOWN : true;
}

/** AWS KMS rotates symmetric keys of its own material; of others it passes. */
function mayRotate(key: Resource): Maybe<boolean> {
  const spec = key.text("customerMasterKeySpec") ?? "SYMMETRIC_DEFAULT";
  const usage = key.text("keyUsage") ?? "ENCRYPT_DECRYPT";
  if (key.property("customKeyStoreId") !== undefined) return true;
  if (spec === UNKNOWN || usage === UNKNOWN) return UNKNOWN;
  return spec === "SYMMETRIC_DEFAULT" && usage === "ENCRYPT_DECRYPT" ? (key.flag("enableKeyRotation") ?? false) : true;
}
