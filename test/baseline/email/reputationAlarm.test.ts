import { describe, expect, test } from "vitest";
import {
  hearsOfMail,
  isReputationAlarm,
  reputationAlarmFaults,
  REVIEWED_AT,
  type ReputationAlarm,
} from "../../../baseline/email/reputationAlarm.js";
import { UNKNOWN } from "../../../baseline/unknown.js";

const ALARM: ReputationAlarm = {
  ...{
    namespace: "AWS/SES",
    metricName: "Reputation.ComplaintRate",
    statistic: "Average",
    extendedStatistic: undefined,
  },
  ...{ comparisonOperator: "GreaterThanThreshold", threshold: 0.0008, period: 3600, evaluationPeriods: 1 },
};

describe("an alarm on the mail reputation", () => {
  test("is one that reads a rate of SES", () => {
    expect(Object.keys(REVIEWED_AT).every((metricName) => isReputationAlarm({ metricName }))).toBe(true);
    expect(isReputationAlarm({ metricName: "Bounce" })).toBe(false);
    expect(isReputationAlarm({ metricName: UNKNOWN })).toBe(false);
  });

  test("rings up to the rate at which SES reviews an account, each rate with its own", () => {
    expect(reputationAlarmFaults(ALARM)).toEqual([]);
    expect(reputationAlarmFaults({ ...ALARM, threshold: 0.001 })).toEqual([]);
    // What is early for bounces is late for complaints.
    const late = { ...ALARM, threshold: 0.05 };
    expect(reputationAlarmFaults({ ...late, metricName: "Reputation.BounceRate" })).toEqual([]);
    expect(reputationAlarmFaults(late)).toEqual([expect.stringMatching(/^rings at 0\.05; .*0\.001/)]);
  });

  test("is said to be silent for all reasons at once, and for none that nobody knows", () => {
    const faults = reputationAlarmFaults({
      ...{ ...ALARM, namespace: "SES", statistic: "Sum", comparisonOperator: "LessThanThreshold", threshold: 0 },
      evaluationPeriods: 48,
    });
    expect(faults).toHaveLength(5);
    const hidden: ReputationAlarm = {
      ...{ ...ALARM, namespace: UNKNOWN, statistic: UNKNOWN, comparisonOperator: UNKNOWN },
      ...{ threshold: UNKNOWN, period: UNKNOWN },
    };
    expect(reputationAlarmFaults(hidden)).toEqual([]);
  });
});

describe("a rule's pattern", () => {
  const hears = (pattern: object): unknown => hearsOfMail(JSON.stringify(pattern));

  test("hears of bounces or complaints", () => {
    expect(hears({ source: ["aws.ses"] })).toBe(true);
    expect(hears({ "detail-type": ["Email Complaint Received"] })).toBe(true);
    expect(hears({ source: ["aws.ses"], "detail-type": ["Email Opened"] })).toBe(false);
    expect(hears({ source: ["shop.orders"] })).toBe(false);
    expect(hearsOfMail("no JSON")).toBe(false);
  });

  test("leaves it open where it asks for details of the mail", () => {
    expect(hears({ source: ["aws.ses"], detail: { mail: { source: ["orders@shop.example"] } } })).toBe(UNKNOWN);
  });
});
