import { UNKNOWN_VALUE, type Given } from "../support/pack.js";
import type { RuleCase } from "./ruleCase.js";
import { but } from "./storeGiven.js";

type Inputs = Readonly<Record<string, unknown>>;

const bounces = (more: Inputs = {}): Given =>
  but(
    {
      type: "aws:cloudwatch/metricAlarm:MetricAlarm",
      name: "bounces",
      inputs: {
        ...{ namespace: "AWS/SES", metricName: "Reputation.BounceRate", statistic: "Average", threshold: 0.05 },
        ...{ comparisonOperator: "GreaterThanOrEqualToThreshold", period: 3600, evaluationPeriods: 1 },
        alarmActions: ["arn:aws:sns:eu-west-1:123456789012:alerts"],
      },
    },
    more,
  );
const complaints = (more: Inputs = {}): Given => ({
  ...bounces({ metricName: "Reputation.ComplaintRate", threshold: 0.001, ...more }),
  name: "complaints",
});
const both = (more: Inputs): Given[] => [bounces(more), complaints()];
const events = (more: Inputs = {}): Given => ({
  type: "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination",
  name: "events",
  inputs: {
    ...{ configurationSetName: "orders", eventDestinationName: "events" },
    eventDestination: {
      ...{ enabled: true, matchingEventTypes: ["BOUNCE", "COMPLAINT"] },
      eventBridgeDestination: { eventBusArn: "arn:aws:events:eu-west-1:123456789012:event-bus/default" },
      ...more,
    },
  },
});
const takes = (pattern: unknown): Given => ({
  type: "aws:cloudwatch/eventRule:EventRule",
  name: "mail",
  inputs: { name: "mail", eventPattern: typeof pattern === "string" ? pattern : JSON.stringify(pattern) },
});
const toQueue: Given = {
  type: "aws:cloudwatch/eventTarget:EventTarget",
  name: "target",
  inputs: { rule: "mail", arn: "arn:aws:sqs:eu-west-1:123456789012:mail" },
};

export const alarmCases: Readonly<Record<string, RuleCase>> = {
  ALM01: {
    bad: [
      both({ namespace: "SES" }),
      both({ namespace: undefined }),
      both({ statistic: "SampleCount" }),
      both({ statistic: "Sum" }),
      both({ comparisonOperator: "LessThanThreshold" }),
      // Above all that a rate can be, above what SES takes, and always.
      both({ threshold: 5 }),
      both({ threshold: 0.08 }),
      both({ threshold: 0 }),
      both({ threshold: undefined }),
      both({ period: 86_400, evaluationPeriods: 2 }),
      [bounces()],
      [complaints()],
      both({ metricName: "Reputation.Bounces" }),
      [events()],
      [events(), takes({ source: ["host.foreign.example"] }), toQueue],
      [events(), takes({ source: ["aws.ses"], "detail-type": ["Email Sent"] }), toQueue],
    ],
    good: [
      both({}),
      both({ threshold: 0.02, statistic: "Maximum", period: 300, evaluationPeriods: 12 }),
      both({ statistic: undefined, extendedStatistic: "p90" }),
      both({ comparisonOperator: "GreaterThanThreshold" }),
      [bounces({ namespace: "AWS/Lambda", metricName: "Errors", threshold: 1 })],
      [events(), takes({ source: ["aws.ses"] }), toQueue],
      [events(), takes({ source: [{ prefix: "aws." }], "detail-type": ["Email Bounced"] }), toQueue],
      [events({ enabled: false })],
      [events({ eventBridgeDestination: null })],
    ],
    unknown: [
      both({ threshold: UNKNOWN_VALUE }),
      both({ statistic: UNKNOWN_VALUE }),
      both({ period: UNKNOWN_VALUE }),
      [events(), takes(UNKNOWN_VALUE), toQueue],
    ],
  },
};
