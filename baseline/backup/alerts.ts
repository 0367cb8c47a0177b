/**
 * What a team must hear of.
 *
 * Source: AWS Backup API Reference, PutBackupVaultNotifications: `BACKUP_JOB_FAILED`, `BACKUP_JOB_EXPIRED` and others are
 * taken and never sent any more. So failed jobs come from EventBridge, and from the vault what EventBridge does not tell.
 */
export const VAULT_EVENTS = [
  "COPY_JOB_FAILED",
  "RECOVERY_POINT_MODIFIED",
  "S3_BACKUP_OBJECT_FAILED",
  "S3_RESTORE_OBJECT_FAILED",
] as const;

/**
 * Event patterns of jobs that did not do what the plan says, by the name of their rule. Jobs say `state` or `status`, each
 * as its API does.
 *
 * Source: AWS Backup Developer Guide, "Monitoring AWS Backup events using Amazon EventBridge".
 */
export const FAILED_JOBS = {
  "backup-failed": jobPattern("Backup Job State Change", { state: ["ABORTED", "EXPIRED", "FAILED", "PARTIAL"] }),
  "copy-failed": jobPattern("Copy Job State Change", { state: ["FAILED", "PARTIAL"] }),
  "restore-failed": jobPattern("Restore Job State Change", { status: ["ABORTED", "FAILED"] }),
} as const satisfies Readonly<Record<string, string>>;

/** Restore tests of one plan that are done and wait to be validated. */
export function restoreTestPattern(planArnPrefix: string): string {
  return jobPattern("Restore Job State Change", {
    status: ["COMPLETED"],
    restoreTestingPlanArn: [{ prefix: planArnPrefix }],
  });
}

function jobPattern(detailType: string, detail: Readonly<Record<string, readonly unknown[]>>): string {
  return JSON.stringify({ source: ["aws.backup"], "detail-type": [detailType], detail });
}
