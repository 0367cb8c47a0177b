import type { BackupNames } from "./backupNames.js";
import { PUBLISHERS } from "./keyPolicy.js";

/**
 * Who may publish to the topic of a set of backups. Its readers are let in by the account's own policies.
 *
 * No document says that AWS Backup sends `aws:SourceAccount`, and a topic that refuses it stays silent when a job fails:
 * where the key is sent it must be this account. AWS Backup notifies topics of its own account alone (AWS Backup
 * Developer Guide, "Notification options with AWS Backup").
 */
export function alertTopicPolicy({ topicArn, accountId }: BackupNames): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "PublishAlerts",
        Effect: "Allow",
        Principal: { Service: PUBLISHERS },
        Action: "sns:Publish",
        Resource: topicArn,
        Condition: { StringEqualsIfExists: { "aws:SourceAccount": accountId } },
      },
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
