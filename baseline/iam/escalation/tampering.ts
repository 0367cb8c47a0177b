import { actionFacts, expandActions, type ActionFacts } from "../actions.js";

/** What an attacker takes away before or after the deed, and with it the trace or the way back. */
export type Safeguard = "logs" | "backups" | "securityService" | "key";

/** Services whose whole work is one of these. */
const SERVICES: Readonly<Record<string, Safeguard>> = {
  "access-analyzer": "securityService",
  auditmanager: "securityService",
  backup: "backups",
  "backup-gateway": "backups",
  cloudtrail: "logs",
  config: "securityService",
  detective: "securityService",
  dlm: "backups",
  fms: "securityService",
  guardduty: "securityService",
  inspector2: "securityService",
  kms: "key",
  logs: "logs",
  macie2: "securityService",
  "network-firewall": "securityService",
  organizations: "securityService",
  rbin: "backups",
  securityhub: "securityService",
  securitylake: "logs",
  shield: "securityService",
  wafv2: "securityService",
};

/** Verbs that end something or take it away. */
const ENDS =
  /^(Batch)?(Archive|Cancel|Close|Delete|Deregister|Detach|Disable|Disassociate|Disconnect|Leave|Remove|Revoke|Schedule|Stop|Unlock|Unsubscribe)/;
/** Things whose end harms nobody: queries, views, invitations, names, jobs that only read. */
const HARMLESS =
  /(Alias|Annotation|Attachment|Case|CisSession|Dashboards?|Export|Grant|Import|Insight|Integration|Invitations?|LookupTable|PolicyGeneration|Query|QueryDefinition|Report|Sbom|StoredQuery|Transformer|View|ServiceSpecificCredential|Tags?)$|^Cancel(Handshake|KeyDeletion|(Export|Import)Task)$/;

/** In any service: backups of data, and the logs that it writes. */
const BACKUP =
  /^(Batch)?(Delete|Stop|Disable)\w*(Snapshots?|Backups?|AutomatedBackups?(Replication)?|RecoveryPoints?|ContinuousBackups)$/;
const LOG =
  /^(Delete|Stop|Disable)\w*(FlowLogs?|Logging|LoggingConfigurations?|LogDelivery|AuditLogs?|QueryLog(ging)?Config|AccessLogSettings)$/;

/**
 * Settings by which a safeguard goes on in name only: other events, a shorter retention, a filter that hides, a lock or
 * policy that lets delete. Their names do not show it.
 */
const SETTINGS: Readonly<Record<Safeguard, readonly string[]>> = {
  logs: [
    ...["cloudtrail:PutEventSelectors", "cloudtrail:UpdateEventDataStore", "cloudtrail:UpdateTrail"],
    ...[
      "logs:PutLogGroupDeletionProtection",
      "logs:PutRetentionPolicy",
      "s3:PutBucketLogging",
      "securitylake:UpdateDataLake",
    ],
  ],
  backups: [
    ...["backup:PutBackupVaultAccessPolicy", "backup:PutBackupVaultLockConfiguration", "backup:UpdateBackupPlan"],
    ...["backup:UpdateGlobalSettings", "backup:UpdateRecoveryPointLifecycle", "backup:UpdateRegionSettings"],
    ...["dlm:UpdateLifecyclePolicy", "dynamodb:UpdateContinuousBackups", "ec2:UnlockSnapshot"],
    ...["elasticfilesystem:PutBackupPolicy", "rbin:UpdateRule"],
    // What keeps versions and locks of objects, where the archive of logs and backups lies.
    ...["s3:BypassGovernanceRetention", "s3:DeleteObjectVersion", "s3:PutBucketObjectLockConfiguration"],
    ...["s3:PutBucketVersioning", "s3:PutLifecycleConfiguration", "s3:PutObjectLegalHold", "s3:PutObjectRetention"],
  ],
  securityService: [
    ...["access-analyzer:CreateArchiveRule", "access-analyzer:UpdateFindings", "cloudwatch:DeleteAlarms"],
    ...["cloudwatch:DisableAlarmActions", "cloudwatch:PutAlarmMuteRule", "config:PutConfigurationRecorder"],
    ...["config:PutDeliveryChannel", "config:PutRetentionConfiguration", "events:DeleteRule", "events:DisableRule"],
    ...["events:RemoveTargets", "guardduty:CreateFilter", "guardduty:CreateIPSet", "guardduty:CreateTrustedEntitySet"],
    ...[
      "guardduty:UpdateDetector",
      "guardduty:UpdateFilter",
      "guardduty:UpdateIPSet",
      "guardduty:UpdateMemberDetectors",
    ],
    ...[
      "inspector2:CreateFilter",
      "inspector2:UpdateConfiguration",
      "macie2:CreateAllowList",
      "macie2:CreateFindingsFilter",
    ],
    ...[
      "macie2:UpdateMacieSession",
      "organizations:UpdatePolicy",
      "securityhub:BatchUpdateStandardsControlAssociations",
    ],
    ...[
      "securityhub:CreateAutomationRule",
      "securityhub:StartConfigurationPolicyDisassociation",
      "securityhub:UpdateSecurityControl",
    ],
    ...["securityhub:UpdateStandardsControl", "wafv2:UpdateIPSet", "wafv2:UpdateRuleGroup", "wafv2:UpdateWebACL"],
  ],
  key: ["kms:PutKeyPolicy"],
};
const SETTING = new Map(
  Object.entries(SETTINGS).flatMap(([safeguard, names]) =>
    names.map((name) => [name, safeguard as Safeguard] as const),
  ),
);

/**
 * Which safeguard an action takes away or hollows out; `undefined` for every other action.
 *
 * @param name in any case: `cloudtrail:StopLogging`
 */
export function tampersWith(name: string): Safeguard | undefined {
  const facts = actionFacts(name);
  return facts && isWrite(facts) ? safeguardOf(facts.name) : undefined;
}

/**
 * Whether an action changes principals, their policies or whom they trust. Passing a role changes none of them, and a
 * service-linked role is the service's own.
 *
 * @param name in any case: `iam:PutRolePolicy`
 */
export function isIamWrite(name: string): boolean {
  const facts = actionFacts(name);
  if (!facts || !isWrite(facts) || !facts.name.startsWith("iam:")) return false;
  if (/:(PassRole|\w+ServiceLinkedRole|ChangePassword)$/.test(facts.name)) return false;
  return facts.resourceTypes.some((type) => PRINCIPAL.test(type.name));
}

/** Types of IAM that are principals or bind them. Keys and certificates of servers are not. */
const PRINCIPAL = /^(user|group|role|policy|instance-profile|oidc-provider|saml-provider)$/;

/** The actions with an effect among those that a pattern means: `cloudtrail:*`, `*`. */
export function tamperingIn(pattern: string): readonly string[] {
  return expandActions(pattern).filter((name) => safeguardOf(name) !== undefined && tampersWith(name) !== undefined);
}

/** The same for `isIamWrite`. */
export function iamWritesIn(pattern: string): readonly string[] {
  return expandActions(pattern).filter((name) => name.startsWith("iam:") && isIamWrite(name));
}

function safeguardOf(name: string): Safeguard | undefined {
  const set = SETTING.get(name);
  if (set) return set;
  const [service = "", verb = ""] = name.split(":");
  if (BACKUP.test(verb)) return "backups";
  if (LOG.test(verb)) return "logs";
  const safeguard = SERVICES[service];
  return safeguard && ENDS.test(verb) && !HARMLESS.test(verb) ? safeguard : undefined;
}

function isWrite({ access }: ActionFacts): boolean {
  return access === "Write" || access === "Permissions management";
}
