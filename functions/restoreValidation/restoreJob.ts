/** A restore that a restore test asked for and that is done. */
export interface RestoreJob {
  readonly id: string;
  /** By AWS Backup's name: `DynamoDB`. */
  readonly type: string;
  /** ARN of what was restored. */
  readonly created: string;
  /** ARN of what it is a backup of. */
  readonly source: string | undefined;
}

/**
 * Reads a "Restore Job State Change" event.
 *
 * Source: AWS Backup Developer Guide, "Monitoring AWS Backup events using Amazon EventBridge" and "Restore testing
 * validation".
 *
 * @returns `undefined` for what is no finished job of a restore test: its validation is none of ours
 */
export function readRestoreJob(event: unknown): RestoreJob | undefined {
  const outer = record(event);
  if (outer["source"] !== "aws.backup" || outer["detail-type"] !== "Restore Job State Change") return undefined;
  const detail = record(outer["detail"]);
  const { restoreJobId, resourceType, createdResourceArn, sourceResourceArn, restoreTestingPlanArn, status } = detail;
  if (status !== "COMPLETED" || typeof restoreTestingPlanArn !== "string") return undefined;
  if (typeof restoreJobId !== "string" || typeof resourceType !== "string" || typeof createdResourceArn !== "string") {
    throw new Error("The event of a finished restore test has no restoreJobId, resourceType or createdResourceArn.");
  }
  return {
    id: restoreJobId,
    type: resourceType,
    created: createdResourceArn,
    source: typeof sourceResourceArn === "string" ? sourceResourceArn : undefined,
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
