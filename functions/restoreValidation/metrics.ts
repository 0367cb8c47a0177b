import { DAYS_SINCE_RESTORE, METRIC_NAMESPACE, RESTORE_VALIDATED } from "../../baseline/backup/restoreMetrics.js";

/**
 * Lines in CloudWatch's embedded metric format: Lambda writes them to the log, and CloudWatch reads metrics from there, so
 * that the function needs no permission to make any.
 *
 * Source: Amazon CloudWatch User Guide, "Specification: Embedded metric format".
 */
export function ageMetric(plan: string, type: string, days: number, now: Date): string {
  return line(DAYS_SINCE_RESTORE, "None", plan, type, days, now, {});
}

export function validationMetric(
  plan: string,
  type: string,
  verdict: { readonly holds: boolean; readonly message: string },
  now: Date,
): string {
  return line(RESTORE_VALIDATED, "Count", plan, type, verdict.holds ? 1 : 0, now, { message: verdict.message });
}

function line(
  name: string,
  Unit: string,
  Plan: string,
  ResourceType: string,
  value: number,
  now: Date,
  more: Readonly<Record<string, string>>,
): string {
  return JSON.stringify({
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [
        { Namespace: METRIC_NAMESPACE, Dimensions: [["Plan", "ResourceType"]], Metrics: [{ Name: name, Unit }] },
      ],
    },
    Plan,
    ResourceType,
    [name]: value,
    ...more,
  });
}
