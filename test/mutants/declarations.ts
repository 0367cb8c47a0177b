import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/** What the provider's SDK declares of a property: its values where it has but some, and what it is without one. */
export interface Declared {
  readonly type: string;
  /** What the property's documentation offers. */
  readonly choices: readonly string[];
  readonly fallback: string | undefined;
  /** Whether the provider takes no resource without it. */
  readonly required: boolean;
}

type Interface = ReadonlyMap<string, Declared>;

const load = createRequire(__filename);
const NOTHING: Interface = new Map();
const texts = new Map<string, string>();
const interfaces = new Map<string, Interface>();

/** The arguments of a resource type, from the declaration of its class. */
export function argumentsOf(type: string): Interface {
  const [, provider, module] = /^(\w+):([\w/-]+):\w+$/.exec(type) ?? [];
  if (provider === undefined || module === undefined) return NOTHING;
  return remembered(type, () => {
    const text = fileOf(provider, `${module.replace(/^index\//, "")}.d.ts`);
    return readInterface(/export interface \w+Args \{\n([\s\S]*?)\n\}/.exec(text)?.[1] ?? "");
  });
}

/** What stands at a path of the inputs, for example `["rules", 0, "status"]`. */
export function declaredAt(type: string, steps: readonly (string | number)[]): Declared | undefined {
  const [provider = ""] = type.split(":");
  let at = argumentsOf(type);
  let declared: Declared | undefined;
  for (const step of steps) {
    if (typeof step === "number") continue;
    declared = at.get(step);
    const name = /inputs\.([\w.]+)/.exec(declared?.type ?? "")?.[1];
    at = name === undefined ? NOTHING : inputInterface(provider, name);
  }
  return declared;
}

/** An interface of the SDK's nested types, for example `s3.BucketVersioningVersioningConfiguration`. */
function inputInterface(provider: string, name: string): Interface {
  return remembered(`${provider} ${name}`, () => {
    const text = fileOf(provider, "types/input.d.ts");
    const [own = "", namespace] = name.split(".").reverse();
    const from = namespace === undefined ? 0 : Math.max(0, text.indexOf(`namespace ${namespace} {`));
    const begin = text.indexOf(`interface ${own} {\n`, from);
    return begin < 0 ? NOTHING : readInterface(text.slice(begin, text.indexOf("\n    }", begin)));
  });
}

function readInterface(body: string): Interface {
  const properties = body.matchAll(/\/\*\*([\s\S]*?)\*\/\s+(\w+)(\??): ([^;]+);/g);
  return new Map(
    [...properties].map(([, comment = "", name = "", mark, type = ""]) => {
      const text = comment.replace(/\n\s*\*/g, " ");
      return [name, { type, choices: choicesIn(text), fallback: fallbackIn(text), required: mark === "" }];
    }),
  );
}

/**
 * The quoted words of the sentence that offers values, for example "Valid values: `Enabled`, `Suspended`." The bridge of
 * Cloudflare's provider writes `*` for an underscore in them: "managed*challenge" (pulumi/pulumi-cloudflare#309).
 */
function choicesIn(comment: string): string[] {
  const offer =
    /(?:valid|available|possible|allowed|accepted|supported) (?:values?|types?|options?)[^.]*|(?:one of|either)[^.]*/i;
  const sentence = (offer.exec(comment)?.[0] ?? "").replace(/(?<=[a-z])\*(?=[a-z\d])/g, "_");
  return [...sentence.matchAll(/[`"']([\w:+/-]+)[`"']/g)].flatMap(([, word = ""]) => word);
}

function fallbackIn(comment: string): string | undefined {
  return /defaults? (?:to|is|value is)[^`"'.]*[`"']?([\w:-]+)/i.exec(comment)?.[1];
}

function fileOf(provider: string, file: string): string {
  const key = `${provider}/${file}`;
  let text = texts.get(key);
  if (text === undefined) {
    try {
      text = readFileSync(path.join(path.dirname(load.resolve(`@pulumi/${provider}/package.json`)), file), "utf8");
    } catch {
      text = ""; // a component, or a provider that is not installed
    }
    texts.set(key, text);
  }
  return text;
}

function remembered(key: string, make: () => Interface): Interface {
  let found = interfaces.get(key);
  if (found === undefined) interfaces.set(key, (found = make()));
  return found;
}
