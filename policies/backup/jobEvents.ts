import { VAULT_EVENTS } from "../../baseline/backup/alerts.js";
import { patternFaults, tellsOfFailedBackups, unheardFailures } from "../../baseline/backup/failureEvents.js";
import type { Resource } from "../framework/resource.js";
import type { Rule, Verdict } from "../framework/rule.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { backupPlans, PLAN } from "../readers/backupPlans.js";
import { VAULT } from "../readers/backupVaults.js";
import { linkedTo } from "../readers/links.js";

const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
const NOTIFICATIONS = "aws:backup/vaultNotifications:VaultNotifications";

export const jobEvents: Rule = {
  id: "BKP20",
  name: "backup-job-events",
  title: "A watch on the jobs of AWS Backup hears of every way in which they fail.",
  why: "A job that expired or was only done in part leaves no recovery point either; a rule that waits for a word that AWS never sends waits for ever.",
  fix: "Name ABORTED, EXPIRED, FAILED and PARTIAL of backup jobs, FAILED and PARTIAL of copy jobs, ABORTED and FAILED of restore jobs, and the vault's events that EventBridge does not tell (EncryptedBackups does).",
  severity: "medium",
  references: [
    { standard: "NIST CSF 2.0", section: "DE.CM-09", strength: "supporting" },
    { standard: "PCI DSS 4.0.1", section: "10.7.2", strength: "supporting" },
  ],
  types: [EVENT_RULE, NOTIFICATIONS, PLAN, VAULT],
  asksInputs: true,
  checkResource(resource, verdict) {
    if (resource.type === NOTIFICATIONS) judgeNotifications(resource, verdict);
    if (resource.type !== EVENT_RULE) return;
    const pattern = resource.text("eventPattern");
    if (pattern === UNKNOWN) verdict.undetermined(`What ${resource.name} waits for is not known yet.`);
    else for (const fault of patternFaults(pattern ?? "")) verdict.violation(`The rule ${resource.name} ${fault}.`);
  },
  checkStack(stack, verdict) {
    const rules = stack
      .ofTypes([EVENT_RULE])
      .map((rule) => ({ rule, pattern: stack.given(rule).text("eventPattern") }));
    // What is not known yet may be the rest.
    if (rules.some(({ pattern }) => pattern === UNKNOWN)) return;
    const known = rules.flatMap(({ rule, pattern }) => (typeof pattern === "string" ? [{ rule, pattern }] : []));
    for (const [event, states] of unheardFailures(known.map(({ pattern }) => pattern))) {
      const first = known.find(({ pattern }) => unheardFailures([pattern]).has(event));
      const fact = `Rules of the stack watch ${event}, and none of them hears of ${states.join(", ")}.`;
      verdict.violation(fact, first && { urn: first.rule.urn });
    }
    if (known.some(({ pattern }) => tellsOfFailedBackups(pattern))) judgeVaults(stack, verdict);
  },
  remediate(resource) {
    const events = resource.list("backupVaultEvents");
    const missing = resource.type === NOTIFICATIONS ? missingEvents(resource) : [];
    if (events === UNKNOWN || missing === UNKNOWN || missing.length === 0) return undefined;
    return { backupVaultEvents: [...events, ...missing] };
  },
};

/** What EventBridge does not tell, the vault that plans write to has to. */
function judgeVaults(stack: Stack, verdict: Verdict): void {
  const rules = stack.read(backupPlans).flatMap(({ rules: ofPlan }) => (ofPlan === UNKNOWN ? [] : ofPlan));
  const targets = new Set(rules.flatMap((rule) => (rule === UNKNOWN ? [] : (rule.vault?.resource ?? []))));
  for (const vault of targets) {
    const { resources, isLost } = linkedTo(stack, vault, [NOTIFICATIONS], "backupVaultName");
    if (vault.type !== VAULT || resources.length > 0) continue;
    const at = { urn: vault.urn };
    if (isLost) verdict.undetermined(`Whether the vault ${vault.name} tells of anything is not known yet.`, at);
    else {
      const events = VAULT_EVENTS.join(", ");
      verdict.violation(`Rules hear of jobs that fail, and nothing tells of ${events} of the vault ${vault.name}.`, at);
    }
  }
}

function judgeNotifications(resource: Resource, verdict: Verdict): void {
  const missing = missingEvents(resource);
  if (missing === UNKNOWN) verdict.undetermined(`What ${resource.name} tells of is not known yet.`);
  else if (missing.length > 0) verdict.violation(`${resource.name} does not tell of ${missing.join(", ")}.`);
}

/** A vault that tells of one failure tells of all that nothing else tells of. */
function missingEvents(resource: Resource): Maybe<readonly string[]> {
  const events = resource.list("backupVaultEvents");
  if (events === UNKNOWN || events.includes(UNKNOWN)) return UNKNOWN;
  const missing = VAULT_EVENTS.filter((event) => !events.includes(event));
  return missing.length === VAULT_EVENTS.length ? [] : missing;
}
