import { takesEvent } from "../../baseline/events/eventPattern.js";
import { readArn } from "../../baseline/iam/arn.js";
import type { PolicyDocument } from "../../baseline/iam/document.js";
import { evaluate, type AccessRequest } from "../../baseline/iam/evaluate.js";
import { ALARM_PUBLISHER, usesOf, WATCHING_STATE } from "../../baseline/iam/roles/breakGlassAlarm.js";
import { and, some } from "../../baseline/iam/ternary.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { iamDocuments } from "./iamDocuments.js";
import { linkedTo, linkOf } from "./links.js";
import { stackAccounts } from "./stackAccounts.js";

export const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const TOPIC = "aws:sns/topic:Topic";
const TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";
const KEY = "aws:kms/key:Key";

/** The types by which a use of a role reaches somebody. */
export const ALARM_TYPES: readonly string[] = [EVENT_RULE, TARGET, TOPIC, TOPIC_POLICY, SUBSCRIPTION, KEY];

/** A rule of EventBridge in a stack, and the account that it stands in. */
interface Watch {
  readonly stack: Stack;
  readonly rule: Resource;
  readonly account: string;
}

/** The account of a stack, where its ARNs or the setting tell one. */
export function oneAccount(stack: Stack): string | undefined {
  const own = [...stack.read(stackAccounts)];
  const { trustedAccounts = [] } = stack.settings;
  const candidates = own.length === 1 ? own : trustedAccounts;
  return candidates.length === 1 ? candidates[0] : undefined;
}

/**
 * Whether a rule of the stack takes the event of a use in a Region, whatever comes of it then.
 *
 * @param way as `usesOf` names it; any where none is given
 */
export function takesUse(stack: Stack, rule: Resource, role: string, region: string, way?: string): Maybe<boolean> {
  const pattern = stack.given(rule).text("eventPattern");
  if (pattern === UNKNOWN || pattern === undefined) return pattern ?? false;
  const uses = usesOf(role, region).filter((use) => way === undefined || use.way === way);
  return some(uses.map(({ event }) => takesEvent(pattern, event)));
}

/** Whether somebody hears of what a rule takes: it is on, stands in the Region, and one of its targets tells. */
export function reachesSomebody(stack: Stack, rule: Resource, region: string, account: string): Maybe<boolean> {
  const given = stack.given(rule);
  const [state, isOn, bus] = [given.text("state"), given.flag("isEnabled"), given.text("eventBusName")];
  const place = regionOf(given);
  const { resources, isLost } = linkedTo(stack, rule, [TARGET], "rule");
  const watch = { stack, rule, account };
  const told: Maybe<boolean>[] = resources.map((target) => tells(watch, stack.given(target), target));
  return and(
    state === UNKNOWN ? UNKNOWN : state === WATCHING_STATE,
    isOn === UNKNOWN ? UNKNOWN : isOn !== false,
    bus === UNKNOWN ? UNKNOWN : bus === undefined || bus === "default",
    place === UNKNOWN || place === undefined ? UNKNOWN : place === region,
    some(isLost ? [...told, UNKNOWN] : told),
  );
}

function regionOf(resource: Resource): Maybe<string | undefined> {
  const region = resource.text("region");
  return region ?? resource.provider?.region;
}

/** A target that is no topic is somebody's own work, such as a function or an on-call service. */
function tells(watch: Watch, given: Resource, target: Resource): Maybe<boolean> {
  const { stack, account } = watch;
  const arn = given.text("arn");
  const topic = linkOf(stack, target, "arn", [TOPIC]).resource;
  if (arn === UNKNOWN) return topic ? delivers(watch, topic, undefined) : UNKNOWN;
  const read = readArn(arn ?? "");
  if (read === undefined) return false;
  if (read.account !== account) return isTrusted(stack, read.account);
  if (read.service !== "sns") return true;
  return topic ? delivers(watch, topic, arn) : UNKNOWN;
}

/** What a known account of one's own makes of it stands elsewhere. */
function isTrusted(stack: Stack, account: string): Maybe<boolean> {
  const { trustedAccounts } = stack.settings;
  return trustedAccounts === undefined || trustedAccounts.includes(account) ? UNKNOWN : false;
}

/** Whether a topic takes the rule's messages, can encrypt them, and has somebody to tell. */
function delivers(watch: Watch, topic: Resource, arn: string | undefined): Maybe<boolean> {
  const { stack } = watch;
  const receivers = linkedTo(stack, topic, [SUBSCRIPTION], "topic");
  const told = receivers.resources.filter((receiver) => isOf(stack, watch.account, receiver, "topic"));
  return and(
    told.length > 0 ? true : receivers.isLost ? UNKNOWN : false,
    arn === undefined ? UNKNOWN : publishes(watch, topic, arn),
    encrypts(watch, topic, arn),
  );
}

/** A topic of the same name in another account is another topic, unless the value came from this one. */
function isOf(stack: Stack, account: string, resource: Resource, property: string): boolean {
  if (stack.sourcesOf(resource, property, [TOPIC]).length > 0) return true;
  const arn = resource.text(property);
  return typeof arn !== "string" || (readArn(arn)?.account ?? account) === account;
}

/** EventBridge needs the topic's own policy. Source: Amazon EventBridge User Guide, "Amazon SNS permissions". */
function publishes({ stack, rule, account }: Watch, topic: Resource, arn: string): Maybe<boolean> {
  const { partition = "aws", region = "" } = readArn(arn) ?? {};
  const name = stack.given(rule).text("name");
  const source = typeof name === "string" ? `arn:${partition}:events:${region}:${account}:rule/${name}` : undefined;
  const context = {
    ...{ "aws:SourceAccount": account, "aws:SecureTransport": "true" },
    ...(source !== undefined && { "aws:SourceArn": source }),
  };
  const policies = linkedTo(stack, topic, [TOPIC_POLICY], "arn");
  const own = policies.resources.filter((policy) => isOf(stack, account, policy, "arn"));
  const documents = [topic, ...own].flatMap(iamDocuments).map(({ document }) => document);
  if (documents.length === 0) return policies.isLost ? UNKNOWN : false;
  return some(documents.map((document) => allows(document, { ...byRules("sns:Publish", arn), context })));
}

/**
 * A key of AWS's own lets EventBridge not use it, and a stranger's can be taken away. Source: Amazon SNS Developer Guide,
 * "Key management".
 */
function encrypts({ stack, account }: Watch, topic: Resource, arn: string | undefined): Maybe<boolean> {
  const id = stack.given(topic).text("kmsMasterKeyId");
  if (id === undefined) return true;
  const key = linkOf(stack, topic, "kmsMasterKeyId", [KEY]).resource;
  if (id !== UNKNOWN) {
    if (/(?:^|:)alias\/aws\//.test(id)) return false;
    const owner = readArn(id)?.account;
    if (owner !== undefined && owner !== account) return isTrusted(stack, owner);
  }
  const [policy] = key ? iamDocuments(key) : [];
  if (!policy || arn === undefined) return UNKNOWN;
  const context = { "kms:EncryptionContext:aws:sns:topicArn": arn };
  return allows(policy.document, { ...byRules("kms:GenerateDataKey", "*"), context });
}

function byRules(action: string, resource: string): AccessRequest {
  return { principal: { kind: "Service", name: ALARM_PUBLISHER }, action, resource };
}

function allows(document: Maybe<PolicyDocument> | undefined, request: AccessRequest): Maybe<boolean> {
  if (document === undefined) return false;
  const held = document === UNKNOWN ? UNKNOWN : { source: "its policy", document };
  const { result } = evaluate(request, { resource: held });
  return result === "undetermined" ? UNKNOWN : result === "allowed";
}
