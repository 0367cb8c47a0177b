import { judgeResource, judgeStack, type Judgement } from "../../policies/framework/judge.js";
import { Resource, type ResourceArgs } from "../../policies/framework/resource.js";
import { isMandatory } from "../../policies/framework/rule.js";
import { readSettings, type Settings, type SettingsInput } from "../../policies/framework/settings.js";
import { Stack, type StackResourceArgs } from "../../policies/framework/stack.js";
import { rules } from "../../policies/rules.js";
import type { Registered } from "../support/program.js";
import type { Mutant } from "./mutant.js";

const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** What the pack makes of a mutant: what it says that it does not say of the program. */
export interface Verdict {
  readonly outcome: "refused" | "advised" | "undetermined" | "accepted" | "crashed";
  readonly rules: readonly string[];
}

/** Says what the pack finds in mutants of one program. */
export type Judge = (mutant: Mutant) => Verdict;

/**
 * A judge of one program's mutants. It calls the pack's own `judgeResource` and `judgeStack` without the SDK, whose
 * conversion of a stack takes most of the time, and judges what stands unchanged once; `mutants.test.ts` holds that the
 * SDK's handlers come to the same verdicts.
 *
 * @throws Error where the pack refuses the program itself
 */
export function judgeOf(program: readonly Registered[], input: SettingsInput, today: string): Judge {
  const settings = readSettings(input, undefined, rules, today);
  const given = program.map((resource) => argsOf(resource, program));
  const before = new Set(judged(given, settings).map(keyOf));
  const refused = judged(given, settings).filter(isRefusal);
  if (refused.length > 0) throw new Error(`The program itself is refused: ${refused.map(keyOf).join(", ")}`);
  return ({ resource, becomes, adds }) => {
    const at = program.indexOf(resource);
    const args = becomes && argsOf(becomes, program);
    const added = adds ? [argsOf(adds, program)] : [];
    const own = fresh(
      [...(args ? [args] : []), ...added].flatMap((one) => judgeOne(one, settings)),
      before,
    );
    if (own.some(isRefusal)) return verdictOf(own);
    const stack = [...(args ? given.with(at, args) : given.toSpliced(at, 1)), ...added];
    return verdictOf([...own, ...fresh(judgedTogether(stack, settings), before)]);
  };
}

interface Args {
  readonly plain: StackResourceArgs;
  readonly secrets: ReadonlySet<string>;
}

function judged(all: readonly Args[], settings: Settings): Judgement[] {
  return [...all.flatMap((args) => judgeOne(args, settings)), ...judgedTogether(all, settings)];
}

function judgeOne({ plain, secrets }: Args, settings: Settings): Judgement[] {
  return judgeResource(rules, new Resource(plain, undefined, secrets), settings);
}

function judgedTogether(all: readonly Args[], settings: Settings): Judgement[] {
  const inputs = new Map<string, ResourceArgs>(all.map(({ plain }) => [plain.urn, plain]));
  return judgeStack(
    rules,
    new Stack(
      all.map(({ plain }) => plain),
      settings,
      inputs,
    ),
    settings,
  );
}

function fresh(judgements: readonly Judgement[], before: ReadonlySet<string>): Judgement[] {
  return judgements.filter((judgement) => !before.has(keyOf(judgement)));
}

function keyOf({ rule, urn, outcome, message }: Judgement): string {
  return `${rule.id} ${outcome} ${urn} ${message}`;
}

function isRefusal({ rule, outcome }: Judgement): boolean {
  return outcome === "violation" && isMandatory(rule.severity);
}

function verdictOf(found: readonly Judgement[]): Verdict {
  const ids = (some: readonly Judgement[]): string[] => [...new Set(some.map(({ rule }) => rule.id))].sort();
  const crashed = found.filter(({ message }) => message.startsWith("The rule crashed"));
  if (crashed.length > 0) return { outcome: "crashed", rules: ids(crashed) };
  const refusals = found.filter(isRefusal);
  if (refusals.length > 0) return { outcome: "refused", rules: ids(refusals) };
  const advised = found.filter(({ outcome }) => outcome === "violation");
  if (advised.length > 0) return { outcome: "advised", rules: ids(advised) };
  return { outcome: found.length > 0 ? "undetermined" : "accepted", rules: ids(found) };
}

function argsOf(resource: Registered, program: readonly Registered[]): Args {
  const urnsOf = (names: readonly string[]): { urn: string }[] =>
    program.filter(({ name, type }) => names.includes(name) && !type.startsWith("storefront-baseline:"));
  const secrets = new Set<string>();
  const edges = Object.entries(resource.edges ?? {});
  const plain: StackResourceArgs = {
    ...{ type: resource.type, urn: resource.urn, name: resource.name, opts: resource.options ?? {} },
    props: { ...resource.outputs, ...(unwrapped(resource.inputs, "", secrets) as object) },
    dependencies: urnsOf(resource.dependsOn ?? []),
    propertyDependencies: Object.fromEntries(edges.map(([property, names]) => [property, urnsOf([names].flat())])),
  };
  return { plain, secrets };
}

/** Values without the marks of secrets, whose paths are noted. */
function unwrapped(value: unknown, path: string, secrets: Set<string>): unknown {
  if (Array.isArray(value)) return value.map((element, index) => unwrapped(element, `${path}.${index}`, secrets));
  if (typeof value !== "object" || value === null) return value;
  const fields = value as Readonly<Record<string, unknown>>;
  if (SIGNATURE in fields) {
    secrets.add(path);
    return unwrapped(fields["value"], path, secrets);
  }
  const inner = Object.entries(fields).map(([key, field]): [string, unknown] => [
    key,
    unwrapped(field, path === "" ? key : `${path}.${key}`, secrets),
  ]);
  return Object.fromEntries(inner);
}
