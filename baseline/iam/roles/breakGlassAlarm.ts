import type { Problem } from "../../email/emailDomainCheck.js";
import type { EventFields } from "../../events/eventPattern.js";
import { UNKNOWN } from "../../unknown.js";
import { readArn } from "../arn.js";
import { roleArn, type RoleAccount } from "./roleAccount.js";

/** What watches one Region for uses of a role. Its ARNs are known before anything is made. */
export interface UseAlarm {
  readonly region: string;
  /** Of the EventBridge rule and of the topic. */
  readonly name: string;
  readonly ruleArn: string;
  readonly topicArn: string;
  readonly eventPattern: string;
  readonly topicPolicy: string;
  readonly keyPolicy: string;
}

/** Whom an alarm tells: a mailbox, or an HTTPS address such as an on-call service's. */
export interface Receiver {
  readonly protocol: "email" | "https";
  readonly endpoint: string;
}

/** EventBridge's rule names have 64 characters, and topic names neither dots nor `@`. */
const NAME = /^[\w-]{1,59}$/;
const REGION = /^[a-z]{2}(?:-[a-z]+)+-[0-9]$/;
const EVENTS = "events.amazonaws.com";
const VERSION = "2012-10-17";

/**
 * The alarm of one Region.
 *
 * CloudTrail records AssumeRole in the Region whose STS endpoint was asked, and the global endpoint's in us-east-1; the
 * console's own record is SwitchRole. EventBridge hands them on in that Region only, and only while a trail records
 * management events.
 *
 * Sources: AWS IAM User Guide, "Logging IAM and AWS STS API calls with AWS CloudTrail" and "AWS STS Regions and
 * endpoints"; Amazon EventBridge User Guide, "AWS service events delivered via AWS CloudTrail".
 */
export function useAlarm(role: RoleAccount, region: string): UseAlarm {
  const { account, partition, name: roleName } = role;
  const name = `${roleName}-used`;
  const ruleArn = `arn:${partition}:events:${region}:${account}:rule/${name}`;
  const topicArn = `arn:${partition}:sns:${region}:${account}:${name}`;
  const eventPattern = JSON.stringify({
    source: ["aws.sts", "aws.signin"],
    detail: {
      $or: [
        { eventName: ["AssumeRole"], requestParameters: { roleArn: [roleArn(role)] } },
        {
          eventName: ["SwitchRole"],
          userIdentity: { arn: [{ prefix: `arn:${partition}:sts::${account}:assumed-role/${roleName}/` }] },
        },
      ],
    },
  });
  return {
    ...{ region, name, ruleArn, topicArn, eventPattern },
    topicPolicy: topicPolicy(topicArn, ruleArn),
    keyPolicy: keyPolicy(role, topicArn),
  };
}

/**
 * The state of a rule that hears of a use. CloudTrail marks AssumeRole as read-only, and a rule that is merely enabled
 * passes over such events. Source: Amazon EventBridge User Guide, "Read-only management events from AWS services".
 */
export const WATCHING_STATE = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

/**
 * The events of a use, one for each way to take a role on, as EventBridge has them in a Region: what a rule has to take.
 *
 * @param arn of the role
 */
export function usesOf(arn: string, region: string): readonly { readonly way: string; readonly event: EventFields }[] {
  const { partition = "aws", account = "", resource = "" } = readArn(arn) ?? {};
  const session = `arn:${partition}:sts::${account}:assumed-role/${resource.split("/").at(-1)}/ada`;
  const base = { account, region };
  return [
    {
      way: "by AssumeRole",
      event: {
        ...{ ...base, source: "aws.sts", "detail-type": "AWS API Call via CloudTrail" },
        detail: {
          ...{ eventSource: "sts.amazonaws.com", eventName: "AssumeRole", awsRegion: region },
          requestParameters: { roleArn: arn },
        },
      },
    },
    {
      way: "in the console",
      event: {
        ...{ ...base, source: "aws.signin", "detail-type": UNKNOWN },
        detail: {
          ...{ eventSource: "signin.amazonaws.com", eventName: "SwitchRole", awsRegion: region },
          userIdentity: { type: "AssumedRole", arn: session },
        },
      },
    },
  ];
}

/** Lets this one rule publish. Source: Amazon EventBridge User Guide, "Amazon SNS permissions". */
function topicPolicy(topicArn: string, ruleArn: string): string {
  return JSON.stringify({
    Version: VERSION,
    Statement: [
      {
        Sid: "AlarmRulePublishes",
        Effect: "Allow",
        Principal: { Service: EVENTS },
        Action: "sns:Publish",
        Resource: topicArn,
        // The rule's ARN holds the account, so nobody else's rule gets in (confused deputy).
        Condition: { ArnEquals: { "aws:SourceArn": ruleArn } },
      },
      {
        Sid: "RefusePlainText",
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: topicArn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
}

/**
 * A key of one's own, since nobody can let EventBridge use the key of Amazon SNS. It is bound to the topic by what SNS
 * says of the message (its encryption context): for EventBridge's deliveries KMS gets neither `aws:SourceAccount` nor
 * `aws:SourceArn`, so with these every alarm would be lost without a word.
 *
 * Sources: Amazon SNS Developer Guide, "Key management", compatibility with event sources; "Encryption context".
 */
function keyPolicy({ account, partition }: RoleAccount, topicArn: string): string {
  return JSON.stringify({
    Version: VERSION,
    Statement: [
      {
        Sid: "AccountDecides",
        Effect: "Allow",
        Principal: { AWS: `arn:${partition}:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      },
      {
        Sid: "AlarmRuleEncrypts",
        Effect: "Allow",
        Principal: { Service: EVENTS },
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: "*",
        Condition: { StringEquals: { "kms:EncryptionContext:aws:sns:topicArn": topicArn } },
      },
    ],
  });
}

/** Reads the addresses that are told; `undefined` for what is neither a mailbox nor an HTTPS address. */
export function readReceiver(address: string): Receiver | undefined {
  if (/^[^\s@<>,]+@[^\s@<>,]+\.[^\s@<>,]+$/.test(address)) return { protocol: "email", endpoint: address };
  return /^https:\/\/[^\s/@]+(?:\/\S*)?$/.test(address) ? { protocol: "https", endpoint: address } : undefined;
}

/** Everything that is wrong with the alarm, in the input's terms. */
export function alarmProblems({ name }: RoleAccount, regions: readonly string[], notify: readonly string[]): Problem[] {
  const problems: Problem[] = [];
  const add = (property: string, reason: string): unknown => problems.push({ property, reason });
  if (!NAME.test(name)) {
    add("roleName", `"${name}" cannot name a topic: 1 to 59 letters, digits, "-" and "_" are allowed.`);
  }
  if (regions.length === 0) add("regions", "It is empty, so the role could not be taken on anywhere.");
  regions.forEach((region, index) => {
    const place = `regions[${index}]`;
    if (!REGION.test(region)) add(place, `"${region}" is no AWS Region, such as us-east-1.`);
    else if (regions.indexOf(region) !== index) add(place, `"${region}" is named twice.`);
  });
  if (notify.length === 0) add("notify", "It is empty, so nobody would hear of a use.");
  notify.forEach((address, index) => {
    const place = `notify[${index}]`;
    // An address can hold a key of its service, so it is not repeated.
    if (!readReceiver(address))
      add(place, "It is neither a mailbox, such as security@shop.example, nor an https:// address.");
    else if (notify.indexOf(address) !== index) add(place, "It is named twice.");
  });
  return problems;
}
