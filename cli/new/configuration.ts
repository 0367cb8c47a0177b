import { stringify } from "yaml";
import type { Template } from "./templates.js";

/** Asks a person: the question, and what an empty answer stands for. Nobody is there to answer where it is missing. */
export type Ask = (question: string, otherwise: string) => Promise<string>;

/** What is known of the stack's configuration. */
export interface StackConfig {
  /** Values by key, as the template or the command line has it. */
  readonly values: ReadonlyMap<string, string>;
  /** Keys of the template that have no value: they are to be set yet. */
  readonly missing: readonly string[];
  /** Keys whose values must be encrypted, which needs the Pulumi CLI. */
  readonly secret: readonly string[];
}

/** Reads `--config key=value`: values by key, and every pair that is none or must be encrypted as a sentence. */
export function readPairs(
  pairs: readonly string[],
  { config }: Template,
): { readonly values: ReadonlyMap<string, string>; readonly faults: readonly string[] } {
  const values = new Map<string, string>();
  const faults: string[] = [];
  for (const pair of pairs) {
    const equals = pair.indexOf("=");
    const key = pair.slice(0, Math.max(equals, 0));
    if (equals < 1) faults.push(`--config "${pair}" has no key and value. Write --config key=value.`);
    else if (config.some((known) => known.key === key && known.secret)) {
      faults.push(`--config ${key} would leave a secret in plain text. Use: pulumi config set --secret ${key}`);
    } else values.set(key, pair.slice(equals + 1));
  }
  return { values, faults };
}

/** Completes what was given: by answers where somebody can give them, and by the template's defaults. */
export async function completeConfig(
  { config }: Template,
  given: ReadonlyMap<string, string>,
  ask: Ask | undefined,
): Promise<StackConfig> {
  const values = new Map(given);
  const plain = config.filter(({ secret }) => !secret);
  for (const { key, description, default: otherwise = "" } of plain) {
    if (given.has(key)) continue;
    const value = ask ? await ask(`${key}: ${description}`, otherwise) : otherwise;
    if (value !== "") values.set(key, value);
  }
  return {
    values,
    missing: plain.filter((one) => one.default === undefined && !values.has(one.key)).map(({ key }) => key),
    secret: config.filter(({ secret }) => secret).map(({ key }) => key),
  };
}

/** The file `Pulumi.STACK.yaml`: keys without a colon belong to the project. */
export function stackFile(project: string, values: ReadonlyMap<string, string>): string {
  const entries = [...values].map(([key, value]) => [key.includes(":") ? key : `${project}:${key}`, value] as const);
  const config = Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
  return stringify({ config }, { lineWidth: 0 });
}
