/**
 * The alarm on restores that nobody proved in time, and what keeps one like it from ringing.
 *
 * Source: Amazon CloudWatch API Reference, PutMetricAlarm; Amazon CloudWatch User Guide, "Configuring how CloudWatch alarms
 * treat missing data".
 */
import { UNKNOWN, type Maybe } from "../unknown.js";
import {
  DAYS_SINCE_RESTORE,
  isRestoreAge,
  METRIC_DIMENSIONS,
  METRIC_NAMESPACE,
  RESTORE_HISTORY,
} from "./restoreMetrics.js";

/** What an alarm on the days since a validated restore is, beside its threshold, its dimensions and whom it tells. */
export const RESTORE_ALARM = {
  namespace: METRIC_NAMESPACE,
  metricName: DAYS_SINCE_RESTORE,
  statistic: "Maximum",
  comparisonOperator: "GreaterThanThreshold",
  /** Seconds: the figure comes several times a day, so that each period has one. */
  period: 86_400,
  evaluationPeriods: 1,
  /** A function that no longer runs says nothing, and that is what the alarm must tell of. */
  treatMissingData: "breaching",
} as const;

/** Statistics of a day's figures that are figures of days: a sum or a count is none. */
const STATISTICS: readonly unknown[] = [RESTORE_ALARM.statistic, "Average", "Minimum"];
const ABOVE: readonly unknown[] = [RESTORE_ALARM.comparisonOperator, "GreaterThanOrEqualToThreshold"];

/** An alarm as it stands; `undefined` for what is absent. */
export interface RestoreAlarm {
  readonly namespace: Maybe<string | undefined>;
  readonly metricName: Maybe<string | undefined>;
  readonly statistic: Maybe<string | undefined>;
  readonly comparisonOperator: Maybe<string | undefined>;
  readonly threshold: Maybe<number | undefined>;
  readonly treatMissingData: Maybe<string | undefined>;
  /** Names of the dimensions. */
  readonly dimensions: Maybe<readonly string[]>;
}

/** Whether an alarm is meant for the figure: it names its namespace or its metric. */
export function isRestoreAlarm({ namespace, metricName }: Pick<RestoreAlarm, "namespace" | "metricName">): boolean {
  return namespace === METRIC_NAMESPACE || metricName === DAYS_SINCE_RESTORE;
}

/** Why it does not ring, as the ends of sentences that begin with its name. */
export function restoreAlarmFaults(alarm: RestoreAlarm): string[] {
  const faults: string[] = [];
  const tell = (value: unknown, isGood: boolean, fault: string): void => {
    if (value !== UNKNOWN && !isGood) faults.push(fault);
  };
  const { namespace, metricName, statistic, comparisonOperator, threshold, treatMissingData, dimensions } = alarm;
  const isSent = namespace === METRIC_NAMESPACE && metricName === DAYS_SINCE_RESTORE;
  const isHidden = namespace === UNKNOWN || metricName === UNKNOWN;
  tell(isHidden ? UNKNOWN : "", isSent, `reads ${shown(namespace)} ${shown(metricName)}, which nobody sends`);
  tell(
    dimensions,
    dimensions !== UNKNOWN && METRIC_DIMENSIONS.every((name) => dimensions.includes(name)),
    `does not name the dimensions ${METRIC_DIMENSIONS.join(" and ")}, without which there is no figure`,
  );
  tell(
    statistic,
    STATISTICS.includes(statistic),
    `reads the statistic ${shown(statistic)}, which is no number of days`,
  );
  tell(
    comparisonOperator,
    ABOVE.includes(comparisonOperator),
    `compares by ${shown(comparisonOperator)}, so it does not ring when the days go by`,
  );
  tell(
    threshold,
    typeof threshold === "number" && isRestoreAge(threshold),
    `rings at ${shown(threshold)} days; allowed are 1 to ${RESTORE_HISTORY}`,
  );
  tell(
    treatMissingData,
    treatMissingData === RESTORE_ALARM.treatMissingData,
    `treats missing data as ${shown(treatMissingData)}, so it is silent when the function no longer runs`,
  );
  return faults;
}

function shown(value: Maybe<string | number | undefined>): string {
  return value === undefined ? "nothing" : String(value);
}
