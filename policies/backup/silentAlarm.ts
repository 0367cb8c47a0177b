import type { Resource } from "../framework/resource.js";
import type { Rule, Verdict } from "../framework/rule.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import type { Stack } from "../framework/stack.js";
import { linkedTo, linkOf } from "../readers/links.js";
import { isOwnKey } from "../encryption/customerKey.js";

const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const TOPIC = "aws:sns/topic:Topic";
const TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

/** Sources of events that tell of an intruder or of lost backups. */
const WATCHED = /"aws\.(?:backup|sts|signin|guardduty|securityhub|access-analyzer)"/;

export const silentAlarm: Rule = {
  id: "BKP18",
  name: "backup-silent-alarm",
  title: "What watches backups, sign-ins and findings is switched on and tells somebody.",
  why: "A rule that is disabled, or leads nowhere, looks like a watch in every list and says nothing on the day.",
  fix: "Enable the rule, and give it a target (EncryptedBackups and BreakGlassRole do); give the alarm alarmActions, and let EventBridge publish to the topic, by its policy and its key.",
  severity: "medium",
  references: [
    { standard: "NIST CSF 2.0", section: "DE.CM-03, DE.CM-09", strength: "supporting" },
    { standard: "PCI DSS 4.0.1", section: "10.7.2", strength: "supporting" },
  ],
  types: [EVENT_RULE, TARGET, ALARM, TOPIC, TOPIC_POLICY],
  asksInputs: true,
  checkResource(resource, verdict) {
    if (resource.type === ALARM) {
      const actions = resource.list("alarmActions");
      const isOn = resource.flag("actionsEnabled") ?? true;
      // An alarm without actions of its own may be a part of a composite one; one whose actions are off is not.
      if (isOn === false) verdict.violation(`The alarm ${resource.name} has actionsEnabled: false.`);
      else if (isOn === UNKNOWN || actions === UNKNOWN) verdict.undetermined("Whom it tells is not known yet.");
    }
    if (resource.type !== EVENT_RULE) return;
    const watches = isWatch(resource);
    const isOff = resource.text("state") === "DISABLED" || resource.flag("isEnabled") === false;
    if (isOff && watches === true) verdict.violation(`The rule ${resource.name} is disabled.`);
    if (watches === UNKNOWN) verdict.undetermined("What the rule watches is not known yet.");
  },
  checkStack(stack, verdict) {
    for (const rule of stack.ofTypes([EVENT_RULE])) {
      if (isWatch(stack.given(rule)) !== true) continue;
      const { resources, isLost } = linkedTo(stack, rule, [TARGET], "rule");
      for (const target of resources) judgeTopic(stack, target, verdict);
      if (resources.length > 0) continue;
      const at = { urn: rule.urn };
      if (isLost) verdict.undetermined(`Whom the rule ${rule.name} tells is not known yet.`, at);
      else verdict.violation(`The rule ${rule.name} has no target, so nobody hears of it.`, at);
    }
  },
};

function isWatch(rule: Resource): Maybe<boolean> {
  const pattern = rule.text("eventPattern");
  return pattern === UNKNOWN ? UNKNOWN : WATCHED.test(pattern ?? "");
}

/**
 * EventBridge publishes to a topic whose policy lets it, and whose key does: neither AWS's default policy nor the key that
 * AWS manages for SNS does. Source: Amazon EventBridge User Guide, "Amazon SNS permissions" and "Troubleshooting".
 */
function judgeTopic(stack: Stack, target: Resource, verdict: Verdict): void {
  const topic = topicOf(stack, target);
  if (topic === undefined) return;
  const given = stack.given(topic);
  const at = { urn: topic.urn };
  const policies = stack.ofTypes([TOPIC_POLICY]);
  const isLost = policies.some((policy) => topicOf(stack, policy) === undefined && policy.property("arn") === UNKNOWN);
  if (given.property("policy") === undefined && !policies.some((policy) => isPolicyOf(stack, policy, topic))) {
    if (isLost) verdict.undetermined(`Whether EventBridge may publish to ${topic.name} is not known yet.`, at);
    else {
      const fact = `Topic ${topic.name} has no policy that lets EventBridge publish what ${target.name} sends.`;
      verdict.violation(fact, at);
    }
  }
  if (given.property("kmsMasterKeyId") !== undefined && isOwnKey(given.text("kmsMasterKeyId")) === false) {
    verdict.violation(`Topic ${topic.name} has a key that AWS manages, with which EventBridge cannot publish.`, at);
  }
}

/** The topic that a property names, or from which its value came. */
function topicOf(stack: Stack, resource: Resource): Resource | undefined {
  return linkOf(stack, stack.given(resource), "arn", [TOPIC]).resource ?? stack.sourcesOf(resource, "arn", [TOPIC])[0];
}

/** One that names no topic at all is the provider's to refuse. */
function isPolicyOf(stack: Stack, policy: Resource, topic: Resource): boolean {
  return topicOf(stack, policy) === topic || policy.property("arn") === undefined;
}
