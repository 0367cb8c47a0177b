/** What the validation function counts and the alarms read, by plan and type of data store. */
export const METRIC_NAMESPACE = "StorefrontBaseline/Backup";
/** 1 for a restore that holds its data, 0 for one that does not. */
export const RESTORE_VALIDATED = "RestoreValidated";
export const DAYS_SINCE_RESTORE = "DaysSinceValidatedRestore";
/** By which each figure is told apart: the restore testing plan's name, and the type as AWS Backup calls it. */
export const METRIC_DIMENSIONS = ["Plan", "ResourceType"] as const;
/** Days: AWS Backup lists the restore jobs of this time. */
export const RESTORE_HISTORY = 30;

/** Whether an alarm can wait so many days for a validated restore: what is older AWS Backup no longer lists. */
export function isRestoreAge(days: number): boolean {
  return Number.isInteger(days) && days >= 1 && days <= RESTORE_HISTORY;
}
