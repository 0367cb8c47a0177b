/**
 * The policy pack as a library, for a team's own pack: `storefront-baseline/policies`.
 *
 * @module policies
 */
import { Config } from "@pulumi/pulumi";
import { PolicyPack, type EnforcementLevel, type PolicyPackConfig } from "@pulumi/policy";
import { refuseUnknownPolicies, unknownPolicies } from "./framework/configure.js";
import { SETTINGS_POLICY, toPolicies } from "./framework/pack.js";
import type { Rule } from "./framework/rule.js";
import type { SettingsInput } from "./framework/settings.js";
import { holdStackRequests } from "./framework/stackRequest.js";
import { presets, type PresetName } from "./presets.js";
import { rules } from "./rules.js";

export type { Exemption } from "./framework/exemptions.js";
export { Resource, type ResourceArgs } from "./framework/resource.js";
export type { Reference, Rule, Severity, Verdict } from "./framework/rule.js";
export type { Settings, SettingsInput } from "./framework/settings.js";
export type { Stack, StackResourceArgs } from "./framework/stack.js";
export { UNKNOWN, type Maybe } from "./framework/unknown.js";
export type { PresetName } from "./presets.js";
export { tryRule, type Tried, type TriedFinding, type TriedResource, type TryOptions } from "./framework/tryRule.js";

/** What a team's own pack sets. Everything here can be overridden by its policy-pack configuration. */
export interface PackOptions extends SettingsInput {
  /** @default "storefront-baseline" */
  readonly name?: string;
  /** @default "baseline" */
  readonly preset?: PresetName;
  /**
   * Levels of single rules by name, over those of the preset, for example `{ "encryption-public-database": "remediate" }`.
   * @default those of the preset
   */
  readonly levels?: Readonly<Record<string, EnforcementLevel>>;
  /** The team's own rules, judged beside ours. */
  readonly rules?: readonly Rule[];
}

/**
 * Starts the policy pack in this process: the whole of a pack's entry file.
 *
 * @example
 * ```ts
 * import { createPack } from "storefront-baseline/policies";
 * createPack({ preset: "pci", ownedDomains: ["fernwood.example"] });
 * ```
 * @throws Error where the preset or a level is unknown, or two rules share an id or a name
 */
export function createPack(options: PackOptions = {}): void {
  const { name = "storefront-baseline", preset = "baseline", levels = {}, rules: own = [], ...settings } = options;
  const ofPreset = Object.hasOwn(presets, preset) ? presets[preset] : undefined;
  if (!ofPreset) {
    throw new Error(`createPack: "${preset}" is no preset. Allowed are ${Object.keys(presets).join(", ")}.`);
  }
  const all = [...rules, ...own];
  refuseTwins(all);
  let configured: SettingsInput = {};
  const policies = toPolicies(
    all,
    settings,
    () => new Config("storefront-baseline").getObject("exemptions"),
    () => new Date().toISOString().slice(0, 10),
    () => configured,
  );
  const names = policies.map((policy) => policy.name);
  refuseLevels(levels, names);
  refuseUnknownPolicies(names, { policy: SETTINGS_POLICY, told: (properties) => (configured = properties) });
  holdStackRequests();
  const initial: PolicyPackConfig = { ...ofPreset, ...levels };
  new PolicyPack(name, { policies, enforcementLevel: "advisory" }, initial);
}

function refuseTwins(all: readonly Rule[]): void {
  const names = all.flatMap((rule) => [rule.id, rule.name]);
  const twins = names.filter((name, index) => names.indexOf(name) !== index);
  if (twins.length > 0) throw new Error(`createPack: more than one rule is called ${twins.join(", ")}.`);
}

const LEVELS: readonly string[] = ["advisory", "mandatory", "remediate", "disabled"] satisfies EnforcementLevel[];

function refuseLevels(levels: Readonly<Record<string, string>>, names: readonly string[]): void {
  const unknown = unknownPolicies(Object.keys(levels), names, "levels");
  const wrong = Object.entries(levels)
    .filter(([, level]) => !LEVELS.includes(level))
    .map(([rule, level]) => `levels gives "${rule}" the level "${level}"; allowed are ${LEVELS.join(", ")}.`);
  const faults = [...unknown, ...wrong];
  if (faults.length > 0) throw new Error(`createPack: ${faults.join(" ")}`);
}
