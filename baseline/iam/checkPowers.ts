import { actionFacts, expandActions } from "./actions.js";
import type { Holdings, Permit } from "./holdings.js";
import { overlapsAction } from "./match.js";
import { permits } from "./permits.js";
import { UNKNOWN, type Maybe } from "../unknown.js";

/** What somebody may do of a list of actions: on which resources, and whether that is sure. */
export interface Powers {
  readonly certain: readonly Permit[];
  /** Permits that depend on an unknown value. */
  readonly doubtful: readonly Permit[];
}

/**
 * Actions that stop the recording of what happens, or destroy what recovery and evidence need.
 *
 * Source: MITRE ATT&CK T1562.008 (Disable or Modify Cloud Logs) and T1490 (Inhibit System Recovery); AWS Service
 * Authorization Reference.
 */
export const TAMPERING: readonly string[] = [
  ...["cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "cloudtrail:UpdateTrail", "cloudtrail:PutEventSelectors"],
  ...["cloudtrail:DeleteEventDataStore", "config:StopConfigurationRecorder", "config:DeleteConfigurationRecorder"],
  ...["config:DeleteDeliveryChannel", "guardduty:DeleteDetector", "guardduty:UpdateDetector"],
  ...[
    "guardduty:DisassociateFromAdministratorAccount",
    "securityhub:DisableSecurityHub",
    "access-analyzer:DeleteAnalyzer",
  ],
  ...["backup:DeleteRecoveryPoint", "backup:DeleteBackupVault", "backup:DeleteBackupVaultLockConfiguration"],
  ...[
    "backup:PutBackupVaultAccessPolicy",
    "backup:DeleteBackupVaultAccessPolicy",
    "backup:UpdateRecoveryPointLifecycle",
  ],
  ...["backup:DeleteBackupPlan", "organizations:LeaveOrganization", "kms:ScheduleKeyDeletion", "kms:DisableKey"],
];

/** The same for actions that a program may need for its own things: they count only where no resource is named. */
export const TAMPERING_EVERYWHERE: readonly string[] = [
  ...["logs:DeleteLogGroup", "logs:DeleteLogStream", "logs:DeleteDataProtectionPolicy", "logs:PutRetentionPolicy"],
  ...["s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:PutLifecycleConfiguration", "s3:PutBucketVersioning"],
  ...["s3:BypassGovernanceRetention", "s3:DeleteObjectVersion", "ec2:DeleteFlowLogs", "rds:DeleteDBClusterSnapshot"],
  ...["rds:DeleteDBSnapshot", "ec2:DeleteSnapshot", "dynamodb:DeleteBackup"],
];

/** Further actions of IAM that make principals or give their credentials. */
const MAKES_PRINCIPALS: readonly string[] = [
  ...["iam:CreateRole", "iam:CreateUser", "iam:UpdateAssumeRolePolicy", "iam:AddUserToGroup", "iam:CreateAccessKey"],
  ...["iam:CreateLoginProfile", "iam:UpdateLoginProfile"],
];

/** The actions by which rights are given, and principals made. */
export function iamWrites(): readonly string[] {
  return expandActions("iam:*").filter(
    (action) => actionFacts(action)?.access === "Permissions management" || MAKES_PRINCIPALS.includes(action),
  );
}

/** What somebody may do of these actions, after Deny, boundary and conditions. */
export function powersOf(holdings: Holdings, actions: readonly string[], isMeant: (permit: Permit) => boolean): Powers {
  const patterns = holdings.documents.flatMap(({ document }) =>
    document.statements.flatMap(({ effect, actions: { negated, values } }) =>
      effect === "Deny" ? [] : negated ? ["*"] : values.map((value) => (value === UNKNOWN ? "*" : value)),
    ),
  );
  const found = actions
    .filter((action) => patterns.some((pattern) => overlapsAction(pattern, action)))
    .flatMap((action) => permits(holdings, action))
    .filter(isMeant);
  return { certain: found.filter(({ isCertain }) => isCertain), doubtful: found.filter(({ isCertain }) => !isCertain) };
}

/** Whether a permit reaches all resources, as far as it is known. */
export function isEverywhere({ resources }: Permit): boolean {
  return resources.some(
    (resource: Maybe<string>) => resource !== UNKNOWN && /^\*+$|^arn:[^:]*:[a-z0-9-]*:[^:]*:[^:]*:\*$/.test(resource),
  );
}

/** A user's rights on itself only: keys, password and second factor of its own. */
export function isOfOneself({ resources }: Permit): boolean {
  return resources.every((resource) => resource !== UNKNOWN && resource.includes("${aws:username}"));
}
