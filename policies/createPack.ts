import { Config } from "@pulumi/pulumi";
import { PolicyPack } from "@pulumi/policy";
import { refuseUnknownPolicies } from "./framework/configure.js";
import { toPolicies } from "./framework/pack.js";
import type { Rule } from "./framework/rule.js";
import type { SettingsInput } from "./framework/settings.js";
import { holdStackRequests } from "./framework/stackRequest.js";
import { presets, type PresetName } from "./presets.js";
import { rules } from "./rules.js";

export type { Exemption } from "./framework/exemptions.js";
export type { Resource } from "./framework/resource.js";
export type { Reference, Rule, Severity, Verdict } from "./framework/rule.js";
export type { SettingsInput } from "./framework/settings.js";
export type { Stack } from "./framework/stack.js";
export { UNKNOWN, type Maybe } from "./framework/unknown.js";
export type { PresetName } from "./presets.js";

/** What a team's own pack sets. Everything here can be overridden by its policy-pack configuration. */
export interface PackOptions extends SettingsInput {
  /** @default "storefront-baseline" */
  readonly name?: string;
  /** @default "baseline" */
  readonly preset?: PresetName;
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
 * @throws Error where the preset is unknown, or two rules share an id or a name
 */
export function createPack(options: PackOptions = {}): void {
  const { name = "storefront-baseline", preset = "baseline", rules: own = [], ...settings } = options;
  const levels = Object.hasOwn(presets, preset) ? presets[preset] : undefined;
  if (!levels) {
    throw new Error(`createPack: "${preset}" is no preset. Allowed are ${Object.keys(presets).join(", ")}.`);
  }
  const all = [...rules, ...own];
  refuseTwins(all);
  const policies = toPolicies(
    all,
    settings,
    () => new Config("storefront-baseline").getObject("exemptions"),
    () => new Date().toISOString().slice(0, 10),
  );
  refuseUnknownPolicies(policies.map((policy) => policy.name));
  holdStackRequests();
  new PolicyPack(name, { policies, enforcementLevel: "advisory" }, levels);
}

function refuseTwins(all: readonly Rule[]): void {
  const names = all.flatMap((rule) => [rule.id, rule.name]);
  const twins = names.filter((name, index) => names.indexOf(name) !== index);
  if (twins.length > 0) throw new Error(`createPack: more than one rule is called ${twins.join(", ")}.`);
}
