import { administratorPowers } from "../iam/administratorRequests.js";
import { UNKNOWN, type Maybe } from "../unknown.js";
import type { GuardedBucket } from "./bucketGuard.js";
import { NONCURRENT_VERSION_DAYS } from "./encryptedBucket.js";

/** A year of Object Lock in days, as S3 counts it. Source: Amazon S3 API Reference, DefaultRetention. */
export const DAYS_OF_YEAR = 365;

/** How long each new version of an object is locked, and whether somebody may lift that. */
export interface DefaultRetention {
  /** `COMPLIANCE`, `GOVERNANCE`. */
  readonly mode: Maybe<string | undefined>;
  readonly days: Maybe<number | undefined>;
}

/** What a bucket says of the life of its versions. */
export interface ObjectRetention {
  /** Whether Object Lock is switched on. */
  readonly isLocked: Maybe<boolean>;
  /** `undefined` where each object has to bring its own. */
  readonly retention: Maybe<DefaultRetention> | undefined;
  /** Days after which its lifecycle throws replaced versions away, for each rule that reaches the whole bucket. */
  readonly noncurrentDays: readonly Maybe<number>[];
  /** With its policy; `UNKNOWN` where that is. */
  readonly guarded: Maybe<GuardedBucket>;
}

const BYPASS = "s3:BypassGovernanceRetention";

/**
 * Why the versions of a bucket do not outlast a slow intruder, as the ends of sentences. A locked version stays, whatever
 * a lifecycle says. A lock in governance mode yields to whoever may bypass it, so the policy must deny that.
 *
 * Source: Amazon S3 User Guide, "Locking objects with Object Lock": retention modes, bypassing governance mode, and
 * "Object Lock considerations" on lifecycle configurations.
 *
 * @returns with `UNKNOWN` among them where something decides that is not known yet
 */
export function retentionFaults(bucket: ObjectRetention): Maybe<string>[] {
  const { isLocked, noncurrentDays } = bucket;
  const least = NONCURRENT_VERSION_DAYS.short;
  const ofLock: Maybe<string>[] = isLocked === UNKNOWN ? [UNKNOWN] : isLocked ? lockFaults(bucket, least) : [];
  if (isLocked === true && ofLock.length === 0) return [];
  const short = noncurrentDays.filter((days) => days !== UNKNOWN && days < least);
  const ofVersions = short.map((days) => `throws replaced and deleted versions away after ${String(days)} days`);
  const isHidden = short.length === 0 && noncurrentDays.includes(UNKNOWN);
  return isHidden ? [...ofLock, UNKNOWN] : [...ofLock, ...ofVersions];
}

function lockFaults({ retention, guarded }: ObjectRetention, least: number): Maybe<string>[] {
  if (retention === UNKNOWN) return [UNKNOWN];
  if (retention === undefined) return ["has Object Lock and no default retention, so it locks nothing by itself"];
  const { mode, days } = retention;
  if (days !== UNKNOWN && (days ?? 0) < least) return [`locks new versions for ${String(days ?? 0)} days only`];
  if (mode === "COMPLIANCE") return days === UNKNOWN ? [UNKNOWN] : [];
  if (mode === UNKNOWN || guarded === UNKNOWN) return [UNKNOWN];
  const { allowed, undetermined } = administratorPowers(guarded.policy, guarded.account, [
    { label: BYPASS, action: BYPASS, resource: `${guarded.bucketArn}/invoice.pdf` },
  ]);
  if (allowed.length > 0) return [`locks versions in governance mode, and its policy does not deny ${BYPASS}`];
  return undetermined.length > 0 || days === UNKNOWN ? [UNKNOWN] : [];
}
