import {
  isRestoreAlarm,
  RESTORE_ALARM,
  restoreAlarmFaults,
  type RestoreAlarm,
} from "../../baseline/backup/restoreAlarm.js";
import type { Resource } from "../framework/resource.js";
import type { Rule, Verdict } from "../framework/rule.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { asText, at } from "../readers/blocks.js";
import { linkOf } from "../readers/links.js";
import { RESTORE_TEST_TYPES, restoreTests } from "../readers/restoreTests.js";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const [PLAN = ""] = RESTORE_TEST_TYPES;

export const restoreAlarmRule: Rule = {
  id: "BKP19",
  name: "backup-restore-alarm",
  title: "The alarm on restores that nobody proved rings, for each type that is tested.",
  why: "An alarm on a figure that nobody sends, or that takes silence for health, is green on the day on which no backup can be restored.",
  fix: "Read DaysSinceValidatedRestore of StorefrontBaseline/Backup by Plan and ResourceType, above 1 to 30 days, with treatMissingData breaching and alarmActions (EncryptedBackups does).",
  severity: "medium",
  references: [
    { standard: "NIST CSF 2.0", section: "PR.DS-11, DE.CM-09", strength: "supporting" },
    { standard: "AWS Well-Architected", section: "REL09-BP04", strength: "supporting" },
  ],
  types: [ALARM, ...RESTORE_TEST_TYPES],
  asksInputs: true,
  checkResource(resource, verdict) {
    if (resource.type !== ALARM) return;
    const alarm = read(resource);
    if (!isRestoreAlarm(alarm)) return;
    const faults = restoreAlarmFaults(alarm);
    const actions = resource.list("alarmActions");
    if (actions !== UNKNOWN && actions.length === 0) faults.push("tells nobody: it has no alarmActions");
    for (const fault of faults) verdict.violation(`The alarm ${resource.name} ${fault}.`);
    const facts: readonly unknown[] = Object.values(alarm);
    if (faults.length === 0 && (facts.includes(UNKNOWN) || actions === UNKNOWN)) {
      verdict.undetermined(`Whether the alarm ${resource.name} rings is not known yet.`);
    }
  },
  checkStack(stack, verdict) {
    const watched = stack
      .ofTypes([ALARM])
      .map((alarm) => stack.given(alarm))
      .filter((alarm) => isRestoreAlarm(read(alarm)));
    const plans = stack.ofTypes([PLAN]);
    if (watched.length > 0) for (const plan of plans) judgeTypes(stack, plan, watched, verdict);
  },
  remediate(resource) {
    const isOurs = resource.type === ALARM && isRestoreAlarm(read(resource));
    return isOurs ? { treatMissingData: RESTORE_ALARM.treatMissingData } : undefined;
  },
};

/** Each type that tests of the plan restore has its alarm, where one of them has one. */
function judgeTypes(stack: Stack, plan: Resource, alarms: readonly Resource[], verdict: Verdict): void {
  const name = stack.given(plan).text("name");
  const dimensions = alarms.map((alarm) => alarm.whole("dimensions"));
  const isOfPlan = (one: unknown): boolean => name === UNKNOWN || [name, UNKNOWN].includes(asText(at(one, "Plan")));
  const own = dimensions.filter(isOfPlan).map((one) => asText(at(one, "ResourceType")));
  if (own.includes(UNKNOWN) || (own.length === 0 && stack.ofTypes([PLAN]).length > 1)) return;
  for (const { resource, service } of stack.read(restoreTests)) {
    const isTested = linkOf(stack, stack.given(resource), "restoreTestingPlanName", [PLAN]).resource === plan;
    if (!isTested || typeof service !== "string" || own.some((type) => sameType(type, service))) continue;
    verdict.violation(
      `No alarm rings when no restore of ${service} is proved, though others of plan ${plan.name} have one.`,
      {
        urn: resource.urn,
      },
    );
  }
}

function sameType(one: Maybe<string> | undefined, other: string): boolean {
  return typeof one === "string" && one.toLowerCase() === other.toLowerCase();
}

function read(resource: Resource): RestoreAlarm {
  const dimensions = resource.whole("dimensions");
  return {
    namespace: resource.text("namespace"),
    metricName: resource.text("metricName"),
    statistic: resource.text("statistic"),
    comparisonOperator: resource.text("comparisonOperator"),
    threshold: resource.number("threshold"),
    treatMissingData: resource.text("treatMissingData"),
    dimensions: dimensions === UNKNOWN ? UNKNOWN : Object.keys(dimensions ?? {}),
  };
}
