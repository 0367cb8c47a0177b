import { isMandatory, type Reference, type Rule, type Severity } from "./framework/rule.js";
import { presets, type PresetName } from "./presets.js";
import rulePrograms from "./rulePrograms.json";
import { rules } from "./rules.js";
import { topicOf, type Topic } from "./topics.js";

/** What a rule says of programs that ran. `npm run docs` writes it, from the cases that prove the rule. */
export interface RuleProgram {
  /** A program that the rule refuses. Keys in it are cut short. */
  readonly refused: string;
  /** What it says of that program, the remedy on the last line. */
  readonly says: string;
  /** A program next to it that passes. */
  readonly accepted: string;
  /** What it says where it cannot judge; absent where it needs nothing that a deploy makes known. */
  readonly undetermined?: string;
  /** The settings of the pack that it reads. */
  readonly settings: readonly string[];
  /** The properties that it sets at the level `remediate`. */
  readonly remedy?: Readonly<Record<string, unknown>>;
}

/** A level that the pack itself gives. A configuration may say `disabled` and `remediate` too. */
export type RuleLevel = "mandatory" | "advisory";

/** A preset that gives a rule another level than its own. */
export interface PresetLevel {
  readonly preset: PresetName;
  readonly level: string;
}

/** All that is known of a rule without running it, as plain values. */
export interface RuleSheet extends RuleProgram {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly severity: Severity;
  /** The level where no configuration says otherwise. */
  readonly level: RuleLevel;
  readonly topic: Topic;
  readonly why: string;
  readonly fix: string;
  /** What it looks at: a resource by itself, before that resource is created; the whole stack; or both. */
  readonly judges: readonly ("resource" | "stack")[];
  readonly types: readonly string[];
  readonly presets: readonly PresetLevel[];
  readonly references: readonly Reference[];
  /** Ids of rules that rest on the same section of a standard. */
  readonly related: readonly string[];
}

/** A compliance standard's requirements are so broad that sharing one relates nothing. */
const BROAD_STANDARDS = /^(PCI DSS|NIST CSF|AWS Well-Architected|MITRE)/;
const MAX_RELATED = 8;

/** The sheets of all rules of the pack, in their order. */
export function ruleSheets(): RuleSheet[] {
  return rules.map((rule) => {
    const program = (rulePrograms as Readonly<Record<string, RuleProgram>>)[rule.id];
    if (!program) throw new Error(`policies/rulePrograms.json lacks ${rule.id}. Run: npm run docs`);
    return ruleSheet(rule, program);
  });
}

/** The sheet of one rule. */
export function ruleSheet(rule: Rule, program: RuleProgram): RuleSheet {
  const { id, name, title, severity, why, fix, types, references } = rule;
  const level = isMandatory(severity) ? "mandatory" : "advisory";
  return {
    ...{ id, name, title, severity, level, topic: topicOf(id), why, fix },
    judges: [...(rule.checkResource ? ["resource" as const] : []), ...(rule.checkStack ? ["stack" as const] : [])],
    types,
    presets: presetLevels(name, level),
    references,
    related: relatedTo(rule),
    ...program,
  };
}

/** An exemption of the rule as it stands in a policy-pack configuration. */
export function exemptionExample(id: string): string {
  const exemption = {
    rule: id,
    resource: "urn:pulumi:prod::*::name",
    reason: "Why it is right.",
    expires: "2027-03-31",
  };
  return `${JSON.stringify({ "baseline-settings": { exemptions: [exemption] } }, undefined, 2)}\n`;
}

function presetLevels(name: string, own: RuleLevel): PresetLevel[] {
  return (Object.keys(presets) as PresetName[]).flatMap((preset) => {
    const levels = presets[preset];
    const given = levels[name] ?? levels["all"] ?? own;
    const level = typeof given === "string" ? given : (given.enforcementLevel ?? own);
    return level === own ? [] : { preset, level };
  });
}

function relatedTo(rule: Rule): string[] {
  const own = sections(rule);
  const share = (other: Rule): boolean => [...sections(other)].some((section) => own.has(section));
  return rules
    .filter((other) => other.id !== rule.id && share(other))
    .map(({ id }) => id)
    .slice(0, MAX_RELATED);
}

function sections({ references }: Rule): ReadonlySet<string> {
  return new Set(
    references
      .filter(({ standard }) => !BROAD_STANDARDS.test(standard))
      .flatMap(({ standard, section }) => section.split(/[,;] */).map((part) => `${standard} ${part}`)),
  );
}
