import type { Resource } from "../framework/resource.js";
import type { Rule, Verdict } from "../framework/rule.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { asNumber, asText, at } from "../readers/blocks.js";
import { linkedTo } from "../readers/links.js";
import { parseSchedule, rhythmOf } from "../../baseline/backup/schedule.js";
import { judgeHiddenKey, judgeKey, KEY_TYPES } from "./customerKey.js";

const SECRET = "aws:secretsmanager/secret:Secret";
const ROTATION = "aws:secretsmanager/secretRotation:SecretRotation";
const MINUTES_OF_DAY = 1440;

export const secretRotation: Rule = {
  id: "ENC08",
  name: "encryption-secret-rotation",
  title: "A secret of Secrets Manager is encrypted with a key of your own and is changed on schedule.",
  why: "The key that AWS manages cannot be shared or taken away; a secret that never changes works for whoever copied it years ago.",
  fix: "Give the secret kmsKeyId and an aws.secretsmanager.SecretRotation, or exempt one that only its issuer can change.",
  severity: "high",
  references: [
    { standard: "PCI DSS 4.0.1", section: "8.6.3", strength: "partial" },
    { standard: "AWS Security Hub", section: "SecretsManager.1", strength: "satisfies" },
  ],
  types: [SECRET, ROTATION, ...KEY_TYPES],
  asksInputs: true,
  checkResource(resource, verdict, settings) {
    if (resource.type === SECRET) judgeKey(resource, "kmsKeyId", verdict);
    if (resource.type !== ROTATION) return;
    if (resource.flag("rotationEnabled") === false) verdict.violation(`${resource.name} switches the rotation off.`);
    const days = daysOf(resource, settings.today);
    const allowed = settings.secretRotationDays;
    if (days === UNKNOWN) verdict.undetermined(`How often ${resource.name} changes the secret is not known yet.`);
    else if (days > allowed) {
      const often = days === Infinity ? "never" : `every ${days} days`;
      verdict.violation(`${resource.name} changes the secret ${often}. Allowed are ${allowed} days at most.`);
    }
  },
  checkStack(stack, verdict) {
    for (const secret of stack.ofTypes([SECRET])) {
      judgeHiddenKey(stack, secret, "kmsKeyId", verdict);
      judgePresence(secret, linkedTo(stack, secret, [ROTATION], "secretId"), verdict);
    }
  },
};

function judgePresence(
  { name, urn }: Resource,
  { resources, isLost }: { readonly resources: readonly unknown[]; readonly isLost: boolean },
  verdict: Verdict,
): void {
  if (resources.length > 0) return;
  if (isLost) verdict.undetermined(`Whether a rotation is of secret ${name} is not known yet.`, { urn });
  else verdict.violation(`Nothing changes secret ${name}: the stack has no SecretRotation for it.`, { urn });
}

/** Days between two changes at most. */
function daysOf(rotation: Resource, today: string): Maybe<number> {
  const rules = rotation.whole("rotationRules");
  const days = asNumber(at(rules, "automaticallyAfterDays"));
  const schedule = asText(at(rules, "scheduleExpression"));
  if (typeof days === "number" && days > 0) return days;
  if (days === UNKNOWN || schedule === UNKNOWN) return UNKNOWN;
  // A rotation of another service's secret may have that service's rules.
  if (schedule === undefined) return rules === undefined ? 0 : Infinity;
  const parsed = parseSchedule(schedule);
  return parsed.ok ? Math.ceil(rhythmOf(parsed.value, today).longestGapMinutes / MINUTES_OF_DAY) : Infinity;
}
