import type { Resource } from "../framework/resource.js";
import type { Rule } from "../framework/rule.js";
import { some } from "../../baseline/iam/ternary.js";
import { tellsOfFailedBackups } from "../../baseline/backup/failureEvents.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { backupPlans, PLAN } from "../readers/backupPlans.js";
import { linkedTo } from "../readers/links.js";

const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const NOTIFICATIONS = "aws:backup/vaultNotifications:VaultNotifications";
/** The one event of vaults that still comes when a job fails: its message names the state. */
const COMPLETED = "BACKUP_JOB_COMPLETED";

export const failureAlert: Rule = {
  id: "BKP15",
  name: "backup-failure-alert",
  title: "Somebody hears of backup jobs that fail.",
  why: "Failed jobs stay in a list that nobody opens; the gap shows when the recovery point of that day is needed.",
  fix: "Send EventBridge's Backup Job State Change with the state FAILED to a topic (EncryptedBackups does). AWS sends BACKUP_JOB_FAILED of VaultNotifications no more.",
  severity: "medium",
  references: [
    { standard: "NIST CSF 2.0", section: "DE.CM-09", strength: "supporting" },
    { standard: "AWS Well-Architected", section: "REL09-BP03", strength: "supporting" },
  ],
  types: [PLAN, EVENT_RULE, TARGET, NOTIFICATIONS],
  asksInputs: true,
  checkStack(stack, verdict) {
    const [plan] = stack.read(backupPlans);
    if (!plan) return;
    const at = { urn: plan.resource.urn };
    const told = some([
      ...stack.ofTypes([EVENT_RULE]).map((rule) => tells(stack, stack.given(rule), rule)),
      ...stack.ofTypes([NOTIFICATIONS]).map((one) => notifies(one)),
    ]);
    if (told === UNKNOWN) verdict.undetermined("Whether somebody hears of failed backup jobs is not known yet.", at);
    if (told === false) verdict.violation("Nothing in the stack tells of backup jobs that fail.", at);
  },
};

function tells(stack: Stack, given: Resource, rule: Resource): Maybe<boolean> {
  if (given.text("state") === "DISABLED" || given.flag("isEnabled") === false) return false;
  const pattern = given.text("eventPattern");
  if (pattern === UNKNOWN) return UNKNOWN;
  if (pattern === undefined || !tellsOfFailedBackups(pattern)) return false;
  const targets = linkedTo(stack, rule, [TARGET], "rule");
  return targets.resources.length > 0 ? true : targets.isLost ? UNKNOWN : false;
}

function notifies(notifications: Resource): Maybe<boolean> {
  const events = notifications.list("backupVaultEvents");
  if (events === UNKNOWN) return UNKNOWN;
  return events.includes(COMPLETED) ? true : events.includes(UNKNOWN) ? UNKNOWN : false;
}
