import { VaultNotifications } from "@pulumi/aws/backup/vaultNotifications";
import type { Vault } from "@pulumi/aws/backup/vault";
import { EventRule } from "@pulumi/aws/cloudwatch/eventRule";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget";
import type { Key } from "@pulumi/aws/kms/key";
import { Topic } from "@pulumi/aws/sns/topic";
import { TopicPolicy } from "@pulumi/aws/sns/topicPolicy";
import { TopicSubscription } from "@pulumi/aws/sns/topicSubscription";
import { FAILED_JOBS, VAULT_EVENTS } from "../../baseline/backup/alerts.js";
import type { BackupProgram, BackupProgramInput } from "../../baseline/backup/backupProgram.js";
import { alertTopicPolicy } from "../../baseline/backup/topicPolicy.js";
import type { BackupContext } from "./backupContext.js";

/** The topic that tells of failures: by the vault's own notifications and by events of jobs. */
export function createAlerts(
  { parent, name, tags }: BackupContext,
  { alertTo }: BackupProgramInput,
  { names }: BackupProgram,
  { key, vault }: { readonly key: Key; readonly vault: Vault },
): Topic {
  const { region } = names;
  const topic = new Topic(`${name}-alerts`, { region, name: names.topic, kmsMasterKeyId: key.arn, tags }, { parent });
  const policy = new TopicPolicy(
    `${name}-alerts-policy`,
    { region, arn: topic.arn, policy: alertTopicPolicy(names) },
    { parent },
  );
  for (const [index, endpoint] of alertTo.entries()) {
    new TopicSubscription(
      `${name}-alerts-to-${index + 1}`,
      { region, topic: topic.arn, protocol: "email", endpoint },
      { parent },
    );
  }
  // AWS Backup refuses a topic to which it may not publish.
  new VaultNotifications(
    `${name}-notifications`,
    { region, backupVaultName: vault.name, snsTopicArn: topic.arn, backupVaultEvents: [...VAULT_EVENTS] },
    { parent, dependsOn: [policy] },
  );
  for (const [kind, eventPattern] of Object.entries(FAILED_JOBS)) {
    const rule = new EventRule(
      `${name}-${kind}`,
      { region, name: `${names.prefix}-${kind}`, eventPattern, state: "ENABLED", tags },
      { parent },
    );
    new EventTarget(
      `${name}-${kind}-target`,
      { region, rule: rule.name, arn: topic.arn },
      { parent, dependsOn: [policy] },
    );
  }
  return topic;
}
