import { readArn } from "../../baseline/iam/arn.js";
import type { PolicyDocument } from "../../baseline/iam/document.js";
import { evaluate, type AccessRequest } from "../../baseline/iam/evaluate.js";
import { some } from "../../baseline/iam/ternary.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { iamDocuments } from "./iamDocuments.js";
import { linkedTo, linkOf } from "./links.js";
import { knownAccounts, stackAccounts } from "./stackAccounts.js";

export const TOPIC = "aws:sns/topic:Topic";
export const TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
export const QUEUE = "aws:sqs/queue:Queue";
const QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy";
export const KEY = "aws:kms/key:Key";
const KEY_POLICY = "aws:kms/keyPolicy:KeyPolicy";

/** What takes messages, its policies and its key. A rule that asks names them, so that the pack learns what was given. */
export const PUBLISHING_TYPES: readonly string[] = [TOPIC, TOPIC_POLICY, QUEUE, QUEUE_POLICY, KEY, KEY_POLICY];

/** A service of AWS that sends messages of its own accord. */
export enum Service {
  EventBridge = "events.amazonaws.com",
  CloudWatch = "cloudwatch.amazonaws.com",
  Backup = "backup.amazonaws.com",
}

/** Who sends, and on whose behalf. */
export interface Publisher {
  readonly service: Service;
  /** What the service comes for, as its ARN ends: `rule/backup-failed`; `undefined` where nobody knows its name. */
  readonly source: string | undefined;
  /** The account of that. @default the account of the topic or queue */
  readonly account?: string;
}

/** What a type that takes messages calls these things. */
interface Kind {
  readonly policyType: string;
  /** The property by which a policy names what it is of. */
  readonly names: string;
  readonly action: string;
  /** Key of the encryption context in which the ARN stands. */
  readonly encryptionContext: string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  [TOPIC]: {
    ...{ policyType: TOPIC_POLICY, names: "arn", action: "sns:Publish" },
    encryptionContext: "kms:EncryptionContext:aws:sns:topicArn",
  },
  [QUEUE]: {
    ...{ policyType: QUEUE_POLICY, names: "queueUrl", action: "sqs:SendMessage" },
    encryptionContext: "kms:EncryptionContext:aws:sqs:arn",
  },
};

/**
 * Whether a topic's or queue's own policy lets a service send to it. Without one a topic takes what CloudWatch publishes
 * for its own account, and nothing of EventBridge or AWS Backup.
 *
 * Sources: Amazon EventBridge User Guide, "Amazon SNS permissions" and "Amazon SQS permissions"; Amazon CloudWatch User
 * Guide, "Notifying users on alarm changes"; AWS Backup Developer Guide, "Notification options with AWS Backup".
 *
 * @param arns what the topic or queue may be called in its policy
 */
export function maySend(stack: Stack, to: Resource, by: Publisher, arns: readonly string[]): Maybe<boolean> {
  const kind = KINDS[to.type];
  if (!kind) return UNKNOWN;
  const { documents, isLost } = policiesOf(stack, to, kind, by.account);
  if (documents.length === 0) return isLost ? UNKNOWN : to.type === TOPIC && by.service === Service.CloudWatch;
  if (arns.length === 0) {
    // A statement about every resource needs no name.
    return documents.some((document) => allows(document, requestOf(kind.action, "*", by)) === true) || UNKNOWN;
  }
  return some(documents.flatMap((document) => arns.map((arn) => allows(document, requestOf(kind.action, arn, by)))));
}

/**
 * Whether a service can use the key of a topic or queue: with a key of AWS's own it never can. The key is asked in the
 * name of what it encrypts: EventBridge's deliveries carry neither aws:SourceAccount nor aws:SourceArn.
 *
 * Sources: Amazon SNS Developer Guide, "Key management"; Amazon SQS Developer Guide, "Key management".
 */
export function mayEncrypt(stack: Stack, to: Resource, by: Publisher, arns: readonly string[]): Maybe<boolean> {
  const kind = KINDS[to.type];
  const given = stack.given(to);
  const id = given.text("kmsMasterKeyId");
  if (id === undefined || id === "") return true;
  if (id !== UNKNOWN && /(?:^|:)alias\/aws\//.test(id)) return false;
  const key = linkOf(stack, given, "kmsMasterKeyId", [KEY]).resource;
  if (!key || !kind || arns.length === 0) return UNKNOWN;
  const { resources, isLost } = linkedTo(stack, key, [KEY_POLICY], "keyId");
  const documents = [stack.given(key), ...resources].flatMap(iamDocuments).map(({ document }) => document);
  // AWS's default policy of a key lets in the account, and no service.
  if (documents.length === 0) return isLost ? UNKNOWN : false;
  return some(
    documents.flatMap((document) =>
      arns.map((arn) => {
        const { context, ...request } = requestOf("kms:GenerateDataKey", "*", by, arn);
        const carried = by.service === Service.EventBridge ? {} : context;
        return allows(document, { ...request, context: { ...carried, [kind.encryptionContext]: arn } });
      }),
    ),
  );
}

/**
 * What a topic or queue may be called in its policy: its ARN, and each that the policy itself gives it. A program that
 * writes ARNs by hand may name another account than the preview invents.
 */
export function arnsOf(stack: Stack, to: Resource): readonly string[] {
  const kind = KINDS[to.type];
  const [arn, name] = [to.text("arn"), stack.given(to).text("name")];
  const own = typeof arn === "string" ? [arn] : [];
  if (!kind || typeof name !== "string") return own;
  const statements = policiesOf(stack, to, kind).documents.flatMap((document) =>
    document === UNKNOWN || document === undefined ? [] : document.statements,
  );
  const named = statements.flatMap(({ resources }) => resources?.values ?? []);
  const same = named.filter((value) => value !== UNKNOWN && readArn(value)?.resource === name);
  return [...new Set([...own, ...(same as string[])])];
}

function policiesOf(
  stack: Stack,
  to: Resource,
  { policyType, names }: Kind,
  account?: string,
): { documents: readonly (Maybe<PolicyDocument> | undefined)[]; isLost: boolean } {
  const { resources, isLost } = linkedTo(stack, to, [policyType], names);
  const own = resources.filter((policy) => {
    const name = stack.given(policy).property(names);
    return typeof name !== "string" || isOwnName(stack, to, name, account);
  });
  const documents = [stack.given(to), ...own].flatMap(iamDocuments).map(({ document }) => document);
  return { documents, isLost };
}

/** Whether an ARN is of this topic or queue, and not of one of the same name in another account. */
export function isOwnName(stack: Stack, to: Resource, name: string, account?: string): boolean {
  const owner = readArn(name)?.account;
  if (owner === undefined || name === to.text("arn")) return true;
  if (account !== undefined) return owner === account;
  const own = stack.read(stackAccounts);
  const known = own.size > 0 ? own : knownAccounts(stack);
  return known === undefined || known.has(owner);
}

function requestOf(
  action: string,
  resource: string,
  { service, source, account }: Publisher,
  arn = resource,
): AccessRequest & { readonly context: Readonly<Record<string, string>> } {
  const { partition = "aws", region = "", account: owner = "" } = readArn(arn) ?? {};
  const [prefix = ""] = service.split(".", 1);
  const of = account ?? owner;
  return {
    ...{ principal: { kind: "Service", name: service }, action, resource },
    context: {
      ...{ "aws:SourceAccount": of, "aws:SecureTransport": "true" },
      ...(source !== undefined && { "aws:SourceArn": `arn:${partition}:${prefix}:${region}:${of}:${source}` }),
    },
  };
}

function allows(document: Maybe<PolicyDocument> | undefined, request: AccessRequest): Maybe<boolean> {
  if (document === undefined) return false;
  const held = document === UNKNOWN ? UNKNOWN : { source: "its policy", document };
  const { result } = evaluate(request, { resource: held });
  if (result === "undetermined") return UNKNOWN;
  if (result === "allowed") return true;
  // Whose ARN nobody knows may still be the one that is demanded.
  const isNameless = request.context?.["aws:SourceArn"] === undefined;
  return isNameless && document !== UNKNOWN && demandsSource(document) ? UNKNOWN : false;
}

function demandsSource({ statements }: PolicyDocument): boolean {
  return statements.some(({ conditions }) => conditions.some(({ key }) => key.toLowerCase() === "aws:sourcearn"));
}
