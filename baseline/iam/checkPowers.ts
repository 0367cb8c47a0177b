import { UNKNOWN } from "../unknown.js";
import { actionFacts } from "./actions.js";
import { isEveryResourceOf } from "./checkStatements.js";
import { iamWritesIn, tamperingIn } from "./escalation/tampering.js";
import type { Holdings, Permit } from "./holdings.js";
import { matchesAction } from "./match.js";
import { permits } from "./permits.js";

/** What somebody may do, after Deny, boundary and conditions. */
export interface Powers {
  readonly certain: readonly Permit[];
  /** Permits that depend on an unknown value. */
  readonly doubtful: readonly Permit[];
}

/**
 * Services whose resources are the safeguards themselves: whoever ends one of them is named. In others, such as logs and
 * buckets, a program ends things of its own, so there it counts only where no resource is named.
 */
const GUARDIANS: readonly string[] = [
  ...["cloudtrail", "config", "guardduty", "securityhub", "access-analyzer", "macie2", "detective", "inspector2"],
  ...["auditmanager", "securitylake", "backup", "organizations", "kms", "rbin"],
];

/** By the policy of any bucket one opens, or shuts out others from, that of the logs and the backups as well. */
const BUCKET_POLICIES: readonly string[] = ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"];

/**
 * The best known of these actions, for a boundary that denies them by name: all would not fit into a policy.
 *
 * Source: MITRE ATT&CK T1562.008 (Disable or Modify Cloud Logs) and T1490 (Inhibit System Recovery).
 */
export const TAMPERING: readonly string[] = [
  ...["cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "cloudtrail:UpdateTrail", "cloudtrail:PutEventSelectors"],
  ...["cloudtrail:DeleteEventDataStore", "config:StopConfigurationRecorder", "config:DeleteConfigurationRecorder"],
  ...["config:DeleteDeliveryChannel", "guardduty:DeleteDetector", "guardduty:UpdateDetector"],
  ...["guardduty:DisassociateFromAdministratorAccount", "securityhub:DisableSecurityHub"],
  ...["access-analyzer:DeleteAnalyzer", "backup:DeleteRecoveryPoint", "backup:DeleteBackupVault"],
  ...["backup:DeleteBackupVaultLockConfiguration", "backup:PutBackupVaultAccessPolicy"],
  ...["backup:DeleteBackupVaultAccessPolicy", "backup:UpdateRecoveryPointLifecycle", "backup:DeleteBackupPlan"],
  ...["organizations:LeaveOrganization", "kms:ScheduleKeyDeletion", "kms:DisableKey"],
];

/** IAM21: by which somebody stops logs, deletes backups or keys, or switches off what watches the account. */
export function tamperingPowers(holdings: Holdings): Powers {
  const actionsIn = (pattern: string): readonly string[] => [
    ...tamperingIn(pattern),
    ...BUCKET_POLICIES.filter((action) => matchesAction(pattern, action)),
  ];
  return powersOf(holdings, actionsIn, (permit) => {
    const [service = ""] = permit.action.split(":");
    return GUARDIANS.includes(service) || isEverywhere(permit);
  });
}

/** IAM13: by which somebody gives rights or makes principals; a user's own keys and password are its own affair. */
export function iamPowers(holdings: Holdings): Powers {
  return powersOf(holdings, iamWritesIn, (permit) => !isOfOneself(permit));
}

function powersOf(
  holdings: Holdings,
  actionsIn: (pattern: string) => readonly string[],
  isMeant: (permit: Permit) => boolean,
): Powers {
  const patterns = holdings.documents.flatMap(({ document }) =>
    document.statements.flatMap(({ effect, actions: { negated, values } }) => {
      if (effect === "Deny") return [];
      return negated || values.includes(UNKNOWN) ? ["*"] : values.filter((value) => value !== UNKNOWN);
    }),
  );
  const actions = new Set([...new Set(patterns)].flatMap(actionsIn));
  const found = [...actions].flatMap((action) => permits(holdings, action)).filter(isMeant);
  return {
    certain: found.filter(({ isCertain }) => isCertain),
    doubtful: found.filter(({ isCertain }) => !isCertain),
  };
}

function isEverywhere({ action, resources }: Permit): boolean {
  const facts = actionFacts(action);
  return facts !== undefined && resources.some((pattern) => pattern !== UNKNOWN && isEveryResourceOf(facts, pattern));
}

function isOfOneself({ resources }: Permit): boolean {
  return resources.every((resource) => resource !== UNKNOWN && resource.includes("${aws:username}"));
}
