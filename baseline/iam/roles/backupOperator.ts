import type { Maybe } from "../../unknown.js";
import { permission, type RoleCondition, type RoleStatement } from "./statement.js";

/** What the backup operator works with. */
export interface BackupOperatorResources {
  readonly vaultArns: readonly Maybe<string>[];
  /** Recovery points, or patterns of them: `arn:aws:backup:eu-west-1:123456789012:recovery-point:*`. */
  readonly recoveryPointArns: readonly Maybe<string>[];
  /** The role by which AWS Backup reads what it backs up. */
  readonly backupRoleArn: Maybe<string>;
  /** The role by which AWS Backup restores, into quarantine. */
  readonly restoreRoleArn: Maybe<string>;
}

/**
 * Backs up out of turn, and restores into quarantine. It deletes nothing: no recovery point, no vault, no lock, and it
 * changes no vault's policy.
 */
export function backupOperator(given: BackupOperatorResources): RoleStatement[] {
  const { vaultArns, recoveryPointArns, backupRoleArn, restoreRoleArn } = given;
  const toBackup: RoleCondition = {
    operator: "StringEquals",
    key: "iam:PassedToService",
    values: ["backup.amazonaws.com"],
  };
  return [
    permission(
      "vaultArns",
      "BackUp",
      ["backup:DescribeBackupVault", "backup:ListRecoveryPointsByBackupVault", "backup:StartBackupJob"],
      vaultArns,
    ),
    permission(
      "recoveryPointArns",
      "Restore",
      ["backup:DescribeRecoveryPoint", "backup:GetRecoveryPointRestoreMetadata", "backup:StartRestoreJob"],
      recoveryPointArns,
    ),
    permission("restoreRoleArn", "UseRoles", ["iam:PassRole"], [backupRoleArn, restoreRoleArn], [toBackup]),
    permission(
      "vaultArns",
      "FollowJobs",
      [
        "backup:DescribeBackupJob",
        "backup:DescribeProtectedResource",
        "backup:DescribeRestoreJob",
        "backup:ListBackupJobs",
        "backup:ListBackupVaults",
        "backup:ListProtectedResources",
        "backup:ListRestoreJobs",
      ],
      ["*"],
    ),
  ];
}
