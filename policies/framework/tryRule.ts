import { judgeResource, judgeStack } from "./judge.js";
import { mend } from "./remediation.js";
import { Resource } from "./resource.js";
import type { Rule } from "./rule.js";
import { readSettings, type Settings, type SettingsInput } from "./settings.js";
import { Stack, type StackResourceArgs } from "./stack.js";
import { withSentinels, withUnknowns } from "./unknown.js";

/** A resource as a test of a rule writes it. */
export interface TriedResource {
  /** Its token, for example `aws:s3/bucket:Bucket`. */
  readonly type: string;
  /** Its name in the program. */
  readonly name: string;
  /** What the program gave; `UNKNOWN` stands for what is known only after the deploy. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The resource option. @default false */
  readonly protect?: boolean;
  /** The resource option. @default none */
  readonly ignoreChanges?: readonly string[];
  /** By property: the name of the resource, or the names of those, that its value came from. */
  readonly sources?: Readonly<Record<string, string | readonly string[]>>;
}

/** What the rule said of one resource, or of the stack. */
export interface TriedFinding {
  /** What became of it. */
  readonly outcome: "violation" | "undetermined" | "exempted";
  /** The resource's name; `undefined` where the rule names none. */
  readonly resource: string | undefined;
  /** What it said. */
  readonly message: string;
}

/** What a rule made of some resources. */
export interface Tried {
  /** What the rule said, in its order: of each resource, then of the stack. */
  readonly findings: readonly TriedFinding[];
  /** By name, the inputs of each resource as the level `remediate` would leave them: changed or not. */
  readonly mended: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/**
 * Runs one rule over some resources as the pack does, without an engine: its resource pass, then its stack pass. For
 * unit tests of a team's own rules.
 *
 * @example
 * ```ts
 * const { findings } = tryRule(bucketNames, [{ type: "aws:s3/bucket:Bucket", name: "files", inputs: { bucket: UNKNOWN } }]);
 * assert.equal(findings[0]?.outcome, "undetermined");
 * ```
 */
export function tryRule(rule: Rule, resources: readonly TriedResource[], options: TryOptions = {}): Tried {
  const { settings: input = {}, today = new Date().toISOString().slice(0, 10) } = options;
  const settings = readSettings(input, undefined, [rule], today);
  const given = resources.map((resource) => argsOf(resource, resources));
  const names = new Map(given.map(({ urn, name }) => [urn, name]));
  const stack = new Stack(given, settings, new Map(given.map((args) => [args.urn, args])));
  const judgements = [
    ...given.flatMap((args) => judgeResource([rule], new Resource(args), settings)),
    ...judgeStack([rule], stack, settings),
  ];
  return {
    findings: judgements.map(({ outcome, urn, message }) => ({ outcome, resource: names.get(urn ?? ""), message })),
    mended: Object.fromEntries(given.map((args) => [args.name, mended(rule, args, settings)])),
  };
}

/** Options of {@link tryRule}. */
export interface TryOptions {
  /** What `createPack` would be given. @default none */
  readonly settings?: SettingsInput;
  /** ISO date that exemptions and ages are counted from. @default today in UTC */
  readonly today?: string;
}

function argsOf(resource: TriedResource, all: readonly TriedResource[]): StackResourceArgs {
  const { type, name, inputs, protect = false, ignoreChanges = [], sources = {} } = resource;
  const edges = Object.entries(sources).map(([property, from]): [string, { urn: string }[]] => [
    property,
    all.filter((other) => [from].flat().includes(other.name)).map((other) => ({ urn: urnOf(other) })),
  ]);
  return {
    type,
    name,
    urn: urnOf(resource),
    props: withSentinels(inputs) as Record<string, unknown>,
    opts: { protect, ignoreChanges },
    dependencies: edges.flatMap(([, urns]) => urns),
    propertyDependencies: Object.fromEntries(edges),
  };
}

function urnOf({ type, name }: TriedResource): string {
  return `urn:pulumi:test::test::${type}::${name}`;
}

function mended(rule: Rule, args: StackResourceArgs, settings: Settings): Tried["mended"][string] {
  const props = structuredClone(args.props);
  mend(rule, { ...args, props }, settings);
  return withUnknowns(props) as Tried["mended"][string];
}
