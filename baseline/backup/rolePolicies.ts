import type { BackupNames } from "./backupNames.js";
import { traitsOf } from "./resourceTypes.js";

/**
 * The roles of AWS Backup. AWS's managed policies are the only lists of what its jobs need that follow the services; they
 * are about every service and resource, so each role has a Deny on what its types of data stores do not need.
 *
 * Sources: AWS Managed Policy Reference, AWSBackupServiceRolePolicyForBackup, …ForRestores, …ForS3Backup, …ForS3Restore,
 * AWSBackupGuardDutyRolePolicyForScans, AWSBackupServiceRolePolicyForScans.
 */
export const MANAGED_POLICIES = {
  backup: { every: "service-role/AWSBackupServiceRolePolicyForBackup", s3: "AWSBackupServiceRolePolicyForS3Backup" },
  restore: {
    every: "service-role/AWSBackupServiceRolePolicyForRestores",
    s3: "AWSBackupServiceRolePolicyForS3Restore",
  },
  scan: "AWSBackupGuardDutyRolePolicyForScans",
} as const;

/** What restored resources of restore tests are called (AWS Backup Developer Guide, "Restore testing inferred metadata"). */
export const RESTORE_TEST_PREFIX = "awsbackup-restore-test-";

const EVERY_JOB = ["backup:*", "backup-storage:*", "ec2:Describe*", "kms:*", "tag:GetResources"];

/** Lets a service take a role for this account alone: without the condition any customer of it could name the role. */
export function serviceTrust(service: string, accountId: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
    ],
  });
}

/** What the backup role may not do, or may besides. */
export function backupRolePolicy(names: BackupNames, types: readonly string[], isScanned: boolean): string {
  const scans = isScanned ? ["guardduty:GetMalwareScan", "guardduty:StartMalwareScan", "iam:PassRole"] : [];
  return document([
    denyAllBut([...servicesOf(types), ...scans]),
    ...(isScanned
      ? [
          { Sid: "Scan", Effect: "Allow", Action: scans.slice(0, 2), Resource: "*" },
          // AWS Backup hands this one role to GuardDuty with each scan.
          passRole([names.scanRoleArn], "malware-protection.guardduty.amazonaws.com"),
        ]
      : []),
  ]);
}

/** What the role of restore tests may not do, or may besides. */
export function restoreRolePolicy(
  names: BackupNames,
  types: readonly string[],
  instanceRoles: readonly string[],
): string {
  const passes = instanceRoles.length > 0;
  return document([
    denyAllBut([...servicesOf(types), ...(passes ? ["iam:PassRole"] : [])]),
    ...(types.includes("S3")
      ? [
          {
            // A restore into a bucket that exists overwrites it.
            Sid: "DenyWritesOutsideRestoreTests",
            Effect: "Deny",
            Action: ["s3:CreateBucket", "s3:DeleteObject*", "s3:PutBucket*", "s3:PutObject*"],
            NotResource: [`arn:${names.partition}:s3:::${RESTORE_TEST_PREFIX}*`],
          },
        ]
      : []),
    ...(passes ? [passRole(instanceRoles, "ec2.amazonaws.com")] : []),
  ]);
}

/** What the validation function reads of restored resources, and where it reports. */
export function validatorPolicy(names: BackupNames): string {
  const { partition, region, accountId } = names;
  const restored = (service: string, type: string): string =>
    `arn:${partition}:${service}:${region}:${accountId}:${type}${RESTORE_TEST_PREFIX}*`;
  const bucket = `arn:${partition}:s3:::${RESTORE_TEST_PREFIX}*`;
  const allow = (Sid: string, Action: readonly string[], Resource: string | readonly string[]): object => {
    return { Sid, Effect: "Allow", Action, Resource };
  };
  return document([
    // These have no resource to name (Service Authorization Reference, "AWS Backup").
    allow("Report", ["backup:ListRestoreJobs", "backup:PutRestoreValidationResult"], "*"),
    allow("ReadTables", ["dynamodb:Scan"], restored("dynamodb", "table/")),
    // The source's item count tells an empty restore from an empty table; its items stay unread.
    allow("DescribeTables", ["dynamodb:DescribeTable"], `arn:${partition}:dynamodb:${region}:${accountId}:table/*`),
    allow("ReadBuckets", ["s3:GetObject", "s3:ListBucket"], [bucket, `${bucket}/*`]),
    allow(
      "DescribeDatabases",
      ["rds:DescribeDBClusters", "rds:DescribeDBInstances"],
      [restored("rds", "cluster:"), restored("rds", "db:")],
    ),
    // EC2 describes nothing by resource, and a restored file system's id is its own.
    allow("DescribeVolumes", ["ec2:DescribeInstances", "ec2:DescribeVolumes"], "*"),
    allow("DescribeFileSystems", ["elasticfilesystem:DescribeFileSystems"], "*"),
    {
      Sid: "DecryptWhatIsRead",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: `arn:${partition}:kms:${region}:${accountId}:key/*`,
      Condition: {
        StringEquals: { "kms:ViaService": [`dynamodb.${region}.amazonaws.com`, `s3.${region}.amazonaws.com`] },
      },
    },
    allow(
      "Log",
      ["logs:CreateLogStream", "logs:PutLogEvents"],
      [`arn:${partition}:logs:${region}:${accountId}:log-group:${names.logGroup}:*`],
    ),
  ]);
}

function servicesOf(types: readonly string[]): string[] {
  return [...new Set(traitsOf(types).flatMap(({ services }) => services))].map((service) => `${service}:*`);
}

function denyAllBut(actions: readonly string[]): object {
  return {
    Sid: "DenyOtherServices",
    Effect: "Deny",
    NotAction: [...EVERY_JOB, ...actions].sort(),
    Resource: "*",
  };
}

function passRole(roles: readonly string[], service: string): object {
  return {
    Sid: "PassRole",
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: roles,
    Condition: { StringEquals: { "iam:PassedToService": service } },
  };
}

function document(Statement: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement });
}
