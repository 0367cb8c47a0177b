/**
 * The policy of a bucket: what nobody may do with it, whatever their own policies say.
 *
 * Sources: Amazon S3 User Guide, "Bucket policy examples" and "Amazon S3 condition key examples"; Service Authorization
 * Reference, "Amazon S3".
 */

/** What destroys objects, shortens their life, opens the bucket or takes it out of backups and logs. */
export const BUCKET_DESTRUCTION = [
  "s3:BypassGovernanceRetention",
  "s3:DeleteBucket",
  "s3:DeleteBucketPolicy",
  "s3:DeleteObjectVersion",
  "s3:PutBucketAcl",
  "s3:PutBucketLogging",
  "s3:PutBucketObjectLockConfiguration",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutBucketTagging",
  "s3:PutBucketVersioning",
  "s3:PutEncryptionConfiguration",
  "s3:PutLifecycleConfiguration",
  "s3:PutObjectLegalHold",
  "s3:PutObjectRetention",
  "s3:PutReplicationConfiguration",
  "s3:TagResource",
  "s3:UntagResource",
] as const;

/** Condition keys of an upload's encryption: how, under which KMS key, and by a key of the request's own. */
export const ENCRYPTION = "s3:x-amz-server-side-encryption";
export const KEY = "s3:x-amz-server-side-encryption-aws-kms-key-id";
export const CUSTOMER_KEY = "s3:x-amz-server-side-encryption-customer-algorithm";

/** Whom and what a bucket's policy is about. */
export interface BucketPolicyInput {
  readonly bucketArn: string;
  readonly keyArn: string;
  /** ARNs of those who alone may change what protects the bucket; none leaves it to the account's own policies. */
  readonly breakGlass: readonly string[];
  /** Whether objects are locked: then only break-glass may lift a governance lock, and nobody where there is none. */
  readonly isLocked: boolean;
}

/** @returns the policy as JSON */
export function encryptedBucketPolicy({ bucketArn, keyArn, breakGlass, isLocked }: BucketPolicyInput): string {
  const objects = `${bucketArn}/*`;
  const whole = [bucketArn, objects];
  const deny = (Sid: string, Action: unknown, Resource: unknown, Condition?: object): object => {
    return { Sid, Effect: "Deny", Principal: "*", Action, Resource, ...(Condition && { Condition }) };
  };
  const upload = (Sid: string, Condition: object): object => deny(Sid, "s3:PutObject", objects, Condition);
  const exempt = { ArnNotLike: { "aws:PrincipalArn": breakGlass } };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      deny("DenyPlainText", "s3:*", whole, { Bool: { "aws:SecureTransport": "false" } }),
      deny("DenyOldTls", "s3:*", whole, { NumericLessThan: { "s3:TlsVersion": "1.2" } }),
      // An upload that says nothing of encryption gets the bucket's own. Negated operators match where the key is absent.
      upload("DenyOtherEncryption", { StringNotEquals: { [ENCRYPTION]: "aws:kms" }, Null: { [ENCRYPTION]: "false" } }),
      upload("DenyOtherKeys", { StringNotEquals: { [KEY]: keyArn }, Null: { [KEY]: "false" } }),
      // S3 API Reference, PutObject: aws:kms without a key means AWS's own key, aws/s3, not the bucket's.
      upload("DenyKmsWithoutKey", { StringEquals: { [ENCRYPTION]: "aws:kms" }, Null: { [KEY]: "true" } }),
      // A key that comes with the request and leaves with it: how intruders hold a bucket to ransom.
      upload("DenyCustomerKeys", { Null: { [CUSTOMER_KEY]: "false" } }),
      ...(breakGlass.length > 0 ? [deny("DenyDestruction", BUCKET_DESTRUCTION, whole, exempt)] : []),
      ...(isLocked && breakGlass.length === 0 ? [deny("DenyBypass", "s3:BypassGovernanceRetention", objects)] : []),
    ],
  });
}
