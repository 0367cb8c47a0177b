import { readFileSync } from "node:fs";
import { EnforcementLevel, PolicyConfig, type AnalyzerInfo } from "@pulumi/pulumi/proto/analyzer_pb.js";
import { Failure, reasonOf } from "./failure.js";
import type { Properties } from "./result.js";
import { propertiesOf, structOf } from "./wire.js";

const LEVELS: Readonly<Record<string, EnforcementLevel>> = {
  advisory: EnforcementLevel.ADVISORY,
  mandatory: EnforcementLevel.MANDATORY,
  remediate: EnforcementLevel.REMEDIATE,
  disabled: EnforcementLevel.DISABLED,
};
/** The key that sets the level of all policies. */
const ALL = "all";

interface Entry {
  readonly level?: EnforcementLevel;
  readonly properties: Properties;
}

/**
 * The configuration of every policy, as the engine puts it together: the policies' own levels, then what the pack was
 * constructed with, then the file (pkg/resource/analyzer/config.go).
 *
 * @param file a JSON file for `--policy-pack-config`
 * @throws Failure where the file is missing or broken, or gives a policy what its schema refuses
 */
export async function packConfig(info: AnalyzerInfo, file: string | undefined): Promise<Map<string, PolicyConfig>> {
  const fromFile = file === undefined ? new Map<string, Entry>() : readFile(file);
  const initial = new Map<string, Entry>();
  for (const [name, config] of info.getInitialconfigMap().entries()) {
    initial.set(name, { level: config.getEnforcementlevel(), properties: propertiesOf(config.getProperties()) });
  }
  const configs = new Map<string, PolicyConfig>();
  const policies = info.getPoliciesList();
  for (const policy of policies) {
    const name = policy.getName();
    let level = policy.getEnforcementlevel();
    let properties: Properties = {};
    for (const layer of [initial, fromFile]) {
      level = layer.get(name)?.level ?? layer.get(ALL)?.level ?? level;
      properties = { ...properties, ...layer.get(name)?.properties };
    }
    configs.set(name, new PolicyConfig().setEnforcementlevel(level).setProperties(structOf(properties)));
    const schema = policy.getConfigschema();
    if (file !== undefined && schema && Object.keys(fromFile.get(name)?.properties ?? {}).length > 0) {
      const shape = { properties: propertiesOf(schema.getProperties()), required: schema.getRequiredList() };
      await refuseMisfit(file, name, shape, properties);
    }
  }
  // A name that is no policy goes to the pack all the same: what it means is the pack's to say.
  for (const [name, { level, properties }] of fromFile) {
    if (name === ALL || configs.has(name)) continue;
    configs.set(name, new PolicyConfig().setEnforcementlevel(level ?? 0).setProperties(structOf(properties)));
  }
  return configs;
}

function readFile(file: string): Map<string, Entry> {
  const broken = (reason: string): Failure => new Failure(`The policy-pack configuration ${file} ${reason}`);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw broken("cannot be read. Give the path of a JSON file.");
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw broken(`is no JSON: ${reasonOf(error)}. Correct the file.`);
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw broken('must be a JSON object of policy names, as {"dmarc-reports": "mandatory"}.');
  }
  const entries = new Map<string, Entry>();
  for (const [name, value] of Object.entries(parsed)) {
    const { enforcementLevel, ...properties } = (
      typeof value === "string" ? { enforcementLevel: value } : value
    ) as Properties;
    if (typeof value !== "string" && (typeof value !== "object" || value === null || Array.isArray(value))) {
      throw broken(`gives ${JSON.stringify(name)} ${JSON.stringify(value)}; a level or an object is needed.`);
    }
    if (enforcementLevel === undefined) {
      entries.set(name, { properties });
      continue;
    }
    const level = typeof enforcementLevel === "string" ? LEVELS[enforcementLevel] : undefined;
    if (level === undefined) {
      const allowed = Object.keys(LEVELS).join(", ");
      throw broken(`gives "${name}" the level ${JSON.stringify(enforcementLevel)}; allowed are ${allowed}.`);
    }
    entries.set(name, { level, properties });
  }
  return entries;
}

async function refuseMisfit(file: string, name: string, shape: object, properties: Properties): Promise<void> {
  const { default: ajv } = await import("ajv");
  const validate = new ajv.default({ allErrors: true, strict: false }).compile({ type: "object", ...shape });
  if (validate(properties)) return;
  const faults = (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const allowed = "allowedValues" in params ? ` (${(params["allowedValues"] as unknown[]).join(", ")})` : "";
    return `${name}${instancePath.replaceAll("/", ".")} ${message}${allowed}`;
  });
  throw new Failure(`The policy-pack configuration ${file} does not fit: ${faults.join("; ")}.`);
}
