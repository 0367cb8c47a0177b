import {
  hearsOfMail,
  isReputationAlarm,
  reputationAlarmFaults,
  REVIEWED_AT,
  SES_NAMESPACE,
  type ReputationAlarm,
} from "../../baseline/email/reputationAlarm.js";
import { some } from "../../baseline/iam/ternary.js";
import type { Resource } from "../framework/resource.js";
import type { Rule, Verdict } from "../framework/rule.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { at, asFlag } from "../readers/blocks.js";
import { ALARM, EVENT_RULE } from "../readers/tellings.js";

const DESTINATION = "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination";

export const reputationAlarm: Rule = {
  id: "ALM01",
  name: "alarm-mail-reputation",
  title: "Alarms on bounces and complaints ring before Amazon SES acts, and what SES sends of them is heard.",
  why: "Amazon pauses an account whose mail bounces or is complained of, and then no order is confirmed and no password reset. A sudden rise is also the first sign of somebody else who sends with the shop's rights.",
  fix: "Read the Average of Reputation.BounceRate and of Reputation.ComplaintRate in AWS/SES, above at most 0.05 and 0.001, and give EventBridge a rule for aws.ses where SES sends events to it (the template mail-only does).",
  severity: "medium",
  references: [
    { standard: "NIST CSF 2.0", section: "DE.CM-06", strength: "supporting" },
    { standard: "AWS Well-Architected", section: "REL06-BP03", strength: "supporting" },
  ],
  types: [ALARM, EVENT_RULE, DESTINATION],
  asksInputs: true,
  checkResource(resource, verdict) {
    if (resource.type !== ALARM) return;
    const alarm = read(resource);
    if (!isReputationAlarm(alarm)) return;
    const faults = reputationAlarmFaults(alarm);
    for (const fault of faults) verdict.violation(`The alarm ${resource.name} ${fault}.`);
    const facts: readonly unknown[] = Object.values(alarm);
    if (faults.length === 0 && facts.includes(UNKNOWN)) {
      verdict.undetermined(`Whether the alarm ${resource.name} rings is not known yet.`);
    }
  },
  checkStack(stack, verdict) {
    judgePair(stack, verdict);
    for (const destination of stack.ofTypes([DESTINATION])) judgeEvents(stack, destination, verdict);
  },
};

/** Who watches one of the rates watches both: either is enough for Amazon. */
function judgePair(stack: Stack, verdict: Verdict): void {
  const alarms = stack.ofTypes([ALARM]).map((alarm) => ({ alarm, facts: read(stack.given(alarm)) }));
  const [first] = alarms.filter(({ facts }) => isReputationAlarm(facts) && facts.namespace === SES_NAMESPACE);
  const names = alarms.map(({ facts }) => facts.metricName);
  if (!first || names.includes(UNKNOWN)) return;
  for (const metric of Object.keys(REVIEWED_AT).filter((one) => !names.includes(one))) {
    verdict.violation(`No alarm reads ${metric}, though ${first.alarm.name} reads ${String(first.facts.metricName)}.`, {
      urn: first.alarm.urn,
    });
  }
}

/** SES sends to the default bus alone, where a rule has to take it. */
function judgeEvents(stack: Stack, destination: Resource, verdict: Verdict): void {
  const given = stack.given(destination).whole("eventDestination");
  if (at(given, "eventBridgeDestination") === undefined || asFlag(at(given, "enabled")) !== true) return;
  const heard = some(stack.ofTypes([EVENT_RULE]).map((rule) => hears(stack.given(rule))));
  const where = { urn: destination.urn };
  if (heard === UNKNOWN) verdict.undetermined(`Whether a rule takes what ${destination.name} sends is unknown.`, where);
  if (heard === false) {
    verdict.violation(`${destination.name} sends events to EventBridge, and no rule of the stack takes them.`, where);
  }
}

function hears(rule: Resource): Maybe<boolean> {
  const pattern = rule.text("eventPattern");
  return pattern === UNKNOWN || pattern === undefined ? (pattern ?? false) : hearsOfMail(pattern);
}

function read(resource: Resource): ReputationAlarm {
  return {
    namespace: resource.text("namespace"),
    metricName: resource.text("metricName"),
    statistic: resource.text("statistic"),
    extendedStatistic: resource.text("extendedStatistic"),
    comparisonOperator: resource.text("comparisonOperator"),
    threshold: resource.number("threshold"),
    period: resource.number("period"),
    evaluationPeriods: resource.number("evaluationPeriods"),
  };
}
