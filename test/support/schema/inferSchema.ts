import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Analyzer, type AnalyzeResult } from "@pulumi/pulumi/provider/experimental/analyzer.js";
import { getPulumiComponents } from "@pulumi/pulumi/provider/experimental/provider.js";
import { generateSchema } from "@pulumi/pulumi/provider/experimental/schema.js";
import * as baseline from "../../../index.js";
import packageJson from "../../../package.json";
import type { Enum, Property, Schema } from "../../../plugin/schema.js";
import { readComments, type Comments } from "./comments.js";

const root = path.resolve(__dirname, "../../..");

/**
 * The schema by which other languages know the components: as Pulumi's own analyzer infers it from the TypeScript
 * types, and what it leaves out of the doc comments: `@default`, `@secret`, and what a type is for.
 */
export function inferSchema(): Schema {
  const names = getPulumiComponents(baseline).map((component) => (component as { name: string }).name);
  const { name, version, description, license } = packageJson;
  const { components, typeDefinitions, dependencies } = analyze(name, names);
  const inferred = generateSchema(name, version, description, components, typeDefinitions, dependencies);
  const schema = { ...asCliPrints(inferred), license };
  return complete(schema, readComments(root, ["baseline", "components"]));
}

/** The analyzer compiles what tsconfig.json names: the public surface alone, not tests and tools. */
function analyze(name: string, components: readonly string[]): AnalyzeResult {
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-schema-"));
  const entry = path.join(root, "index.ts");
  const compilerOptions = { rootDir: root, typeRoots: [path.join(root, "node_modules/@types")] };
  const config = { extends: path.join(root, "tsconfig.json"), compilerOptions, include: [], files: [entry] };
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(config));
  try {
    return new Analyzer(folder, name, { main: entry }, new Set(components)).analyze();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Without what the `pulumi` command leaves out, so that its `package get-schema` prints just this. */
function asCliPrints(inferred: object): Schema {
  const text = JSON.stringify({ ...inferred, config: {} }, (key, value: unknown) =>
    key === "optional" || (/^required/.test(key) && Array.isArray(value) && value.length === 0) ? undefined : value,
  );
  return JSON.parse(text) as Schema;
}

function complete(schema: Schema, comments: Comments): Schema {
  for (const [token, resource] of Object.entries(schema.resources)) {
    const name = nameOf(token);
    addToProperties(resource.inputProperties, comments, `${name}Args`);
    addToProperties(resource.properties, comments, name);
  }
  for (const [token, type] of Object.entries(schema.types)) {
    const name = nameOf(token);
    const description = comments.descriptionOf(name);
    if (description !== "") type.description = description;
    if ("enum" in type) type.enum = inOrder(type.enum, comments.membersOf(name));
    else addToProperties(type.properties, comments, name);
  }
  return schema;
}

const nameOf = (token: string): string => token.split(":").at(-1) ?? "";

function addToProperties(properties: Record<string, Property>, comments: Comments, owner: string): void {
  for (const [name, property] of Object.entries(properties)) {
    const { byDefault, secret } = comments.tagsOf(owner, name);
    if (secret) property.secret = true;
    if (byDefault === undefined) continue;
    const sentence = `Default: ${byDefault}${/[.:]$/.test(byDefault) ? "" : "."}`;
    property.description = property.description ? `${property.description}\n${sentence}` : sentence;
  }
}

/** The compiler gives the members of a union in the order in which it first met them anywhere. */
function inOrder(members: Enum["enum"], declared: readonly string[]): Enum["enum"] {
  return [...members].sort((a, b) => declared.indexOf(a.name) - declared.indexOf(b.name));
}
