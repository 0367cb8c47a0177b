import * as pulumi from "@pulumi/pulumi";
import { Later } from "../../baseline/email/deferred.js";
import type { Problem } from "../../baseline/email/emailDomainCheck.js";
import { readSender } from "../../baseline/email/senders/readSender.js";
import type { Sender } from "../../baseline/email/senders/sender.js";
import type { Given, SenderContext } from "../../baseline/email/senders/senderReader.js";
import type { SenderArgs } from "./senders/senderArgs.js";

type Text = pulumi.Output<string>;

/** The senders as the baseline plans them, and what is wrong with their input. */
export function readSenders(
  args: readonly SenderArgs[],
  context: SenderContext,
): { senders: Sender<Text>[]; problems: Problem[] } {
  const read = args.map((sender, index) => readSender<Text>(settle(sender) as Given, `senders[${index}]`, context));
  return {
    senders: read.flatMap(({ sender }) => sender ?? []),
    problems: read.flatMap(({ problems }) => problems),
  };
}

/** Outputs and promises as values that are known later; everything else as it is. */
function settle(value: unknown): unknown {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return later(value);
  if (Array.isArray(value)) return value.map(settle);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, settle(member)]));
}

function later(value: unknown): Later<Text> {
  const output = pulumi.output(value as pulumi.Input<string | string[]>);
  const element = (index: number): Text => output.apply((known) => (Array.isArray(known) ? (known[index] ?? "") : ""));
  return new Later(output as Text, element);
}

/** The arguments as the state keeps them: private keys are secrets there, whether or not the program said so. */
export function withSecretKeys<T>(value: T): T {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return value;
  if (Array.isArray(value)) return value.map((element: unknown) => withSecretKeys(element)) as T;
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]): [string, unknown] => [
    name,
    name === "privateKey" && member !== undefined ? pulumi.secret(member) : withSecretKeys<unknown>(member),
  ]);
  return Object.fromEntries(members) as T;
}
