import { readArn } from "../../baseline/iam/arn.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { linkedTo, linksOf } from "./links.js";
import { isOwnName, PUBLISHING_TYPES, QUEUE, Service, TOPIC, type Publisher } from "./publishing.js";

export const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
export const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
export const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
export const COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const NOTIFICATIONS = "aws:backup/vaultNotifications:VaultNotifications";
export const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";

/** What watches something, and what it tells. */
export const TELLING_TYPES: readonly string[] = [
  ...[EVENT_RULE, TARGET, ALARM, COMPOSITE_ALARM, NOTIFICATIONS, SUBSCRIPTION],
  ...PUBLISHING_TYPES,
];

/** One way from something that watches to what it tells. */
export interface Telling {
  /** The resource that names what is told. */
  readonly from: Resource;
  readonly publisher: Publisher;
  readonly arn: Maybe<string>;
  /** The topic or queue of the stack. */
  readonly to: Resource | undefined;
}

/** Sources of events that tell of an intruder, of lost backups, or of mail that no longer arrives. */
const WATCHED =
  /"aws\.(?:access-analyzer|backup|cloudtrail|config|guardduty|health|iam|inspector2|kms|macie|securityhub|ses|signin|sts)"/;

/** Whether a rule of EventBridge, as the program gave it, takes events of such a source. */
export function isWatch(rule: Resource): Maybe<boolean> {
  const pattern = rule.text("eventPattern");
  return pattern === UNKNOWN ? UNKNOWN : WATCHED.test(pattern ?? "");
}

/** Whom alarms, vaults and the rules that watch tell. Use it through `stack.read(tellings)`. */
export function tellings(stack: Stack): readonly Telling[] {
  const ofRules = stack.ofTypes([EVENT_RULE]).flatMap((rule) => {
    if (isWatch(stack.given(rule)) !== true) return [];
    const publisher = publisherOf(Service.EventBridge, "rule/", stack.given(rule).text("name"));
    return linkedTo(stack, rule, [TARGET], "rule").resources.flatMap((target) => told(stack, target, "arn", publisher));
  });
  const ofAlarms = stack.ofTypes([ALARM, COMPOSITE_ALARM]).flatMap((alarm) => {
    const name = stack.given(alarm).text(alarm.type === ALARM ? "name" : "alarmName");
    return told(stack, alarm, "alarmActions", publisherOf(Service.CloudWatch, "alarm:", name));
  });
  const ofVaults = stack.ofTypes([NOTIFICATIONS]).flatMap((one) => {
    const vault = stack.given(one).text("backupVaultName");
    return told(stack, one, "snsTopicArn", publisherOf(Service.Backup, "backup-vault:", vault));
  });
  return [...ofRules, ...ofAlarms, ...ofVaults];
}

function publisherOf(service: Service, prefix: string, name: Maybe<string | undefined>): Publisher {
  return { service, source: typeof name === "string" ? `${prefix}${name}` : undefined };
}

function told(stack: Stack, from: Resource, property: string, publisher: Publisher): Telling[] {
  return linksOf(stack, from, property, [TOPIC, QUEUE]).flatMap(({ value, resource }) => {
    if (value !== UNKNOWN && readArn(value) === undefined) return [];
    const isOwn = resource !== undefined && (value === UNKNOWN || isOwnName(stack, resource, value));
    return [{ from, publisher, arn: value, to: isOwn ? resource : undefined }];
  });
}
