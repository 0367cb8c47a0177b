import { partitionOf } from "../iam/arn.js";
import type { Problem } from "../problem.js";
import type { Maybe } from "../unknown.js";
import { dayProblems } from "./days.js";
import { checkKeyArn, checkPlace, checkPrincipals, type Place } from "./place.js";

/**
 * Encryption that nobody can ask a bucket for. A new bucket blocks it since 2026, an older one may not.
 * Source: Amazon S3 API Reference, BlockedEncryptionTypes.
 */
export const BLOCKED_ENCRYPTION: readonly string[] = ["SSE-C"];

/** No ACL means anything. Source: Amazon S3 User Guide, "Controlling ownership of objects". */
export const OBJECT_OWNERSHIP = "BucketOwnerEnforced";

/** Days after which an upload that was never finished is thrown away: it costs and no listing shows it. */
export const ABORT_UPLOAD_DAYS = 7;

/** Days for which replaced and deleted versions are kept, and below which a slow intruder outlasts them. */
export const NONCURRENT_VERSION_DAYS = { default: 90, short: 30, maximum: 36_500 } as const;

/** Days that AWS takes for Object Lock: a hundred years. Source: Amazon S3 User Guide, "Object Lock considerations". */
const LOCK_DAYS = { minimum: 1, maximum: 36_500 } as const;

/** How long new versions cannot be deleted. */
interface ObjectLockInput {
  readonly mode: string;
  readonly days: number;
  readonly irreversible: boolean;
}

/** A bucket as it was asked for. */
export interface EncryptedBucketInput extends Place {
  readonly bucketName: string;
  readonly keyArn: Maybe<string>;
  readonly noncurrentVersionDays: number;
  readonly objectLock: ObjectLockInput | undefined;
  readonly breakGlass: readonly Maybe<string>[];
  readonly backup: boolean;
}

/** Known at a preview, since the bucket's name is given. */
export function bucketArn({ region, bucketName }: Pick<EncryptedBucketInput, "region" | "bucketName">): string {
  return `arn:${partitionOf(region)}:s3:::${bucketName}`;
}

/** Everything that is wrong with it, in the input's terms. */
export function encryptedBucketProblems(input: EncryptedBucketInput): Problem[] {
  const { bucketName, keyArn, region, noncurrentVersionDays, objectLock, breakGlass } = input;
  const problems = [...checkPlace(input), ...checkKeyArn("keyArn", keyArn, region)];
  problems.push(...checkPrincipals("breakGlass", breakGlass));
  // Source: Amazon S3 User Guide, "General purpose bucket naming rules". Dots break certificates of virtual-hosted names.
  if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucketName)) {
    const reason = `"${bucketName}" is no name for a bucket. Allowed are 3 to 63 lower-case letters, digits and hyphens, no hyphen at either end.`;
    problems.push({ property: "bucketName", reason });
  }
  problems.push(...dayProblems("noncurrentVersionDays", noncurrentVersionDays, 1, NONCURRENT_VERSION_DAYS.maximum));
  return objectLock ? [...problems, ...lockProblems(objectLock)] : problems;
}

function lockProblems({ mode, days, irreversible }: ObjectLockInput): Problem[] {
  const problems = dayProblems("objectLock.days", days, LOCK_DAYS.minimum, LOCK_DAYS.maximum);
  if (mode !== "GOVERNANCE" && mode !== "COMPLIANCE") {
    problems.push({
      property: "objectLock.mode",
      reason: `"${mode}" is no mode; GOVERNANCE and COMPLIANCE are allowed.`,
    });
  }
  if (mode === "COMPLIANCE" && !irreversible) {
    const reason = `For ${days} days nobody can delete an object, the root user and AWS included, and it is paid for. Give true to say that this is meant.`;
    problems.push({ property: "objectLock.irreversible", reason });
  }
  if (mode === "GOVERNANCE" && irreversible) {
    const reason = "Only a compliance lock is irreversible, and this is a governance lock. Leave one of the two out.";
    problems.push({ property: "objectLock.irreversible", reason });
  }
  return problems;
}

/** Weaker choices, as sentences. */
export function encryptedBucketExceptions({ backup, noncurrentVersionDays }: EncryptedBucketInput): string[] {
  const exceptions: string[] = [];
  if (!backup) exceptions.push("backup: nothing selects the bucket for backups.");
  if (noncurrentVersionDays < NONCURRENT_VERSION_DAYS.short) {
    exceptions.push(
      `noncurrentVersionDays: what is deleted or overwritten is gone after ${noncurrentVersionDays} days.`,
    );
  }
  return exceptions;
}
