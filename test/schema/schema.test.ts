import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Property, Schema } from "../../plugin/schema.js";
import { inferSchema } from "../support/schema/inferSchema.js";

const golden = path.resolve(__dirname, "../../plugin/schema.json");
const token = (name: string): string => `storefront-baseline:index:${name}`;

let schema: Schema;
/** Every property by the name of its component or type: `EmailDomain.domain`. */
const properties: Record<string, Property> = {};

beforeAll(() => {
  schema = inferSchema();
  const add = (owner: string, members: Readonly<Record<string, Property>>): void => {
    for (const [name, property] of Object.entries(members)) properties[`${owner}.${name}`] = property;
  };
  for (const [name, { inputProperties, properties: outputs }] of Object.entries(schema.resources)) {
    add(`${name.split(":")[2]}Args`, inputProperties);
    add(name.split(":")[2] ?? "", outputs);
  }
  for (const [name, type] of Object.entries(schema.types)) {
    if ("properties" in type) add(name.split(":")[2] ?? "", type.properties);
  }
});

describe("the schema for other languages", () => {
  test("is what types and doc comments say (npm run schema)", async () => {
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(golden);
  });

  test("describes every component, type and property", () => {
    const silent = (parts: Readonly<Record<string, { readonly description?: string }>>): string[] =>
      Object.keys(parts).filter((name) => !/\S/.test(parts[name]?.description ?? ""));
    expect([...silent(schema.resources), ...silent(schema.types), ...silent(properties)]).toEqual([]);
  });

  test("leaves nothing to any type at all", () => {
    expect(JSON.stringify(schema)).not.toContain("pulumi.json#/Any");
  });

  test("has defaults, which the types alone do not hold", () => {
    expect(properties["DmarcArgs.policy"]?.description).toMatch(/Default: DmarcPolicy\.Reject\.$/);
    expect(properties["OrderServiceRoleArgs.maxSessionHours"]?.description).toMatch(/Default: 1\.$/);
  });

  test("has the values of enums by name, in the order of the source", () => {
    expect(schema.types[token("MtaStsMode")]).toMatchObject({
      enum: [
        { name: "Enforce", value: "enforce" },
        { name: "Testing", value: "testing" },
        { name: "None", value: "none" },
      ],
    });
  });

  test("marks what is secret, and nothing else", () => {
    expect(Object.keys(properties).filter((name) => properties[name]?.secret)).toEqual([
      "DkimKey.privateKey",
      "DkimKey.privateKeyPem",
      "CloudflareToken.value",
      "DkimKeyPairArgs.privateKey",
      "DkimEd25519Args.privateKey",
    ]);
  });

  test("says what must be given, and what may be another resource's output", () => {
    expect(schema.resources[token("EmailDomain")]?.requiredInputs).toEqual(["dmarc", "domain", "senders", "zone"]);
    expect(properties["EmailDomainArgs.domain"]?.plain).toBe(true);
    expect(properties["DnsZoneArgs.id"]?.plain).toBeUndefined();
    expect(schema.types[token("DnsZoneArgs")]).toMatchObject({ required: ["id", "provider"] });
    expect(properties["LeastPrivilegeRoleArgs.permissions"]?.items?.$ref).toBe(`#/types/${token("PermissionArgs")}`);
  });
});
