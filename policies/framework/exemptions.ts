import { waiverFaults, type Waiver } from "../../baseline/waiver.js";
import { matchesGlob } from "./glob.js";
import { nearest } from "../../baseline/nearest.js";
import type { Rule, Severity } from "./rule.js";

/** An agreed exception: one rule, some resources, a reason and an end. */
export interface Exemption extends Waiver {
  /** A rule's id or name: `DK01` or `dkim-key-strength`. */
  readonly rule: string;
  /** URN of the resource, in which `*` stands for anything. */
  readonly resource: string;
  /** Where it was agreed. */
  readonly ticket?: string;
}

const KEYS: readonly string[] = ["rule", "resource", "reason", "expires", "ticket"];

/** Those that hold today, and a sentence for each that does not: an expired or broken exemption exempts nothing. */
export function readExemptions(
  given: unknown,
  source: string,
  rules: readonly Rule[],
  today: string,
  severities?: readonly Severity[],
): { exemptions: Exemption[]; problems: string[] } {
  if (!Array.isArray(given)) return { exemptions: [], problems: [`The exemptions in ${source} are no list.`] };
  const exemptions: Exemption[] = [];
  const problems: string[] = [];
  given.forEach((entry: unknown, index) => {
    const faults = faultsOf(entry, rules, today, severities);
    if (faults.length === 0) exemptions.push(entry as Exemption);
    else problems.push(`Exemption ${index + 1} in ${source} does not hold: ${faults.join("; ")}.`);
  });
  return { exemptions, problems };
}

function faultsOf(entry: unknown, rules: readonly Rule[], today: string, severities?: readonly Severity[]): string[] {
  if (entry === null || typeof entry !== "object") return ["it is no object"];
  const fields = entry as Record<string, unknown>;
  const faults = Object.keys(fields)
    .filter((key) => !KEYS.includes(key))
    .map((key) => `"${key}" is no field of an exemption (${KEYS.join(", ")})`);
  const text = (key: string): string => (typeof fields[key] === "string" ? fields[key] : "");

  const rule = findRule(rules, text("rule"));
  if (!rule) {
    const names = rules.flatMap(({ id, name }) => [id, name]);
    faults.push(`"${text("rule")}" is no rule of this pack${nearest(text("rule"), names)}`);
  } else if (severities && !severities.includes(rule.severity)) {
    faults.push(
      `${rule.id} is of severity ${rule.severity}, and a stack may exempt only ${severities.join(", ") || "nothing"}`,
    );
  }
  if (text("resource") === "") faults.push('"resource" must be a URN, in which * stands for anything');
  return [...faults, ...waiverFaults({ reason: text("reason"), expires: text("expires") }, today)];
}

function findRule(rules: readonly Rule[], idOrName: string): Rule | undefined {
  return rules.find(({ id, name }) => id === idOrName || name === idOrName);
}

/** The first exemption that covers a finding of the rule at the resource. */
export function exemptionFor(exemptions: readonly Exemption[], rule: Rule, urn: string): Exemption | undefined {
  return exemptions.find(
    (exemption) => (exemption.rule === rule.id || exemption.rule === rule.name) && matchesGlob(urn, exemption.resource),
  );
}
