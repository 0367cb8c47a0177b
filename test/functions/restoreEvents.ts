/**
 * Events as EventBridge delivers them: their shape is that of the AWS Backup Developer Guide, "Monitoring AWS Backup events
 * using Amazon EventBridge" and "Restore testing validation"; the identifiers are made up.
 */
const PLAN_ARN =
  "arn:aws:backup:eu-west-1:123456789012:restore-testing-plan:backups_dev-0f0e2c5c-6a3d-4f5e-9a9b-7c1d2e3f4a5b";

const BACKUP_EVENT = {
  version: "0",
  id: "4b5c6d7e-1a2b-3c4d-5e6f-708192a3b4c5",
  source: "aws.backup",
  account: "123456789012",
  time: "2026-11-22T06:14:03Z",
  region: "eu-west-1",
};

const TYPES: Readonly<Record<string, { readonly created: string; readonly source: string }>> = {
  Aurora: {
    created: "arn:aws:rds:eu-west-1:123456789012:cluster:awsbackup-restore-test-orders",
    source: "arn:aws:rds:eu-west-1:123456789012:cluster:orders",
  },
  DynamoDB: {
    created: "arn:aws:dynamodb:eu-west-1:123456789012:table/awsbackup-restore-test-ab12cd34",
    source: "arn:aws:dynamodb:eu-west-1:123456789012:table/orders",
  },
  EBS: {
    created: "arn:aws:ec2:eu-west-1:123456789012:volume/vol-0a1b2c3d4e5f60718",
    source: "arn:aws:ec2:eu-west-1:123456789012:volume/vol-0f1e2d3c4b5a69788",
  },
  EC2: {
    created: "arn:aws:ec2:eu-west-1:123456789012:instance/i-0a1b2c3d4e5f60718",
    source: "arn:aws:ec2:eu-west-1:123456789012:instance/i-0f1e2d3c4b5a69788",
  },
  EFS: {
    created: "arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-0a1b2c3d4e5f60718",
    source: "arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-0f1e2d3c4b5a69788",
  },
  RDS: {
    created: "arn:aws:rds:eu-west-1:123456789012:db:awsbackup-restore-test-shop",
    source: "arn:aws:rds:eu-west-1:123456789012:db:shop",
  },
  S3: { created: "arn:aws:s3:::awsbackup-restore-test-ab12cd34", source: "arn:aws:s3:::shop-media" },
  Neptune: {
    created: "arn:aws:rds:eu-west-1:123456789012:cluster:awsbackup-restore-test-graph",
    source: "arn:aws:rds:eu-west-1:123456789012:cluster:graph",
  },
  DocumentDB: {
    created: "arn:aws:rds:eu-west-1:123456789012:cluster:awsbackup-restore-test-docs",
    source: "arn:aws:rds:eu-west-1:123456789012:cluster:docs",
  },
};

/** A restore job of a restore test that is done. */
export function restoreDone(
  resourceType: string,
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const { created, source } = TYPES[resourceType] ?? { created: "arn:aws:fsx:::x", source: undefined };
  return {
    ...BACKUP_EVENT,
    "detail-type": "Restore Job State Change",
    resources: ["arn:aws:backup:eu-west-1:123456789012:recovery-point:1EB3B5E7-9EB0-435A-A80B-108B488B0D45"],
    detail: {
      restoreJobId: "E3F6E3D8-4C40-9A1B-8C2D-1F0E9D8C7B6A",
      backupSizeInBytes: "1048576",
      creationDate: "2026-11-22T05:41:19.511Z",
      iamRoleArn: "arn:aws:iam::123456789012:role/backups-dev-restore",
      percentDone: 0,
      resourceType,
      status: "COMPLETED",
      createdResourceArn: created,
      completionDate: "2026-11-22T06:12:40.028Z",
      restoreTestingPlanArn: PLAN_ARN,
      backupVaultArn: "arn:aws:backup:eu-west-1:123456789012:backup-vault:backups-dev",
      recoveryPointArn: "arn:aws:backup:eu-west-1:123456789012:recovery-point:1EB3B5E7-9EB0-435A-A80B-108B488B0D45",
      sourceResourceArn: source,
      ...more,
    },
  };
}

/** What a rule with a schedule sends (Amazon EventBridge User Guide, "Scheduled events"). */
export const SCHEDULED = {
  ...BACKUP_EVENT,
  "detail-type": "Scheduled Event",
  source: "aws.events",
  resources: ["arn:aws:events:eu-west-1:123456789012:rule/backups-dev-restore-test-age"],
  detail: {},
};
