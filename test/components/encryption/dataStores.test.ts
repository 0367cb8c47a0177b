import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer.js";
import path from "node:path";
import { format } from "prettier";
import { describe, expect, test } from "vitest";
import type * as pulumi from "@pulumi/pulumi";
import packageJson from "../../../package.json";
import {
  CustomerDatabase,
  CustomerTable,
  DatabaseEngine,
  EncryptedBucket,
  EncryptionKey,
  ObjectLockMode,
} from "../../../index.js";
import {
  dataStores,
  goodBucket,
  goodCluster,
  goodDatabase,
  goodKey,
  goodTable,
  KEY,
  roleArn,
} from "../../support/dataStores.js";
import { BACKUP_TAG } from "../../../baseline/backup/backupTag.js";
import { run, UNKNOWN_VALUE } from "../../support/pack.js";
import { deploy, refusalOf, type Registered } from "../../support/program.js";

const STATEFUL = /:(Key|Bucket|Table|Instance|Cluster|ClusterInstance)$/;
const isChild = ({ type }: Registered): boolean => !type.startsWith("storefront-baseline:");
const of = (registered: readonly Registered[], name: string): Registered => {
  const found = registered.filter((resource) => resource.name === name);
  expect(found, name).toHaveLength(1);
  return found[0] as Registered;
};

describe("data stores", () => {
  test("are registered as the golden file has them", async () => {
    const registered = (await deploy(dataStores)).filter(isChild);
    const all = Object.fromEntries(
      registered
        .map(({ type, name, inputs, options, dependsOn }): [string, object] => {
          const { policy } = inputs;
          const readable = typeof policy === "string" ? { policy: JSON.parse(policy) as unknown } : {};
          return [
            `${type} ${name}`,
            { ...inputs, ...readable, protect: options?.protect, dependsOn: [...(dependsOn ?? [])].sort() },
          ];
        })
        .sort(([a], [b]) => a.localeCompare(b)),
    );
    const text = await format(JSON.stringify(all), { parser: "json", printWidth: 120 });
    await expect(text).toMatchFileSnapshot("dataStores.json");
  });

  test("are all children of their components, named after them, and those with contents are protected", async () => {
    const registered = await deploy(dataStores);
    expect(registered.filter(isChild).length).toBeGreaterThan(25);
    for (const { name, parent, type, options } of registered.filter(isChild)) {
      const component = registered.find(({ urn }) => urn === parent);
      expect(name.startsWith(`${component?.name}-`), name).toBe(true);
      expect(options?.protect, name).toBe(STATEFUL.test(type));
    }
  });

  test("pass the pack without a word, before the deploy and after", async () => {
    // Their backups stand in another stack.
    const settings = { backedUpTags: { [BACKUP_TAG.key]: BACKUP_TAG.value } };
    for (const preview of [true, false]) {
      const said = await run(await deploy(dataStores, { preview }), { settings });
      expect(said.filter(({ policy }) => policy !== "undetermined")).toEqual([]);
    }
  });

  test("have all that the pack reads known at a preview, but what names a key of the same program", async () => {
    const before = await deploy(dataStores, { preview: true });
    const after = await deploy(dataStores);
    expect(before.map(({ name }) => name).sort()).toEqual(after.map(({ name }) => name).sort());
    const unknown = before
      .filter(({ inputs }) => JSON.stringify(inputs["policy"] ?? "").includes(UNKNOWN_VALUE))
      .map(({ name }) => name);
    expect(unknown).toEqual(["invoices-policy"]);
  });

  test("are left unprotected where their options say so", async () => {
    const registered = await deploy(() => {
      new EncryptionKey("a", goodKey(), { protect: false });
      new EncryptedBucket("b", goodBucket(), { protect: false });
      new CustomerTable("c-table", goodTable(), { protect: false });
      new CustomerDatabase("d", goodDatabase(), { protect: false });
      new CustomerDatabase("e", goodCluster(), { protect: false });
    });
    expect(registered.filter(({ options }) => options?.protect)).toEqual([]);
  });

  test("can be written in other languages: no argument is a union, and each says what it is", () => {
    const names = ["EncryptionKey", "EncryptedBucket", "CustomerTable", "CustomerDatabase"];
    const root = path.resolve(__dirname, "../../..");
    const { components } = new Analyzer(root, packageJson.name, packageJson, new Set(names)).analyze();
    expect(Object.keys(components).sort()).toEqual([...names].sort());
    for (const component of Object.values(components)) {
      for (const input of Object.values(component.inputs)) expect(input.description).toMatch(/\S/);
    }
  });
});

describe("the bucket's policy", () => {
  test("stands last, after every other setting", async () => {
    const registered = await deploy(() => new EncryptedBucket("b", goodBucket()));
    const waits = of(registered, "b-policy").dependsOn ?? [];
    for (const { name } of registered.filter(
      ({ type }) => type.startsWith("aws:s3/bucket") && !type.endsWith(":Bucket"),
    )) {
      if (name !== "b-policy") expect(waits).toContain(name);
    }
  });
});

const exceptionsOf = async (make: () => { exceptions: pulumi.Output<string[]> }): Promise<string[]> => {
  let found: string[] = [];
  await deploy(() => make().exceptions.apply((value) => (found = value)));
  return found;
};

describe("weaker choices", () => {
  test.each<[string, () => { exceptions: pulumi.Output<string[]> }]>([
    ["a key", () => new EncryptionKey("k", goodKey())],
    ["a bucket", () => new EncryptedBucket("b", goodBucket())],
    ["a locked bucket", () => new EncryptedBucket("b", { ...goodBucket(), objectLock: { days: 30 } })],
    ["a table", () => new CustomerTable("orders", goodTable())],
    ["an instance", () => new CustomerDatabase("d", goodDatabase())],
    ["a cluster", () => new CustomerDatabase("d", goodCluster())],
  ])("are none for %s with its defaults", async (_, make) => {
    expect(await exceptionsOf(make)).toEqual([]);
  });

  test("of a key show in its exceptions", async () => {
    const stranger = "arn:aws:iam::210987654321:role/agency";
    const args = { ...goodKey(), users: [stranger], directUsers: [roleArn("mailer")], rotationDays: 2560 };
    expect(await exceptionsOf(() => new EncryptionKey("k", args))).toEqual([
      `directUsers: ${roleArn("mailer")} may decrypt whatever the key has encrypted, outside of any service.`,
      `users: ${stranger} of another account may use the key.`,
      "rotationDays: the key rotates after 2560 days; PCI DSS and CIS AWS ask for a year.",
    ]);
  });

  test("of a bucket show in its exceptions", async () => {
    const args = { ...goodBucket(), backup: false, noncurrentVersionDays: 7 };
    expect(await exceptionsOf(() => new EncryptedBucket("b", args))).toEqual([
      "backup: nothing selects the bucket for backups.",
      "noncurrentVersionDays: what is deleted or overwritten is gone after 7 days.",
    ]);
  });

  test("of a table show in its exceptions", async () => {
    const args = { ...goodTable(), backup: false, deletionProtection: false, recoveryDays: 7 };
    expect(await exceptionsOf(() => new CustomerTable("orders", args))).toEqual([
      "recoveryDays: the table can be restored to a point in the last 7 days only.",
      "deletionProtection: one call deletes the table.",
      "backup: nothing selects the table for backups.",
    ]);
  });

  test("of a database show in its exceptions", async () => {
    const weak = { deletionProtection: false, insights: false, backup: false, backupRetentionDays: 14 };
    const expected = [
      expect.stringContaining("backupRetentionDays: a point in the last 14 days"),
      expect.stringContaining("deletionProtection: "),
      expect.stringContaining("multiAz: "),
      expect.stringContaining("insights: "),
      expect.stringContaining("backup: "),
    ];
    const instance = { ...goodDatabase(), ...weak, multiAz: false };
    expect(await exceptionsOf(() => new CustomerDatabase("d", instance))).toEqual(expected);
    const cluster = { ...goodCluster(), ...weak, instances: 1 };
    expect(await exceptionsOf(() => new CustomerDatabase("d", cluster))).toEqual(expected);
  });
});

describe("TLS is forced by the parameter of the engine's family", () => {
  test.each<[DatabaseEngine, string, string, string, string]>([
    [DatabaseEngine.Postgres, "16.4", "postgres16", "rds.force_ssl", "1"],
    [DatabaseEngine.MySql, "8.4.5", "mysql8.4", "require_secure_transport", "1"],
    [DatabaseEngine.MariaDb, "11.4.4", "mariadb11.4", "require_secure_transport", "1"],
    [DatabaseEngine.AuroraPostgres, "16.4", "aurora-postgresql16", "rds.force_ssl", "1"],
    [DatabaseEngine.AuroraMySql, "8.0.mysql_aurora.3.08.0", "aurora-mysql8.0", "require_secure_transport", "ON"],
  ])("%s %s", async (engine, version, family, parameter, value) => {
    const isAurora = engine.startsWith("aurora");
    const args = { ...(isAurora ? goodCluster() : goodDatabase()), engine, version };
    const registered = await deploy(() => new CustomerDatabase("d", args), { preview: true });
    const { inputs } = of(registered, "d-parameters");
    expect(inputs["family"]).toBe(family);
    expect(inputs["parameters"]).toContainEqual({ name: parameter, value });
    const store = of(registered, isAurora ? "d-cluster" : "d-instance");
    expect(store.inputs[isAurora ? "dbClusterParameterGroupName" : "parameterGroupName"]).toBe(inputs["name"]);
  });
});

describe("bad input is refused with all its reasons", () => {
  test("of a key", async () => {
    const args = {
      accountId: "12",
      region: "Europe",
      users: [roleArn("orders"), "arn:aws:iam::123456789012:root"],
      administrators: [roleArn("orders")],
      breakGlass: [roleArn("*")],
      services: [],
      rotationDays: 30,
      aliasName: "alias/x",
    };
    const refusal = await refusalOf(() => new EncryptionKey("k", args));
    const properties = [...refusal.matchAll(/^ {2}([\w.[\]]+): /gm)].map(([, property]) => property);
    expect(properties).toEqual([
      "accountId",
      "region",
      "users[1]",
      "breakGlass[0]",
      "administrators[0]",
      "services",
      "aliasName",
      "rotationDays",
    ]);
    expect(refusal).toContain('EncryptionKey "k" is refused, and nothing of it was created:');
    expect(refusal).toContain(`"${roleArn("orders")}" uses the key too; who administers it may not use it.`);
    expect(refusal).toContain("It is 30; whole days from 90 to 2560 are allowed.");
  });

  test.each<[string, () => unknown, RegExp]>([
    ["a key that nobody uses", () => new EncryptionKey("k", { ...goodKey(), users: [] }), /users: It is empty/],
    ["89 days", () => new EncryptionKey("k", { ...goodKey(), rotationDays: 89 }), /rotationDays: It is 89/],
    ["2561 days", () => new EncryptionKey("k", { ...goodKey(), rotationDays: 2561 }), /rotationDays: It is 2561/],
    [
      "break-glass that uses the key",
      () => new EncryptionKey("k", { ...goodKey(), breakGlass: [roleArn("orders")] }),
      /breakGlass\[0\]: .* who can destroy it may not use it/,
    ],
    [
      "an upper-case name",
      () => new EncryptedBucket("b", { ...goodBucket(), bucketName: "Invoices" }),
      /bucketName: "Invoices"/,
    ],
    [
      "an alias as key",
      () => new EncryptedBucket("b", { ...goodBucket(), keyArn: "alias/x" }),
      /Aliases are not allowed/,
    ],
    [
      "a key of another Region",
      () => new EncryptedBucket("b", { ...goodBucket(), keyArn: KEY.replace("eu-west-1", "us-east-1") }),
      /keyArn: The key is in us-east-1 and what it encrypts in eu-west-1/,
    ],
    [
      "a compliance lock without acknowledgement",
      () => new EncryptedBucket("b", { ...goodBucket(), objectLock: { mode: ObjectLockMode.Compliance, days: 30 } }),
      /objectLock.irreversible: For 30 days nobody can delete/,
    ],
    [
      "an irreversible governance lock",
      () => new EncryptedBucket("b", { ...goodBucket(), objectLock: { days: 30, irreversible: true } }),
      /objectLock.irreversible: Only a compliance lock/,
    ],
    [
      "a lock of no days",
      () => new EncryptedBucket("b", { ...goodBucket(), objectLock: { days: 0 } }),
      /objectLock.days: It is 0/,
    ],
    [
      "no days of old versions",
      () => new EncryptedBucket("b", { ...goodBucket(), noncurrentVersionDays: 0 }),
      /noncurrentVersionDays: It is 0/,
    ],
    [
      "36 days of recovery",
      () => new CustomerTable("orders", { ...goodTable(), recoveryDays: 36 }),
      /recoveryDays: It is 36/,
    ],
    [
      "an attribute of two types",
      () =>
        new CustomerTable("orders", {
          ...goodTable(),
          indexes: [{ name: "by-customer", partitionKey: { name: "customer", type: "N" } }],
        }),
      /indexes\[0\].partitionKey.type: "customer" is of type S elsewhere, and N here/,
    ],
    [
      "two indexes of one name",
      () =>
        new CustomerTable("orders", {
          ...goodTable(),
          indexes: [1, 2].map(() => ({ name: "by-state", partitionKey: { name: "state" } })),
        }),
      /indexes\[1\].name: "by-state" is named twice/,
    ],
    [
      "13 days of backups",
      () => new CustomerDatabase("d", { ...goodDatabase(), backupRetentionDays: 13 }),
      /It is 13; whole days from 14 to 35/,
    ],
    [
      "an old version",
      () => new CustomerDatabase("d", { ...goodDatabase(), version: "12.9" }),
      /version: postgres 12.9 is too old/,
    ],
    [
      "half a version",
      () => new CustomerDatabase("d", { ...goodDatabase(), engine: "mysql", version: "8" }),
      /version: "8" is no version of mysql/,
    ],
    ["no storage", () => new CustomerDatabase("d", { ...goodDatabase(), storageGiB: 5 }), /storageGiB: It is 5/],
    [
      "no group",
      () => new CustomerDatabase("d", { ...goodDatabase(), securityGroupIds: [] }),
      /securityGroupIds: It is empty/,
    ],
    [
      "a reserved name",
      () => new CustomerDatabase("d", { ...goodDatabase(), username: "postgres" }),
      /username: "postgres"/,
    ],
    [
      "storage at Aurora",
      () => new CustomerDatabase("d", { ...goodCluster(), storageGiB: 20 }),
      /storageGiB: aurora-mysql does not take it/,
    ],
    [
      "instances at RDS",
      () => new CustomerDatabase("d", { ...goodDatabase(), instances: 2 }),
      /instances: postgres does not take it/,
    ],
    [
      "serverless without capacity",
      () =>
        new CustomerDatabase("d", { ...goodDatabase(), engine: "aurora-postgresql", instanceClass: "db.serverless" }),
      /serverlessCapacity: It goes with the instance class/,
    ],
    ["17 instances", () => new CustomerDatabase("d", { ...goodCluster(), instances: 17 }), /instances: It is 17/],
  ])("%s", async (_, make, expected) => {
    expect(await refusalOf(make)).toMatch(expected);
  });
});
