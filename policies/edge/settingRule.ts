import type { Rule, Verdict } from "../framework/rule.js";
import type { Resource } from "../framework/resource.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { zoneSettings, type ZoneSetting } from "../readers/zoneSettings.js";

/** What is wrong with the value of a setting, as a clause after its name; `undefined` where nothing is. */
export type SettingFault = (setting: ZoneSetting) => Maybe<string | undefined>;

/** Reports the settings with some ids that have a fault. */
export function checkSettings(resource: Resource, verdict: Verdict, ids: readonly string[], fault: SettingFault): void {
  for (const setting of zoneSettings(resource)) {
    const { id } = setting;
    if (id !== UNKNOWN && !ids.includes(id)) continue;
    const found = id === UNKNOWN ? UNKNOWN : fault(setting);
    if (id === UNKNOWN || found === UNKNOWN)
      verdict.undetermined("The setting, or its value, will be known only after the deploy.");
    else if (found !== undefined) verdict.violation(`${id} of ${resource.name} ${found}.`);
  }
}

/** Sets the settings that have a fault to one value. */
export function mendSettings(
  ids: readonly string[],
  fault: SettingFault,
  to: (setting: ZoneSetting) => unknown,
): NonNullable<Rule["remediate"]> {
  return (resource) => {
    const wrong = zoneSettings(resource).filter(
      (setting) => setting.id !== UNKNOWN && ids.includes(setting.id) && typeof fault(setting) === "string",
    );
    return wrong.length === 0 ? undefined : Object.fromEntries(wrong.map((setting) => [setting.path, to(setting)]));
  };
}

/** A fault where the setting has one of some values. A number counts as its text. */
export function weakValue({ value }: ZoneSetting, weak: readonly string[], because: string): Maybe<string | undefined> {
  if (value === UNKNOWN) return UNKNOWN;
  const text = textOf(value);
  return weak.includes(text) ? `is ${text}${because}` : undefined;
}

export function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
