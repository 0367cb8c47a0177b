import { takesEvent } from "../events/eventPattern.js";
import { UNKNOWN, type Maybe } from "../unknown.js";

/** Where Amazon SES publishes its figures. */
export const SES_NAMESPACE = "AWS/SES";

/**
 * The share of mail, from 0 to 1, at which Amazon SES reviews an account, by the name of its figure. Beyond it sending is
 * paused.
 *
 * Source: Amazon SES Developer Guide, "Using reputation metrics to track bounce and complaint rates" and "Creating
 * reputation monitoring alarms using CloudWatch".
 */
export const REVIEWED_AT: Readonly<Record<string, number>> = {
  "Reputation.BounceRate": 0.05,
  "Reputation.ComplaintRate": 0.001,
};

/** Seconds after which an alarm on a rate comes too late: AWS reads it by the hour. */
const LATEST = 86_400;

/** Statistics of rates that are rates: a sum or a count is none. */
const STATISTICS: readonly unknown[] = ["Average", "Maximum", "Minimum"];
const ABOVE: readonly unknown[] = ["GreaterThanThreshold", "GreaterThanOrEqualToThreshold"];

/** An alarm as it stands; `undefined` for what is absent. */
export interface ReputationAlarm {
  readonly namespace: Maybe<string | undefined>;
  readonly metricName: Maybe<string | undefined>;
  readonly statistic: Maybe<string | undefined>;
  readonly extendedStatistic: Maybe<string | undefined>;
  readonly comparisonOperator: Maybe<string | undefined>;
  readonly threshold: Maybe<number | undefined>;
  /** Seconds. */
  readonly period: Maybe<number | undefined>;
  readonly evaluationPeriods: Maybe<number | undefined>;
}

/** Whether an alarm is meant for one of the rates. */
export function isReputationAlarm({ metricName }: Pick<ReputationAlarm, "metricName">): boolean {
  return typeof metricName === "string" && metricName in REVIEWED_AT;
}

/** Why it does not ring in time, as the ends of sentences that begin with its name. */
export function reputationAlarmFaults(alarm: ReputationAlarm): string[] {
  const faults: string[] = [];
  const tell = (value: unknown, isGood: boolean, fault: string): void => {
    if (value !== UNKNOWN && !isGood) faults.push(fault);
  };
  const { namespace, metricName, statistic, extendedStatistic, comparisonOperator, threshold } = alarm;
  const { period, evaluationPeriods } = alarm;
  const limit = REVIEWED_AT[String(metricName)] ?? 0;
  tell(
    namespace,
    namespace === SES_NAMESPACE,
    `reads ${String(metricName)} of ${shown(namespace)}; SES sends it to ${SES_NAMESPACE} alone`,
  );
  tell(
    statistic,
    STATISTICS.includes(statistic) || (statistic === undefined && extendedStatistic !== undefined),
    `reads the statistic ${shown(statistic)}, which is no rate`,
  );
  tell(
    comparisonOperator,
    ABOVE.includes(comparisonOperator),
    `compares by ${shown(comparisonOperator)}, so it does not ring when the rate rises`,
  );
  tell(
    threshold,
    typeof threshold === "number" && threshold > 0 && threshold <= limit,
    `rings at ${shown(threshold)}; SES reviews an account at ${limit}, so allowed is what lies above 0 and not above that`,
  );
  const span = period === UNKNOWN || evaluationPeriods === UNKNOWN ? 0 : (period ?? 0) * (evaluationPeriods ?? 0);
  tell(span, span <= LATEST, `rings only after ${span / 3600} hours; allowed is a day`);
  return faults;
}

/**
 * Whether a rule's pattern takes bounces and complaints. Source: Amazon SES Developer Guide, "Monitoring SES events using
 * Amazon EventBridge".
 */
export function hearsOfMail(pattern: string): Maybe<boolean> {
  const heard = ["Email Bounced", "Email Complaint Received"].map((name) =>
    takesEvent(pattern, { source: "aws.ses", "detail-type": name, detail: UNKNOWN }),
  );
  return heard.includes(true) ? true : heard.includes(UNKNOWN) ? UNKNOWN : false;
}

function shown(value: Maybe<string | number | undefined>): string {
  return value === undefined ? "nothing" : String(value);
}
