import { KEY_ADMINISTRATION, KEY_USE } from "../encryption/keyActions.js";
import type { BackupNames } from "./backupNames.js";

/**
 * What takes the key, and with it every recovery point that it encrypts, out of the owner's hands. Whoever may replace
 * the policy may do all the rest.
 */
export const KEY_DESTRUCTION = [
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:PutKeyPolicy",
  "kms:ReplicateKey",
  "kms:ScheduleKeyDeletion",
] as const;

/** Who may do what with the key of a backup vault. */
export interface BackupKeyPolicyInput {
  readonly names: BackupNames;
  /** ARNs; all of them must exist, which AWS KMS checks. */
  readonly breakGlass: readonly string[];
  /** ARNs; none leaves it to the account's own policies who administers the key. */
  readonly administrators: readonly string[];
  /** Services that ask KMS for AWS Backup, without Region: `rds`. */
  readonly keyServices: readonly string[];
  /** Accounts, beside the key's own, into whose vaults copies go. */
  readonly copyAccounts: readonly string[];
  /** Whether it encrypts the alerts and the log as well: the key of the first vault does, that of a copy's vault not. */
  readonly isOfAlerts: boolean;
}

/**
 * The policy of the key that encrypts a backup vault: administrators who cannot use it, AWS Backup that uses it for its
 * roles alone, and nobody but break-glass who can destroy it or replace this policy.
 *
 * Sources: AWS Backup Developer Guide, "Encryption for backups in AWS Backup"; AWS KMS Developer Guide, "Key policies"
 * and "kms:ViaService"; Amazon SNS Developer Guide, "Key management", on event sources of encrypted topics; Amazon
 * CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS KMS".
 */
export function backupKeyPolicy(input: BackupKeyPolicyInput): string {
  const { names, breakGlass, administrators, copyAccounts } = input;
  const root = (account: string): string => `arn:${names.partition}:iam::${account}:root`;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      allow("BreakGlass", { AWS: breakGlass }, [...KEY_ADMINISTRATION, ...KEY_DESTRUCTION]),
      allow(
        "Administer",
        { AWS: administrators.length > 0 ? administrators : root(names.accountId) },
        KEY_ADMINISTRATION,
      ),
      ...[names.accountId, ...copyAccounts].flatMap((account, index) => {
        const condition = throughBackup(input, account);
        const suffix = index === 0 ? "" : account;
        return [
          allow(`UseThroughBackup${suffix}`, { AWS: root(account) }, KEY_USE, condition),
          allow(`GrantThroughBackup${suffix}`, { AWS: root(account) }, "kms:CreateGrant", {
            ...condition,
            // RDS and EC2 work on snapshots by grants, in their own name.
            Bool: { "kms:GrantIsForAWSResource": "true" },
          }),
        ];
      }),
      ...(input.isOfAlerts ? alertStatements(names) : []),
      {
        Sid: "DenyDestruction",
        Effect: "Deny",
        Principal: "*",
        Action: KEY_DESTRUCTION,
        Resource: "*",
        Condition: { ArnNotLike: { "aws:PrincipalArn": breakGlass } },
      },
    ],
  });
}

/** The services that publish alerts and write the log, for this topic and this log group. */
function alertStatements(names: BackupNames): object[] {
  return [
    allow("PublishAlerts", { Service: [...PUBLISHERS] }, ["kms:Decrypt", "kms:GenerateDataKey*"], {
      // EventBridge's deliveries carry neither aws:SourceAccount nor aws:SourceArn; what SNS encrypts is the topic's.
      StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": names.topicArn },
    }),
    allow(
      "EncryptLogs",
      { Service: `logs.${names.region}.amazonaws.com` },
      ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
      {
        ArnEquals: {
          "kms:EncryptionContext:aws:logs:arn": `arn:${names.partition}:logs:${names.region}:${names.accountId}:log-group:${names.logGroup}`,
        },
      },
    ),
  ];
}

function allow(Sid: string, Principal: object, Action: string | readonly string[], Condition?: object): object {
  return { Sid, Effect: "Allow", Principal, Action, Resource: "*", ...(Condition && { Condition }) };
}

/** Who publishes to the topic of a set of backups. */
const PUBLISHERS = ["backup.amazonaws.com", "cloudwatch.amazonaws.com", "events.amazonaws.com"] as const;

/** The roles that AWS Backup works with, each named: the account alone would mean everyone whom its policies let. */
function throughBackup({ names, keyServices }: BackupKeyPolicyInput, account: string): object {
  const serviceLinked = `arn:${names.partition}:iam::${account}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup`;
  const own = [names.backupRoleArn, names.restoreRoleArn];
  const services = ["backup", ...keyServices].map((service) => `${service}.${names.region}.amazonaws.com`);
  const elsewhere = ["backup", ...keyServices].map((service) => `${service}.*.amazonaws.com`);
  return account === names.accountId
    ? {
        StringEquals: { "kms:ViaService": services },
        ArnEquals: { "aws:PrincipalArn": [...own, serviceLinked] },
      }
    : { StringLike: { "kms:ViaService": elsewhere }, ArnEquals: { "aws:PrincipalArn": serviceLinked } };
}
