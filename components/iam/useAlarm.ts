import { EventRule } from "@pulumi/aws/cloudwatch/eventRule";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget";
import { Key } from "@pulumi/aws/kms/key";
import { Topic } from "@pulumi/aws/sns/topic";
import { TopicPolicy } from "@pulumi/aws/sns/topicPolicy";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription";
import type * as pulumi from "@pulumi/pulumi";
import { readReceiver, WATCHING_STATE, type UseAlarm } from "../../baseline/iam/roles/breakGlassAlarm.js";
import { KEY_DELETION_WINDOW } from "../../baseline/encryption/minimums.js";

/** Registers what watches one Region; gives the resource that stands last. */
export function createAlarm(
  parent: pulumi.ComponentResource,
  component: string,
  alarm: UseAlarm,
  notify: readonly string[],
): pulumi.Resource {
  const { region, topicArn } = alarm;
  const name = `${component}-${region}`;
  const options = { parent };
  const key = new Key(
    `${name}-key`,
    {
      region,
      description: `Encrypts the alarms of ${component}.`,
      policy: alarm.keyPolicy,
      enableKeyRotation: true,
      deletionWindowInDays: KEY_DELETION_WINDOW,
    },
    { parent, protect: true },
  );
  const topic = new Topic(`${name}-topic`, { region, name: alarm.name, kmsMasterKeyId: key.arn }, options);
  const policy = new TopicPolicy(
    `${name}-topic-policy`,
    { region, arn: topic.arn, policy: alarm.topicPolicy },
    options,
  );
  notify.forEach((address, index) => {
    const receiver = readReceiver(address);
    if (receiver)
      new TopicSubscription(`${name}-receiver-${index}`, { region, topic: topic.arn, ...receiver }, options);
  });
  const rule = new EventRule(
    `${name}-rule`,
    {
      region,
      name: alarm.name,
      description: `A use of ${component}, or an attempt.`,
      eventPattern: alarm.eventPattern,
      state: WATCHING_STATE,
    },
    options,
  );
  return new EventTarget(
    `${name}-target`,
    {
      region,
      rule: rule.name,
      arn: topicArn,
      inputTransformer: {
        inputPaths: {
          event: "$.detail.eventName",
          who: "$.detail.userIdentity.arn",
          from: "$.detail.sourceIPAddress",
          when: "$.detail.eventTime",
          error: "$.detail.errorCode",
        },
        inputTemplate: `"${component}, the role for emergencies: <event> by <who> from <from> at <when>. Error, if it failed: <error>"`,
      },
    },
    { parent, dependsOn: [topic, policy] },
  );
}
