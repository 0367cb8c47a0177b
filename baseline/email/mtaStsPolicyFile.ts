import type { Fault } from "./fault.js";
import { checkDomainName } from "./name.js";
import { quoted } from "./quotation.js";

/** The modes of RFC 8461 §3.2, from the weakest to the strongest. */
export const MTA_STS_MODES = ["none", "testing", "enforce"] as const;

/** What senders do where TLS to a mail host fails. */
export type MtaStsMode = (typeof MTA_STS_MODES)[number];

/** An MTA-STS policy (RFC 8461 §3.2). */
export interface MtaStsPolicy {
  readonly mode: MtaStsMode;
  /** The names of the mail hosts; `*.` stands for one label. */
  readonly mx: readonly string[];
  /** Seconds that senders keep the policy. */
  readonly maxAge: number;
  /** The names of the fields that the registry does not have, which senders ignore. */
  readonly unknownFields: readonly string[];
}

/** RFC 8461 §3.2: the largest `max_age`, about a year, in seconds. */
export const MAX_POLICY_AGE = 31_557_600;

/** RFC 8461 §3.3: senders may refuse a longer file. */
export const MAX_POLICY_LENGTH = 65_536;
/** After this many faults the rest of a file is not worth reading. */
const MAX_FAULTS = 8;
const RULE = "STS03";
const REFERENCE = "RFC 8461 §3.2";
const FIELDS = ["version", "mode", "max_age", "mx"] as const;
const NAME = /^[a-z0-9][a-z0-9_.-]{0,31}$/i;

/** The fields of a file: of a repeated one the first, of `mx` all. */
interface Fields {
  readonly first: Map<string, string>;
  readonly mx: string[];
}

/**
 * Reads an MTA-STS policy file as far as possible.
 *
 * @param text the body that the policy host serves
 * @returns the policy where it has the required fields, and the faults that a sender notices
 */
export function readMtaStsPolicy(text: string): { policy?: MtaStsPolicy; faults: readonly Fault[] } {
  const faults: Fault[] = [];
  if (text.length > MAX_POLICY_LENGTH) {
    const message = `The policy file has more than ${MAX_POLICY_LENGTH} characters, and senders may refuse it.`;
    const fix = "Leave out what is no field of a policy.";
    return { faults: [{ rule: RULE, position: 0, message, fix, reference: "RFC 8461 §3.3" }] };
  }
  const fault = (message: string, fix: string, position = 0): void => {
    if (faults.length < MAX_FAULTS) faults.push({ rule: RULE, position, message, fix, reference: REFERENCE });
  };
  const { first, mx } = readFields(text, fault);
  const version = first.get("version");
  const mode = MTA_STS_MODES.find((known) => known === first.get("mode"));
  const age = first.get("max_age");
  const maxAge =
    age !== undefined && /^[0-9]{1,10}$/.test(age) && Number(age) <= MAX_POLICY_AGE ? Number(age) : undefined;
  if (version !== "STSv1") fault(missing("version", version, "STSv1"), "Write version: STSv1.");
  if (mode === undefined) fault(missing("mode", first.get("mode"), MTA_STS_MODES.join(", ")), "Write mode: enforce.");
  if (maxAge === undefined) {
    fault(missing("max_age", age, `0 to ${MAX_POLICY_AGE} seconds`), "Write max_age: with whole seconds.");
  }
  if (mx.length === 0 && mode !== undefined && mode !== "none") {
    fault("The policy has no field mx, so senders ignore it.", "Write one line mx: for each mail host.");
  }
  for (const pattern of mx) for (const message of checkMxPattern(pattern)) fault(message, "Correct the pattern.");
  if (version !== "STSv1" || mode === undefined || maxAge === undefined) return { faults };
  const unknownFields = [...first.keys()].filter((name) => !FIELDS.some((known) => known === name));
  return { policy: { mode, mx, maxAge, unknownFields }, faults };
}

/**
 * Says what is wrong with a pattern for mail hosts, in one sentence for each fault.
 *
 * @param pattern a host name in A-labels, or `*.` and a domain name (RFC 8461 §3.2: no final dot)
 */
export function checkMxPattern(pattern: string): string[] {
  if (pattern === "*")
    return ['The pattern "*" is no host name; a wildcard stands for one label before a domain name.'];
  if (pattern.endsWith(".")) return [`The pattern ${quoted(pattern, 253)} ends with a dot, which no pattern may.`];
  return checkDomainName(pattern, { wildcard: true });
}

function missing(name: string, value: string | undefined, allowed: string): string {
  const effect = "so senders ignore the policy";
  if (value === undefined) return `The policy has no field ${name}, ${effect}.`;
  return `The field ${name} has the value ${quoted(value)}, ${effect}; allowed is ${allowed}.`;
}

function readFields(text: string, fault: (message: string, fix: string, position: number) => void): Fields {
  const fields: Fields = { first: new Map(), mx: [] };
  const lines = text.split("\n");
  const unended = lines.pop() ?? ""; // the last field may end its line, or the file
  let position = 0;
  for (const [index, ended] of [...lines, ...(unended === "" && lines.length > 0 ? [] : [unended])].entries()) {
    const line = index < lines.length && ended.endsWith("\r") ? ended.slice(0, -1) : ended;
    const message = readLine(line, fields);
    if (message !== undefined) {
      fault(`Line ${index + 1} ${message}`, "Write each field as name: value on a line of its own.", position);
    }
    position += ended.length + 1;
  }
  return fields;
}

/** Adds a line's field; gives the rest of a sentence that begins with the line's number where it is none. */
function readLine(line: string, { first, mx }: Fields): string | undefined {
  if (line === "") return "is empty.";
  const colon = line.indexOf(":");
  if (colon === -1) return `is no field: ${quoted(line)} has no colon between a name and a value.`;
  const name = line.slice(0, colon);
  const value = withoutWhiteSpace(line.slice(colon + 1));
  if (!NAME.test(name)) return `has the name ${quoted(name)}, which is no field name.`;
  if (value === "" || [...value].some((character) => character < " " || character === "\u007f")) {
    return `gives the field ${quoted(name)} no value, or one with a control character.`;
  }
  const meant = FIELDS.find((known) => known === name.toLowerCase().replaceAll("-", "_"));
  if (meant !== undefined && meant !== name) {
    return `has the field ${quoted(name)}, which senders do not know; its name is ${meant}.`;
  }
  if (name === "mx") mx.push(value);
  else if (first.has(name)) return `repeats the field ${quoted(name)}, of which senders take only the first.`;
  else first.set(name, value);
  return undefined;
}

function withoutWhiteSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && (text[start] === " " || text[start] === "\t")) start++;
  while (end > start && (text[end - 1] === " " || text[end - 1] === "\t")) end--;
  return text.slice(start, end);
}
