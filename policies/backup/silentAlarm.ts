import type { Resource } from "../framework/resource.js";
import type { Rule, Verdict } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import type { Stack } from "../framework/stack.js";
import { linkedTo, linksOf } from "../readers/links.js";
import { TOPIC } from "../readers/publishing.js";
import {
  ALARM,
  COMPOSITE_ALARM,
  EVENT_RULE,
  isWatch,
  SUBSCRIPTION,
  TARGET,
  TELLING_TYPES,
  tellings,
} from "../readers/tellings.js";
import { judgeAccount, judgeDelivery, judgeReceivers } from "./alarmDelivery.js";

export const silentAlarm: Rule = {
  id: "BKP18",
  name: "backup-silent-alarm",
  title:
    "Alarms, and what watches backups, sign-ins, findings and mail, are switched on and tell somebody of your own.",
  why: "A rule that is disabled, an alarm that leads nowhere, or a topic that takes no message looks like a watch in every list and says nothing on the day.",
  fix: "Enable the rule, and give it a target (EncryptedBackups and BreakGlassRole do); give the alarm alarmActions, and let the service publish to the topic, by its policy and its key; name the account of a topic elsewhere in trustedAccounts.",
  severity: "medium",
  references: [
    { standard: "NIST CSF 2.0", section: "DE.CM-03, DE.CM-09", strength: "supporting" },
    { standard: "PCI DSS 4.0.1", section: "10.7.2", strength: "supporting" },
    { standard: "AWS Security Hub", section: "CloudWatch.15, CloudWatch.17", strength: "satisfies" },
  ],
  types: TELLING_TYPES,
  asksInputs: true,
  checkResource(resource, verdict) {
    if ([ALARM, COMPOSITE_ALARM].includes(resource.type)) {
      const isOn = resource.flag("actionsEnabled") ?? true;
      if (isOn === false) verdict.violation(`The alarm ${resource.name} has actionsEnabled: false.`);
      else if (isOn === UNKNOWN || resource.list("alarmActions") === UNKNOWN)
        verdict.undetermined("Whom it tells is not known yet.");
    }
    if (resource.type !== EVENT_RULE) return;
    const watches = isWatch(resource);
    const isOff = resource.text("state") === "DISABLED" || resource.flag("isEnabled") === false;
    if (isOff && watches === true) verdict.violation(`The rule ${resource.name} is disabled.`);
    if (watches === UNKNOWN) verdict.undetermined("What the rule watches is not known yet.");
  },
  checkStack(stack, verdict) {
    for (const rule of stack.ofTypes([EVENT_RULE]))
      if (isWatch(stack.given(rule)) === true) judgeRule(stack, rule, verdict);
    for (const alarm of stack.ofTypes([ALARM, COMPOSITE_ALARM])) judgeAlarm(stack, alarm, verdict);
    const said = new Set<string>();
    for (const telling of stack.read(tellings)) {
      judgeAccount(stack, telling.from, telling.arn, verdict);
      // A topic that takes nothing of one alarm is told of once.
      const once = telling.to && `${telling.to.urn} ${telling.publisher.service}`;
      if (telling.to && once && !said.has(once) && judgeDelivery(stack, telling, telling.to, verdict)) said.add(once);
    }
    const told = new Set(stack.read(tellings).flatMap(({ to }) => (to?.type === TOPIC ? to : [])));
    for (const topic of told) judgeReceivers(stack, topic, verdict);
    for (const receiver of stack.ofTypes([SUBSCRIPTION])) {
      const [topic] = linksOf(stack, receiver, "topic", [TOPIC]);
      if (topic?.resource) judgeAccount(stack, receiver, topic.value, verdict);
    }
  },
};

function judgeRule(stack: Stack, rule: Resource, verdict: Verdict): void {
  const { resources, isLost } = linkedTo(stack, rule, [TARGET], "rule");
  const at = { urn: rule.urn };
  if (resources.length > 0) return;
  if (isLost) verdict.undetermined(`Whom the rule ${rule.name} tells is not known yet.`, at);
  else verdict.violation(`The rule ${rule.name} has no target, so nobody hears of it.`, at);
}

/** An alarm without actions of its own may be a part of a composite one, or tell of missing figures alone. */
function judgeAlarm(stack: Stack, alarm: Resource, verdict: Verdict): void {
  const given = stack.given(alarm);
  const acts = ["alarmActions", "insufficientDataActions"].map((property) => given.list(property));
  if (acts.some((actions) => actions === UNKNOWN || actions.length > 0)) return;
  const name = given.text(alarm.type === ALARM ? "name" : "alarmName");
  const rules = stack.ofTypes([COMPOSITE_ALARM]).map((composite) => stack.given(composite).text("alarmRule"));
  if (typeof name === "string" && rules.some((rule) => typeof rule === "string" && rule.includes(name))) return;
  const at = { urn: alarm.urn };
  if (rules.includes(UNKNOWN))
    verdict.undetermined(`Whether ${alarm.name} is a part of another alarm is not known.`, at);
  else verdict.violation(`The alarm ${alarm.name} has no alarmActions, so it tells nobody.`, at);
}
