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
export async function programText(resources: readonly Given[]): Promise<string> {
  const given = sourcesFirst(resources);
  const used = new Set(given.flatMap(({ edges = {} }) => Object.values(edges).flat()));
  const names = new Map(given.map(({ name }, index) => [name, variable(name, index)]));
  const statements = given.map((resource) => {
    const { type, name, inputs, options = {}, edges = {}, dependsOn = [] } = resource;
    const properties = Object.entries(inputs).map(([key, value]) => {
      const sources = given.filter((other) => [edges[key]].flat().includes(other.name));
      // What a value takes from another resource is unknown in it; of several, the last.
      const source = sources.at(-1);
      const from = (at: string): string | undefined => source && `${names.get(source.name)}.${outputOf(source, at)}`;
      return `${key}: ${(typeof value === "object" ? undefined : from(key)) ?? literal(value, key, from)}`;
    });
    const all = { ...options, ...(dependsOn.length > 0 && { dependsOn: dependsOn.map((one) => names.get(one)) }) };
    const third = Object.entries(all).map(([key, value]) =>
      key === "dependsOn" ? `${key}: [${(value as string[]).join(", ")}]` : `${key}: ${JSON.stringify(value)}`,
    );
    const made = `new ${className(type)}(${JSON.stringify(plainName(resource, given.indexOf(resource)))}, { ${properties.join(", ")} }${third.length > 0 ? `, { ${third.join(", ")} }` : ""});`;
    const isUsed = used.has(name) || given.some((other) => other.dependsOn?.includes(name));
    return isUsed ? `const ${names.get(name)} = ${made}` : made;
  });
  return format(statements.join("\n"), { parser: "typescript", printWidth: 76 });
}

/** A program names only what stands above. */
function sourcesFirst(given: readonly Given[]): Given[] {
  const placed = new Set<Given>();
  const place = (resource: Given): void => {
    const { edges = {}, dependsOn = [] } = resource;
    const needed = [...Object.values(edges).flat(), ...dependsOn];
    for (const other of given)
      if (other !== resource && needed.includes(other.name) && !placed.has(other)) place(other);
    placed.add(resource);
  };
  given.forEach(place);
  return [...placed];
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
  const names = given.map(({ name }) => name);
  return given.every(({ inputs, edges = {} }) =>
    Object.entries(inputs).every(
      ([key, value]) =>
        key === "zoneId" ||
        [edges[key]].flat().some((name) => name !== undefined && names.includes(name)) ||
        !JSON.stringify(value ?? null).includes(UNKNOWN_VALUE),
    ),
  );
}

function literal(value: unknown, key: string, from: (key: string) => string | undefined): string {
  if (value === UNKNOWN_VALUE) return key === "zoneId" ? JSON.stringify(OTHER_STACKS_ZONE) : String(from(key));
  if (Array.isArray(value)) return `[${value.map((element) => literal(element, key, from)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = value as Record<string, unknown>;
  if (SIGNATURE in fields) return `pulumi.secret(${literal(fields["value"], key, from)})`;
  return `{ ${Object.entries(fields)
    .map(([name, field]) => `${JSON.stringify(name)}: ${literal(field, name, from)}`)
    .join(", ")} }`;
}

/** The output of a resource that a property takes. */
function outputOf({ type }: Given, key: string): string {
  if (type === "aws:route53/zone:Zone") return "zoneId";
  if (type === "aws:kms/key:Key" || key === "destinationVaultArn") return "arn";
  return "id";
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
