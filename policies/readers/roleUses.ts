import { takesEvent } from "../../baseline/events/eventPattern.js";
import { readArn } from "../../baseline/iam/arn.js";
import { usesOf, WATCHING_STATE } from "../../baseline/iam/roles/breakGlassAlarm.js";
import { and, some } from "../../baseline/iam/ternary.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { linkedTo, linkOf } from "./links.js";
import { KEY, maySend, mayEncrypt, PUBLISHING_TYPES, Service, TOPIC } from "./publishing.js";
import { stackAccounts } from "./stackAccounts.js";

export const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";

/** The types by which a use of a role reaches somebody. */
export const ALARM_TYPES: readonly string[] = [EVENT_RULE, TARGET, SUBSCRIPTION, ...PUBLISHING_TYPES];

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
function delivers({ stack, rule, account }: Watch, topic: Resource, arn: string | undefined): Maybe<boolean> {
  const receivers = linkedTo(stack, topic, [SUBSCRIPTION], "topic");
  const told = receivers.resources.filter((receiver) => isOf(stack, account, receiver));
  const name = stack.given(rule).text("name");
  const source = typeof name === "string" ? `rule/${name}` : undefined;
  const publisher = { service: Service.EventBridge, source, account };
  const arns = arn === undefined ? [] : [arn];
  return and(
    told.length > 0 ? true : receivers.isLost ? UNKNOWN : false,
    maySend(stack, topic, publisher, arns),
    ownKey(stack, account, topic),
    mayEncrypt(stack, topic, publisher, arns),
  );
}

/** A topic of the same name in another account is another topic, unless the value came from this one. */
function isOf(stack: Stack, account: string, receiver: Resource): boolean {
  if (stack.sourcesOf(receiver, "topic", [TOPIC]).length > 0) return true;
  const arn = receiver.text("topic");
  return typeof arn !== "string" || (readArn(arn)?.account ?? account) === account;
}

/** A stranger can take a key away; one that the stack makes is its own. */
function ownKey(stack: Stack, account: string, topic: Resource): Maybe<boolean> {
  const id = stack.given(topic).text("kmsMasterKeyId");
  const { resource } = linkOf(stack, stack.given(topic), "kmsMasterKeyId", [KEY]);
  if (resource !== undefined && resource.text("arn") === id) return true;
  const owner = typeof id === "string" ? readArn(id)?.account : undefined;
  return owner === undefined || owner === account || isTrusted(stack, owner);
}
