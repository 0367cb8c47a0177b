import * as aws from "@pulumi/aws";
import { configurationSet } from "./sending";
import { accountId, alertTo, region } from "./settings";

const names = { queue: "mail-events", rule: "mail-events", topic: "mail-alerts" };
const document = (...statements: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });

// Bounces and complaints go to a queue, from which the shop's own program takes them: through EventBridge, which writes to
// a queue that SQS encrypts.
new aws.sesv2.ConfigurationSetEventDestination("events", {
  configurationSetName: configurationSet.configurationSetName,
  eventDestinationName: "events",
  eventDestination: {
    enabled: true,
    matchingEventTypes: ["BOUNCE", "COMPLAINT", "REJECT", "DELIVERY_DELAY", "RENDERING_FAILURE"],
    eventBridgeDestination: { eventBusArn: `arn:aws:events:${region}:${accountId}:event-bus/default` },
  },
});
const rule = new aws.cloudwatch.EventRule("events", {
  name: names.rule,
  description: "Bounces, complaints and what else keeps mail from arriving.",
  eventPattern: JSON.stringify({ source: ["aws.ses"] }),
});
export const events = new aws.sqs.Queue("events", {
  name: names.queue,
  sqsManagedSseEnabled: true,
  messageRetentionSeconds: 14 * 24 * 3600,
});
const queueArn = `arn:aws:sqs:${region}:${accountId}:${names.queue}`;
const allowed = new aws.sqs.QueuePolicy("events", {
  queueUrl: events.url,
  policy: document({
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queueArn,
    Condition: { ArnEquals: { "aws:SourceArn": `arn:aws:events:${region}:${accountId}:rule/${names.rule}` } },
  }),
});
new aws.cloudwatch.EventTarget("events", { rule: rule.name, arn: queueArn }, { dependsOn: [allowed] });

// Amazon reviews an account at 5 % of bounces or 0.1 % of complaints (SES developer guide, "Reputation metrics").
const alarmArn = (name: string): string => `arn:aws:cloudwatch:${region}:${accountId}:alarm:${name}`;
const ALARMS = [
  { name: "mail-bounces", metricName: "Reputation.BounceRate", threshold: 0.04 },
  { name: "mail-complaints", metricName: "Reputation.ComplaintRate", threshold: 0.0008 },
];
const fromAlarms = {
  StringEquals: { "aws:SourceAccount": accountId },
  ArnEquals: { "aws:SourceArn": ALARMS.map(({ name }) => alarmArn(name)) },
};
const key = new aws.kms.Key("alerts", {
  description: "Encrypts the alerts on mail.",
  enableKeyRotation: true,
  deletionWindowInDays: 30,
  policy: document(
    { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: "kms:*", Resource: "*" },
    {
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: fromAlarms,
    },
  ),
});
const topic = new aws.sns.Topic("alerts", { name: names.topic, kmsMasterKeyId: key.arn });
new aws.sns.TopicPolicy("alerts", {
  arn: topic.arn,
  policy: document({
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: "sns:Publish",
    Resource: `arn:aws:sns:${region}:${accountId}:${names.topic}`,
    Condition: fromAlarms,
  }),
});
// The mailbox must confirm the subscription.
new aws.sns.TopicSubscription("alerts", { topic: topic.arn, protocol: "email", endpoint: alertTo });
for (const { name, metricName, threshold } of ALARMS) {
  new aws.cloudwatch.MetricAlarm(name, {
    name,
    namespace: "AWS/SES",
    metricName,
    statistic: "Average",
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold,
    period: 3600,
    evaluationPeriods: 1,
    treatMissingData: "ignore",
    alarmActions: [topic.arn],
  });
}
