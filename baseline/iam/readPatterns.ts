import { quoted } from "../email/quotation.js";
import { UNKNOWN, type Maybe } from "../unknown.js";
import { arnFault } from "./arn.js";
import type { DocumentFaults } from "./documentFault.js";
import type { JsonNode } from "./jsonNode.js";
import { readVariables } from "./policyVariable.js";
import { textsOf } from "./readNode.js";
import type { Reading } from "./readStatement.js";

/** A service and a name of its actions, both with wildcards. AWS advises against them in the service, but takes them. */
const ACTION = /^[A-Za-z0-9*?_.-]+:[A-Za-z0-9*?_.-]+$/;
const LONGEST_SHOWN = 160;
const ACTION_RULES = 'AWS IAM User Guide, "IAM JSON policy elements: Action"';
const RESOURCE_RULES = 'AWS IAM User Guide, "IAM JSON policy elements: Resource"';
const VARIABLE_RULES = 'AWS IAM User Guide, "IAM policy elements: Variables and tags"';

/** The values of `Action` or `NotAction`. */
export function readActions(node: JsonNode, place: string, faults: DocumentFaults): readonly Maybe<string>[] {
  if (node.kind === "list" && node.items.length === 0) faults.add(node.at, place, "It is empty; an action is needed.");
  const texts = textsOf(node, place, "a text such as s3:GetObject", faults);
  for (const { value, at, place: spot } of texts) {
    if (value === UNKNOWN || value === "*" || ACTION.test(value)) continue;
    const allowed = "a service, a colon and an action is needed, such as s3:GetObject or s3:Get*, or * for all";
    faults.add(at, spot, `It is ${quoted(value, LONGEST_SHOWN)}; ${allowed}.`, ACTION_RULES);
  }
  return texts.map(({ value }) => value);
}

/** The values of `Resource` or `NotResource`. */
export function readResources(node: JsonNode, place: string, reading: Reading): readonly Maybe<string>[] {
  const { faults, kind } = reading;
  if (node.kind === "list" && node.items.length === 0) faults.add(node.at, place, "It is empty; a resource is needed.");
  const texts = textsOf(node, place, "an ARN, or * for all resources,", faults);
  for (const { value, at, place: spot } of texts) {
    if (value === UNKNOWN || value === "*") continue;
    // API Gateway completes the ARN of its own API: docs.aws.amazon.com, "API Gateway resource policy examples".
    if (kind === "resource" && value.startsWith("execute-api:/")) continue;
    const fault = arnFault(value);
    if (fault !== undefined) {
      const allowed = "allowed are ARNs with wildcards, and * for all resources";
      faults.add(at, spot, `It is ${quoted(value, LONGEST_SHOWN)}: ${fault}; ${allowed}.`, RESOURCE_RULES);
    }
    checkVariables(value, at, spot, reading);
  }
  checkPartitions(texts, reading);
  return texts.map(({ value }) => value);
}

/** Notes a variable that is malformed, or that stands in a document of the version that had none. */
export function checkVariables(text: string, at: number, place: string, { hasVariables, faults }: Reading): void {
  const parts = readVariables(text);
  if (typeof parts === "string") {
    if (hasVariables) faults.add(at, place, `In ${quoted(text, LONGEST_SHOWN)} ${parts}.`, VARIABLE_RULES);
  } else if (!hasVariables && parts.some(({ kind }) => kind !== "text")) {
    const why = 'a document whose Version is not "2012-10-17" takes them literally';
    faults.add(at, place, `${quoted(text, LONGEST_SHOWN)} holds a policy variable, but ${why}.`, VARIABLE_RULES);
  }
}

/** An account is in one partition, so a statement that names two can never hold for one of them. */
function checkPartitions(
  texts: readonly { value: Maybe<string>; at: number; place: string }[],
  { faults }: Reading,
): void {
  let first: string | undefined;
  for (const { value, at, place } of texts) {
    const partition = value === UNKNOWN ? undefined : /^arn:(aws[a-z-]*):/.exec(value)?.[1];
    first ??= partition;
    if (partition === undefined || partition === first) continue;
    const said = `It is of the partition ${quoted(partition)}, but others here are of ${quoted(first ?? "")}`;
    faults.add(at, place, `${said}; an account is in one partition.`, RESOURCE_RULES);
  }
}
