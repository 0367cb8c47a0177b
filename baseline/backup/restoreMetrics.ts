/** What the validation function counts and the alarms read, by plan and type of data store. */
export const METRIC_NAMESPACE = "StorefrontBaseline/Backup";
/** 1 for a restore that holds its data, 0 for one that does not. */
export const RESTORE_VALIDATED = "RestoreValidated";
export const DAYS_SINCE_RESTORE = "DaysSinceValidatedRestore";
/** Days: AWS Backup lists the restore jobs of this time. */
export const RESTORE_HISTORY = 30;
