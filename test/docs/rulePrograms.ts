import { Resource } from "../../policies/framework/resource.js";
import type { Rule } from "../../policies/framework/rule.js";
import { readSettings as settingsFrom, SETTINGS_SCHEMA } from "../../policies/framework/settings.js";
import type { RuleProgram } from "../../policies/ruleSheet.js";
import { ruleCases } from "../policies/ruleCases.js";
import { run, urnOf, type Given } from "../support/pack.js";
import { deployText, isKnown, programText } from "../support/programText.js";

/** What the pack itself reads for every rule. */
const OF_ALL_RULES = ["exemptions", "stackExemptions", "onUnknown"];

/** Keys are made anew for every run of the tests, and are long. */
const shortened = (text: string): string => text.replace(/[A-Za-z0-9+/]{40,}={0,2}/g, "MIIB…");

/** What came of the cases of a rule. */
export interface JudgedProgram {
  readonly program: RuleProgram;
  /** What the rule said of the good program, which is nothing. */
  readonly saysOfAccepted: readonly string[];
}

/**
 * Runs the cases of a rule.
 *
 * @param readSettings the names of the settings that were read since it was asked last
 */
export async function judgedProgram(rule: Rule, readSettings: () => readonly string[]): Promise<JudgedProgram> {
  const { bad = [], good = [], unknown = [] } = ruleCases[rule.id] ?? {};
  const says = async (given: readonly Given[], settings = {}): Promise<string[]> => {
    const said = await run(given, { rules: [rule], settings });
    return said.filter(({ policy }) => policy === rule.name).map(({ message }) => withoutTitle(message));
  };
  const refused = await firstProgram(bad);
  const accepted = await firstProgram(good);
  const [ofRefused = ""] = await says(await deployText(refused));
  const saysOfAccepted = await says(await deployText(accepted));
  const [ofUnknown] = unknown[0] ? await says(unknown[0], { onUnknown: "violation" }) : [];
  readSettings();
  for (const given of [...bad, ...good, ...unknown]) await run(given, { rules: [rule] });
  const settings = Object.keys(SETTINGS_SCHEMA).filter((name) => !OF_ALL_RULES.includes(name));
  const read = readSettings();
  const remedy = bad
    .flat()
    .map((given) => remedyOf(rule, given))
    .find((properties) => properties !== undefined);
  const program = {
    refused: shortened(refused),
    says: shortened(ofRefused),
    accepted: shortened(accepted),
    ...(ofUnknown !== undefined && { undetermined: shortened(ofUnknown) }),
    settings: settings.filter((name) => read.includes(name)),
    ...(remedy && { remedy: JSON.parse(shortened(JSON.stringify(remedy))) as Record<string, unknown> }),
  };
  return { program, saysOfAccepted };
}

async function firstProgram(cases: readonly (readonly Given[])[]): Promise<string> {
  const known = cases.find(isKnown);
  if (!known) throw new Error("no case of the rule is a program");
  return programText(known);
}

/** The SDK puts the policy's description, which is the rule's title, on the first line. */
function withoutTitle(message: string): string {
  return message.split("\n").slice(1).join("\n");
}

function remedyOf(rule: Rule, given: Given): Readonly<Record<string, unknown>> | undefined {
  if (!rule.types.includes(given.type)) return undefined;
  return rule.remediate?.(
    new Resource({ ...given, provider: undefined, urn: urnOf(given), props: given.inputs, opts: {} }),
    settingsFrom({}, undefined, [rule], new Date().toISOString().slice(0, 10)),
  );
}
