import { ABSENT } from "../change.js";
import { beyond, oneOf, within, type Entry } from "./entry.js";
import { tests } from "./statements.js";
import { blocksCustomerKeys, gives, hasLock, isInPolicy, isLockedForGood } from "./storeFacts.js";

const BUCKET_POLICY = ["aws:s3/bucketPolicy:*"];
const LOCK = ["aws:s3/bucketObjectLockConfiguration:*"];
const LIFECYCLE = ["aws:s3/bucketLifecycleConfiguration:*"];

/** What guards buckets twice, or beyond the baseline. Source: Amazon S3 User Guide. */
export const bucketGuards: readonly Entry[] = [
  {
    ...{
      types: BUCKET_POLICY,
      places: ["policy:Deny"],
      operators: ["narrow", "turn"],
      when: tests(/ s3:TlsVersion$/),
      is: "neutral",
    },
    because: 'S3 itself takes no TLS below 1.2 (S3 User Guide, "Infrastructure security in Amazon S3").',
  },
  {
    ...{ types: BUCKET_POLICY, places: ["policy:Deny"], operators: ["narrow", "turn"], is: "neutral" },
    when: (mutant) =>
      tests(/ s3:x-amz-server-side-encryption-customer-algorithm$/)(mutant) && blocksCustomerKeys(mutant),
    because: "The bucket's encryption blocks SSE-C as well (S3 API Reference, BlockedEncryptionTypes).",
  },
  {
    ...{
      types: ["aws:s3/bucketServerSideEncryptionConfiguration:*"],
      places: ["rules[].blockedEncryptionTypes"],
      is: "neutral",
    },
    when: isInPolicy("s3:x-amz-server-side-encryption-customer-algorithm"),
    because: "The bucket's policy denies SSE-C as well.",
  },
  {
    ...{ types: BUCKET_POLICY, places: ["policy:Deny"], operators: ["narrow", "turn"], is: "neutral" },
    when: (mutant) =>
      gives("s3:DeleteBucketPolicy")(mutant) && mutant.place !== "policy:Deny.Action" && isLockedForGood(mutant),
    because:
      'In compliance mode nobody deletes or overwrites a version before its time, the root user included (S3 User Guide, "Retention modes"): the Deny is a second guard, beyond the baseline.',
  },
  {
    ...{
      types: ["aws:s3/bucketOwnershipControls:*"],
      places: ["", "bucket"],
      operators: ["remove", "text"],
      is: "benign",
    },
    because: 'BucketOwnerEnforced is what AWS gives a new bucket (S3 User Guide, "Controlling ownership of objects").',
  },
  {
    ...{
      types: ["aws:s3/bucketVersioning:*"],
      places: ["", "bucket", "versioningConfiguration.status"],
      operators: ["remove", "text", "choice"],
    },
    ...{ when: hasLock, is: "neutral" },
    because:
      'Object Lock keeps versions by itself, and S3 refuses to suspend that (S3 User Guide, "Object Lock considerations").',
  },
  {
    ...{ types: ["aws:s3/bucket:Bucket"], places: ["objectLockEnabled"], operators: ["delete"], is: "benign" },
    when: ({ from }) => from === false,
    because: "false is the default.",
  },
  {
    ...{ types: ["aws:s3/bucket:Bucket"], places: ["objectLockEnabled"], operators: ["delete", "flip"], is: "neutral" },
    when: hasLock,
    because: "The configuration of the lock switches it on by itself (S3 API Reference, PutObjectLockConfiguration).",
  },
  {
    ...{ types: ["aws:s3/bucket:Bucket"], places: ["protect"], operators: ["unprotect"], is: "neutral" },
    when: ({ resource }) => resource.inputs["forceDestroy"] !== true,
    because: "S3 refuses to delete a bucket that holds anything (S3 API Reference, DeleteBucket: BucketNotEmpty).",
  },
  {
    ...{ types: LOCK, places: ["rule.defaultRetention.days"], to: beyond(1, 36_500), is: "neutral" },
    because: "S3 takes 1 to 36500 days.",
  },
  {
    ...{ types: LOCK, places: ["rule.defaultRetention.days", "rule.defaultRetention.mode"], to: oneOf(ABSENT) },
    ...{ is: "neutral", because: "S3 takes a mode and a period together alone (S3 API Reference, DefaultRetention)." },
  },
  {
    ...{ types: LOCK, places: ["rule.defaultRetention.days"], to: within(3650), is: "benign" },
    because: "A longer lock.",
  },
  {
    ...{ types: LOCK, places: ["rule.defaultRetention.days"], to: within(30, 3649), is: "unjudgeable" },
    because:
      "A lock of a month outlasts a slow intruder; for how many years the law wants records kept, and which of them are in the bucket, stands in no program.",
  },
  {
    ...{ types: LOCK, places: ["rule.defaultRetention.mode"], to: oneOf("GOVERNANCE"), is: "benign" },
    when: isInPolicy("s3:BypassGovernanceRetention"),
    because:
      "The bucket's policy denies the bypass, so that the lock holds against everybody but those for emergencies, as the baseline asks.",
  },
  {
    ...{ types: ["aws:s3/bucketLogging:*"], places: ["targetBucket"], operators: ["text"], is: "neutral" },
    because:
      'S3 writes access logs to buckets of the same account and Region alone (S3 User Guide, "Enabling Amazon S3 server access logging").',
  },
  {
    ...{ types: ["aws:s3/bucketLogging:*"], places: ["", "bucket"], is: "unjudgeable" },
    operators: ["remove", "text"],
    because:
      "A bucket's accesses are logged by S3 or by CloudTrail's data events (S3 User Guide, \"Logging options for Amazon S3\"); the trail stands in the stack of the account.",
  },
  {
    ...{ types: LIFECYCLE, places: ["rules[].noncurrentVersionExpiration.noncurrentDays"] },
    ...{ to: beyond(1, 36_500), is: "neutral" },
    because: "S3 takes a day at least.",
  },
  {
    ...{ types: LIFECYCLE, places: ["rules[].noncurrentVersionExpiration.noncurrentDays"] },
    ...{ to: within(1, 29), when: isLockedForGood, is: "neutral" },
    because:
      'A lifecycle deletes no version while Object Lock retains it (S3 User Guide, "Object Lock considerations").',
  },
];
