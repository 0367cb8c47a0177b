import { Bucket } from "@pulumi/aws/s3/bucket";
import { BucketLifecycleConfiguration } from "@pulumi/aws/s3/bucketLifecycleConfiguration";
import { BucketLogging } from "@pulumi/aws/s3/bucketLogging";
import { BucketObjectLockConfiguration } from "@pulumi/aws/s3/bucketObjectLockConfiguration";
import { BucketOwnershipControls } from "@pulumi/aws/s3/bucketOwnershipControls";
import { BucketPolicy } from "@pulumi/aws/s3/bucketPolicy";
import { BucketPublicAccessBlock } from "@pulumi/aws/s3/bucketPublicAccessBlock";
import { BucketServerSideEncryptionConfiguration } from "@pulumi/aws/s3/bucketServerSideEncryptionConfiguration";
import { BucketVersioning } from "@pulumi/aws/s3/bucketVersioning";
import type * as pulumi from "@pulumi/pulumi";
import { BACKUP_TAG } from "../../baseline/backup/backupTag.js";
import {
  ABORT_UPLOAD_DAYS,
  BLOCKED_ENCRYPTION,
  OBJECT_OWNERSHIP,
  type EncryptedBucketInput,
} from "../../baseline/encryption/encryptedBucket.js";
import { PUBLIC_ACCESS_BLOCK } from "../../baseline/iam/accountGuardrails.js";
import type { AccessLogArgs } from "./encryptedBucket.js";

/** Registers a bucket and its settings; gives the one that stands last, its policy. */
export function createBucket(
  parent: pulumi.ComponentResource,
  name: string,
  args: { readonly accessLog?: AccessLogArgs; readonly tags?: Record<string, string> },
  input: EncryptedBucketInput,
  keyArn: pulumi.Output<string>,
  policy: pulumi.Input<string>,
  protect: boolean,
): pulumi.Resource {
  const { region, objectLock } = input;
  const tags = { ...args.tags, ...(input.backup && { [BACKUP_TAG.key]: BACKUP_TAG.value }) };
  const made = new Bucket(
    `${name}-bucket`,
    { region, bucket: input.bucketName, objectLockEnabled: objectLock !== undefined, tags },
    // Where the key turns out to be none, there is no bucket either.
    { parent, protect, dependsOn: keyArn.apply(() => []) },
  );
  const of = { region, bucket: made.bucket };
  const options = { parent };
  const settings: pulumi.Resource[] = [
    new BucketPublicAccessBlock(`${name}-access`, { ...of, ...PUBLIC_ACCESS_BLOCK }, options),
    new BucketOwnershipControls(`${name}-ownership`, { ...of, rule: { objectOwnership: OBJECT_OWNERSHIP } }, options),
    new BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      {
        ...of,
        rules: [
          {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
            bucketKeyEnabled: true,
            blockedEncryptionTypes: [...BLOCKED_ENCRYPTION],
          },
        ],
      },
      options,
    ),
  ];
  const versioning = new BucketVersioning(
    `${name}-versioning`,
    { ...of, versioningConfiguration: { status: "Enabled" } },
    options,
  );
  // S3 takes neither a lock nor rules on versions before there are versions.
  const versioned = { parent, dependsOn: [versioning] };
  settings.push(
    versioning,
    new BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      {
        ...of,
        rules: [
          {
            id: "old-versions",
            status: "Enabled",
            filter: {},
            abortIncompleteMultipartUpload: { daysAfterInitiation: ABORT_UPLOAD_DAYS },
            noncurrentVersionExpiration: { noncurrentDays: input.noncurrentVersionDays },
            expiration: { expiredObjectDeleteMarker: true },
          },
        ],
      },
      versioned,
    ),
  );
  if (objectLock) {
    const rule = { defaultRetention: { mode: objectLock.mode, days: objectLock.days } };
    settings.push(new BucketObjectLockConfiguration(`${name}-lock`, { ...of, rule }, versioned));
  }
  if (args.accessLog) {
    const { bucketName, prefix = `${input.bucketName}/` } = args.accessLog;
    settings.push(new BucketLogging(`${name}-log`, { ...of, targetBucket: bucketName, targetPrefix: prefix }, options));
  }
  // Last: it may keep whoever deploys from changing the settings, and S3 refuses two changes of one bucket at a time.
  return new BucketPolicy(`${name}-policy`, { ...of, policy }, { parent, dependsOn: settings });
}
