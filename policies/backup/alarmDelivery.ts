import { readArn } from "../../baseline/iam/arn.js";
import { isOwnKey } from "../encryption/customerKey.js";
import type { Resource } from "../framework/resource.js";
import type { Verdict } from "../framework/rule.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { linkedTo, linkOf } from "../readers/links.js";
import { arnsOf, isOwnName, KEY, mayEncrypt, maySend, Service, TOPIC } from "../readers/publishing.js";
import { knownAccounts } from "../readers/stackAccounts.js";
import { SUBSCRIPTION, type Telling } from "../readers/tellings.js";

const SERVICES: Readonly<Record<Service, string>> = {
  [Service.EventBridge]: "EventBridge",
  [Service.CloudWatch]: "CloudWatch",
  [Service.Backup]: "AWS Backup",
};

/** Who has another account hears what yours should, and yours no longer do. */
export function judgeAccount(stack: Stack, from: Resource, arn: Maybe<string>, verdict: Verdict): void {
  const known = knownAccounts(stack);
  if (arn === UNKNOWN) return;
  const account = readArn(arn)?.account;
  if (!known || account === undefined || !/^[0-9]{12}$/.test(account) || known.has(account)) return;
  verdict.violation(
    `${from.name} names ${arn}, in an account that is not the stack's, and that neither trustedAccounts nor vendorAccounts names.`,
    { urn: from.urn },
  );
}

/** People and chat rooms may listen by hand, or by another stack: that they do, this one does not show. */
export function judgeReceivers(stack: Stack, topic: Resource, verdict: Verdict): void {
  const { resources } = linkedTo(stack, topic, [SUBSCRIPTION], "topic");
  const isHeard = resources.some((receiver) => {
    const name = stack.given(receiver).property("topic");
    return typeof name !== "string" || isOwnName(stack, topic, name);
  });
  if (isHeard) return;
  verdict.undetermined(
    `Nobody subscribes to topic ${topic.name} in this stack; whether somebody does elsewhere is not known.`,
    {
      urn: topic.urn,
    },
  );
}

/**
 * Whether what is told arrives: the topic or queue lets the service in, and so does its key.
 *
 * @returns whether there was something to say
 */
export function judgeDelivery(
  stack: Stack,
  { from, publisher, arn }: Telling,
  to: Resource,
  verdict: Verdict,
): boolean {
  const at = { urn: to.urn };
  const [what, service] = [to.type === TOPIC ? "Topic" : "Queue", SERVICES[publisher.service]];
  const arns = [...new Set([...(arn === UNKNOWN ? [] : [arn]), ...arnsOf(stack, to)])];
  const sends = maySend(stack, to, publisher, arns);
  const encrypts = mayEncrypt(stack, to, publisher, arns);
  const given = stack.given(to);
  const id = given.text("kmsMasterKeyId");
  if (sends === false) {
    verdict.violation(`${what} ${to.name} has no policy that lets ${service} publish what ${from.name} sends.`, at);
  }
  if (encrypts === false && isOwnKey(id) === false) {
    verdict.violation(`${what} ${to.name} has a key that AWS manages, with which ${service} cannot publish.`, at);
  } else if (encrypts === false) {
    verdict.violation(`${what} ${to.name} has a key that does not let ${service} encrypt what ${from.name} sends.`, at);
  }
  // Whom a key of another stack lets in, that stack's program shows.
  const isShown = id === UNKNOWN || linkOf(stack, given, "kmsMasterKeyId", [KEY]).resource !== undefined;
  const isHidden = sends === UNKNOWN || (encrypts === UNKNOWN && isShown);
  if (isHidden) verdict.undetermined(`Whether ${service} may publish to ${to.name} is not known yet.`, at);
  return isHidden || sends === false || encrypts === false;
}
