import * as aws from "@pulumi/aws";
import * as cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";
import { format } from "prettier";
import * as storefront from "../../index.js";
import { UNKNOWN_VALUE, type Given } from "./pack.js";
import { deploy, type Registered } from "./program.js";

/** The id of a zone that another stack holds. */
const OTHER_STACKS_ZONE = "023e105f4ecef8ad9ca31a8372d0c353";
// How the engine marks a secret on the wire.
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** A program in TypeScript that registers these resources. */
export async function programText(given: readonly Given[]): Promise<string> {
  const used = new Set(given.flatMap(({ edges = {} }) => Object.values(edges).flat()));
  const names = new Map(given.map(({ name }, index) => [name, variable(name, index)]));
  const statements = given.map((resource) => {
    const { type, name, inputs, options = {}, edges = {}, dependsOn = [] } = resource;
    const properties = Object.entries(inputs).map(([key, value]) => {
      const source = given.find((other) => [edges[key]].flat().includes(other.name));
      return `${key}: ${source ? `${names.get(source.name)}.${idOf(source)}` : literal(value, key)}`;
    });
    const all = { ...options, ...(dependsOn.length > 0 && { dependsOn: dependsOn.map((one) => names.get(one)) }) };
    const third = Object.entries(all).map(([key, value]) =>
      key === "dependsOn" ? `${key}: [${(value as string[]).join(", ")}]` : `${key}: ${JSON.stringify(value)}`,
    );
    const made = `new ${className(type)}(${JSON.stringify(plainName(resource, given.indexOf(resource)))}, { ${properties.join(", ")} }${third.length > 0 ? `, { ${third.join(", ")} }` : ""});`;
    const isUsed = used.has(name) || given.some((other) => other.dependsOn?.includes(name));
    return isUsed ? `const ${names.get(name)} = ${made}` : made;
  });
  return format(statements.join("\n"), { parser: "typescript", printWidth: 100 });
}

/** Runs such a program, and gives what it registered. */
export function deployText(text: string): Promise<Registered[]> {
  // eslint's no-implied-eval is about strings from elsewhere: this one was written by `programText`.
  const program = Reflect.construct(Function, ["pulumi", "aws", "cloudflare", "storefront", text]) as (
    ...sdks: unknown[]
  ) => void;
  return deploy(() => program(pulumi, aws, cloudflare, storefront));
}

/** Whether all that a program would write is known. */
export function isKnown(given: readonly Given[]): boolean {
  return given.every(({ inputs }) =>
    Object.entries(inputs).every(
      ([key, value]) => key === "zoneId" || !JSON.stringify(value ?? null).includes(UNKNOWN_VALUE),
    ),
  );
}

function literal(value: unknown, key = ""): string {
  if (value === UNKNOWN_VALUE && key === "zoneId") return JSON.stringify(OTHER_STACKS_ZONE);
  if (Array.isArray(value)) return `[${value.map((element) => literal(element)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = value as Record<string, unknown>;
  if (SIGNATURE in fields) return `pulumi.secret(${literal(fields["value"])})`;
  return `{ ${Object.entries(fields)
    .map(([name, field]) => `${JSON.stringify(name)}: ${literal(field)}`)
    .join(", ")} }`;
}

function idOf({ type }: Given): string {
  return type === "aws:route53/zone:Zone" ? "zoneId" : "id";
}

/** Fixtures name records by what they say: a program gives them names. */
function plainName({ type, name }: Given, index: number): string {
  return /^[\w-]+$/.test(name) ? name : `${type.split(":").at(-1)?.toLowerCase()}-${index + 1}`;
}

function variable(name: string, index: number): string {
  const words = name.split(/[^a-zA-Z0-9]+/).filter((word) => word !== "");
  const joined = words.map((word, at) => (at === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join("");
  return /^[a-zA-Z]/.test(joined) ? joined : `resource${index}`;
}

/** `aws:route53/record:Record` as `aws.route53.Record`, and a component of ours as `storefront.EmailDomain`. */
function className(type: string): string {
  const [provider = "", module = "", name = ""] = type.split(":");
  const sdk = provider.replace("storefront-baseline", "storefront");
  const folder = module.split("/")[0] ?? "";
  return [sdk, ...(folder === "index" ? [] : [folder]), name].join(".");
}
