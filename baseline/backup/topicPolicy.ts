import type { BackupNames } from "./backupNames.js";

/**
 * Who may publish to the topic of a set of backups: its vault, its rules and the account's alarms, each by the resource
 * for which its service comes. The topic's readers are let in by the account's own policies.
 *
 * Sources: AWS Backup Developer Guide, "Notification options with AWS Backup" and "Cross-service confused deputy
 * prevention"; Amazon EventBridge User Guide, "Amazon SNS permissions"; Amazon CloudWatch User Guide, "Notifying users on
 * alarm changes".
 */
export function alertTopicPolicy({ topicArn, accountId, partition, region, prefix, vaultArn }: BackupNames): string {
  const publish = (Sid: string, Service: string, Condition: object): object => {
    return { Sid, Effect: "Allow", Principal: { Service }, Action: "sns:Publish", Resource: topicArn, Condition };
  };
  const here = (service: string): string => `arn:${partition}:${service}:${region}:${accountId}`;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      publish("VaultPublishes", "backup.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnEquals: { "aws:SourceArn": vaultArn },
      }),
      publish("RulesPublish", "events.amazonaws.com", {
        ArnLike: { "aws:SourceArn": `${here("events")}:rule/${prefix}-*` },
      }),
      publish("AlarmsPublish", "cloudwatch.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": accountId },
        ArnLike: { "aws:SourceArn": `${here("cloudwatch")}:alarm:*` },
      }),
      {
        Sid: "DenyPlainText",
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: topicArn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
}
