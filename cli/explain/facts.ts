import type { RuleSheet } from "../../policies/ruleSheet.js";

const JUDGES = { resource: "one resource", stack: "the whole stack" };

/** What blocks and what advises, as a verb. */
export const EFFECTS = { mandatory: "blocks", advisory: "advises" };

/**
 * What a table says of a rule, as pairs of a name and a value.
 *
 * @param code marks a text as code
 */
export function facts(sheet: RuleSheet, code: (text: string) => string): [string, string][] {
  const { name, severity, level, topic, judges, presets, settings, remedy } = sheet;
  return [
    ["Policy", code(name)],
    ["Severity", `${severity}: it ${EFFECTS[level]}`],
    ["Topic", topic.name],
    ["Threat", topic.threat],
    ["Judges", judges.map((pass) => JUDGES[pass]).join(", and ")],
    ...optional("Presets", presetsText(presets, code)),
    ...optional("Settings", settings.map(code).join(", ")),
    ...optional("Remediation", remedy && `the level ${code("remediate")} sets ${code(JSON.stringify(remedy))}`),
  ];
}

/**
 * What becomes of values that are not known yet, the last words before an example of it.
 *
 * @param code marks a text as code
 */
export function notJudged({ undetermined }: RuleSheet, code: (text: string) => string): string {
  if (undetermined === undefined) return "Nothing: it needs no value that only a deploy makes known.";
  return `Where a value that it needs is known only after the deploy, the policy ${code("undetermined")} says so; with ${code('"onUnknown": "violation"')} the rule itself does, at its own level. For example:`;
}

/** The service of a type, and its name in it: `aws:s3` and `Bucket` of `aws:s3/bucket:Bucket`. */
export function serviceAndName(type: string): [service: string, name: string] {
  const [provider = "", module = "", name = ""] = type.split(":");
  const folder = module.split("/")[0] ?? "";
  return [folder === "index" ? provider : `${provider}:${folder}`, name];
}

/** Types by service, for readers: `aws:s3 Bucket, BucketPolicy`. */
export function typesByService(types: readonly string[]): string[] {
  const names = new Map<string, string[]>();
  for (const [service, name] of types.map(serviceAndName)) names.set(service, [...(names.get(service) ?? []), name]);
  return [...names].map(([service, ofService]) => `${service} ${ofService.join(", ")}`);
}

/** `pci`, `strict`: mandatory; `audit`: advisory. */
function presetsText(presets: RuleSheet["presets"], code: (text: string) => string): string {
  return [...new Set(presets.map(({ level }) => level))]
    .map((level) => {
      const names = presets.filter((one) => one.level === level).map(({ preset }) => code(preset));
      return `${level} in ${names.join(", ")}`;
    })
    .join("; ");
}

function optional(name: string, value: string | undefined): [string, string][] {
  return value === undefined || value === "" ? [] : [[name, value]];
}
