import type { EnforcementLevel, PreviewedViolation, Severity, Undetermined } from "./result.js";

/** What is known of a policy. */
export interface KnownPolicy {
  readonly id: string;
  /** What stands before every message of the policy, on a line of its own. */
  readonly description: string;
  readonly severity: Severity;
}

/** What a policy said of one resource, by the analyzer protocol or in an engine's event log. */
export interface Said extends KnownPolicy {
  readonly pack: string;
  readonly policy: string;
  readonly enforcementLevel: EnforcementLevel;
  readonly urn: string;
  readonly message: string;
}

/** What the words of packs come to. */
export interface Verdicts {
  readonly violations: readonly PreviewedViolation[];
  readonly undetermined: readonly Undetermined[];
}

/** Names of the policies by which a pack of ours tells what it could not judge, and what an exemption covers. */
const UNDETERMINED_POLICY = "undetermined";
const EXEMPTED_POLICY = "exempted";
/** The policy that every pack of ours has: its settings hold. */
const SETTINGS_POLICY = "baseline-settings";
/** The policy by which a pack of ours learns which values are secrets. */
const SECRETS_POLICY = "secrets-seen";
/** A line of theirs: the rule's id and name, until when and by which ticket it is exempted, then what it says. */
const LINE = /^(\S+) ([a-z][a-z0-9-]*)(?: \(until (\S+?)(?:, ticket ([^)\n]+))?\))?: ([^]*)$/;
/** How the SDK says that a policy touched an unknown value; its description may stand in a line before. */
const TOUCHED_UNKNOWN = /^can't run policy '[^\n]*' during preview: /m;

/** Whether a pack is one of ours, by the names of its policies. */
export function isOurs(policies: readonly string[]): boolean {
  return policies.includes(SETTINGS_POLICY);
}

/** Without the policies of a pack of ours that demand nothing. */
export function demanding<P extends { readonly policy: string }>(policies: readonly P[]): readonly P[] {
  const silent = [UNDETERMINED_POLICY, EXEMPTED_POLICY, SECRETS_POLICY];
  if (!isOurs(policies.map(({ policy }) => policy))) return policies;
  return policies.filter(({ policy }) => !silent.includes(policy));
}

/**
 * Reads what policies said.
 *
 * @param known what is known of a policy of the same pack, by its name
 */
export function readVerdicts(said: readonly Said[], known: (pack: string, policy: string) => KnownPolicy): Verdicts {
  const violations: PreviewedViolation[] = [];
  const undetermined: Undetermined[] = [];
  for (const { description, ...one } of said) {
    const { id, policy, pack, urn, severity, enforcementLevel } = one;
    const message = withoutDescription(one.message, description);
    const common = { pack, severity, enforcementLevel, urn };
    const entries = policy === UNDETERMINED_POLICY || policy === EXEMPTED_POLICY ? entriesOf(message) : [];
    for (const { text, line, ...rule } of entries) {
      if (policy === UNDETERMINED_POLICY)
        undetermined.push({ id: rule.id, policy: rule.name, pack, urn, reason: text });
      else {
        const [reason = "", ...finding] = text.split(" — ");
        const { expires, ticket } = rule;
        const exemption = { expires, reason, ...(ticket !== undefined && { ticket }) };
        const weight = { severity: known(pack, rule.name).severity };
        const message = finding.join(" — ");
        violations.push({ id: rule.id, policy: rule.name, ...common, ...weight, message, exemption });
      }
      // A team may demand that nothing stays undetermined: then that is a violation as well.
      if (enforcementLevel === "mandatory") violations.push({ id: policy, policy, ...common, message: line });
    }
    if (entries.length > 0) continue;
    if (TOUCHED_UNKNOWN.test(message)) {
      undetermined.push({ id, policy, pack, urn, reason: "It met a value that is known only after the deploy." });
    } else {
      violations.push({ id, policy, ...common, message });
    }
  }
  return { violations, undetermined };
}

function withoutDescription(message: string, description: string): string {
  return description !== "" && message.startsWith(`${description}\n`) ? message.slice(description.length + 1) : message;
}

/** An entry of a report on several rules. */
interface Entry {
  readonly id: string;
  readonly name: string;
  readonly expires: string;
  readonly ticket: string | undefined;
  readonly text: string;
  readonly line: string;
}

/** Splits a report into its entries: a line that begins with no rule belongs to the entry before it. */
function entriesOf(message: string): Entry[] {
  return message.split(/\n(?=[A-Z]+[0-9]+ \S+?(?: \(until [^)\n]+\))?: )/).flatMap((line) => {
    const [, id = "", name = "", expires = "", ticket, text = ""] = LINE.exec(line) ?? [];
    return id === "" ? [] : [{ id, name, expires, ticket, text, line }];
  });
}
