import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { administratorOverVault } from "../../baseline/backup/administratorOverVault.js";
import { VAULT_DESTRUCTION } from "../../baseline/backup/vaultPolicy.js";
import { parseDocument } from "../../baseline/iam/parseDocument.js";
import { readSettings, type SettingsInput } from "../../policies/framework/settings.js";
import { Stack } from "../../policies/framework/stack.js";
import { rules } from "../../policies/rules.js";
import { buckets } from "../../policies/readers/buckets.js";
import { bucketVersioning } from "../../policies/readers/bucketSettings.js";
import { run, UNKNOWN_VALUE, urnOf, type Given } from "../support/pack.js";
import { ACCOUNT, deny, object, roleArn, when } from "./iamGiven.js";
import {
  BACKUPS,
  block,
  bucket,
  database,
  guard,
  kmsKey,
  lock,
  plan,
  rule,
  selection,
  sse,
  STOPPING,
  table,
  vault,
  vaultPolicyOf,
  versioning,
  withOther,
  withoutOne,
} from "./storeGiven.js";

const names = async (given: readonly Given[], settings: SettingsInput = {}): Promise<string[]> =>
  (await run(given, { settings })).map(({ policy }) => policy);
/** A bucket with all that the rules ask of it. */
const FILES = [bucket(), versioning(), sse(), block(), guard()];

describe("a stack that keeps every rule", () => {
  test("passes without a word", async () => {
    expect(await names(BACKUPS)).toEqual([]);
  });

  test.each<[string, Given[], string[]]>([
    ["drops the lock", withoutOne(lock()), ["backup-vault-lock"]],
    ["shortens the lock", withOther(lock("vault", { minRetentionDays: 1 })), ["backup-vault-lock"]],
    [
      "shortens the retention",
      withOther(plan([rule({ lifecycle: { deleteAfter: 7 } })])),
      // The rule alone is below the minimum, and with the vault below its lock.
      ["backup-retention", "backup-retention"],
    ],
    [
      "shortens the copy's retention",
      withOther(plan([rule({ copyActions: [{ destinationVaultArn: UNKNOWN_VALUE, lifecycle: { deleteAfter: 7 } }] })])),
      ["backup-retention", "backup-retention"],
    ],
    ["deletes the copy", withOther(plan([rule({ copyActions: [] })])), ["backup-copy"]],
    ["deletes the policy", withoutOne(vaultPolicyOf(STOPPING)), ["backup-vault-policy"]],
    ["deletes the selection", withoutOne(selection()), ["backup-coverage"]],
    [
      "hides a change of the lock",
      withOther({ ...lock(), options: { protect: true, ignoreChanges: ["minRetentionDays"] } }),
      ["ignored-property"],
    ],
    ["takes the protection off", withOther({ ...vault(), options: {} }), ["unprotected-backups"]],
  ])("is refused when it %s", async (_, given, policies) => {
    const said = await run(given);
    expect(said.map(({ policy }) => policy)).toEqual(policies);
  });

  test("passes with benign changes: tags, stricter bounds, more rules", async () => {
    expect(await names(withOther(vault("vault", { tags: { team: "shop" } })))).toEqual([]);
    expect(await names(withOther(lock("vault", { maxRetentionDays: 400 })))).toEqual([]);
    expect(
      await names(withOther(plan([rule(), rule({ ruleName: "weekly", schedule: "cron(0 3 ? * MON *)" })]))),
    ).toEqual([]);
    expect(await names([...BACKUPS, ...FILES])).toEqual(["backup-restore-testing"]);
  });
});

describe("settings", () => {
  test("say the minimum retention, of plans and of locks", async () => {
    const settings = { minimumRetention: 60 };
    // Both locks, and the rule; its copy is kept for 90 days.
    expect(await names(BACKUPS, settings)).toEqual(["backup-vault-lock", "backup-vault-lock", "backup-retention"]);
  });

  test("say the recovery point objective", async () => {
    expect(await names(BACKUPS, { recoveryPointHours: 12 })).toEqual(["backup-recovery-point"]);
  });

  test("ask for compliance locks", async () => {
    expect(await names(BACKUPS, { complianceLocks: true })).toEqual(["backup-vault-lock"]);
    expect(await names(withOther(lock("vault", { changeableForDays: 14 })), { complianceLocks: true })).toEqual([]);
  });

  test("name the tags by which plans of other stacks select", async () => {
    expect(await names([table()])).toEqual(["backup-coverage"]);
    expect(await names([table()], { backedUpTags: { backup: "daily" } })).toEqual([]);
    expect(await names([table()], { backedUpTags: { backup: "hourly" } })).toEqual(["backup-coverage"]);
    const bare = [bucket(), sse(), block()];
    expect(await names(bare, { backedUpTags: { backup: "daily" } })).toContain("backup-coverage");
  });

  test("say how long databases keep their own backups", async () => {
    const settings = { backedUpTags: { backup: "daily" } };
    expect(await names([database()], settings)).toEqual([]);
    expect(await names([database()], { ...settings, databaseRetention: 30 })).toEqual(["backup-database"]);
  });
});

describe("a vault's policy, asked for what an administrator can do", () => {
  const ARN = `arn:aws:backup:eu-west-1:${ACCOUNT}:backup-vault:vault`;
  const powers = (policy: unknown): ReturnType<typeof administratorOverVault> => {
    const parsed = parseDocument(policy, "resource");
    if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join(" "));
    return administratorOverVault(parsed.value, ARN);
  };
  const everything = [...VAULT_DESTRUCTION, "backup:CopyFromBackupVault"];
  const denyAll = (condition: object = {}): unknown => object(deny("backup:*", "*", { Principal: "*", ...condition }));

  test("the component's own stops everything", () => {
    expect(powers(STOPPING)).toEqual({ allowed: [], undetermined: [] });
  });

  test.each<[string, unknown, readonly string[]]>([
    ["denies nothing", object(deny("s3:*", "*", { Principal: "*" })), everything],
    ["denies everything", denyAll(), []],
    ["exempts a role for emergencies", denyAll(when("ArnNotLike", "aws:PrincipalArn", roleArn("rescue"))), []],
    ["exempts every role", denyAll(when("ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/*")), everything],
    ["keeps strangers out", denyAll(when("StringNotEquals", "aws:PrincipalOrgID", "o-1234567890")), everything],
    ["asks for a second factor", denyAll(when("BoolIfExists", "aws:MultiFactorAuthPresent", "false")), everything],
    ["is about one principal", object(deny("backup:*", "*", { Principal: { AWS: roleArn("app") } })), everything],
    [
      "forgets its own deletion",
      object(
        deny(
          everything.filter((action) => !/AccessPolicy/.test(action)),
          "*",
          { Principal: "*" },
        ),
      ),
      ["backup:DeleteBackupVaultAccessPolicy", "backup:PutBackupVaultAccessPolicy"],
    ],
  ])("one that %s", (_, policy, allowed) => {
    expect(powers(policy).allowed).toEqual(allowed);
  });
});

test("the rules name no resource type that the provider does not have", () => {
  const sdk = path.dirname(createRequire(__filename).resolve("@pulumi/aws/package.json"));
  const types = new Set(rules.flatMap((one) => one.types).filter((type) => type.startsWith("aws:")));
  const missing = [...types].filter((type) => {
    const file = path.join(sdk, `${type.split(":")[1] ?? ""}.js`);
    return !existsSync(file) || !readFileSync(file, "utf8").includes(`'${type}'`);
  });
  expect(missing).toEqual([]);
});

test("what a provider fills in is no setting of the program", () => {
  const settings = readSettings({}, undefined, rules, "2026-06-01");
  const toArgs = (given: Given, props = given.inputs): ConstructorParameters<typeof Stack>[0][number] => ({
    ...{ type: given.type, name: given.name, urn: urnOf(given), opts: {}, props, dependencies: [] },
    propertyDependencies: { bucket: [{ urn: urnOf(bucket()) }] },
  });
  // After the first deploy the bucket's outputs have the versioning that the other resource set.
  const deployed = toArgs(bucket(), { ...bucket().inputs, versioning: { enabled: false } });
  const stack = new Stack([deployed, toArgs(versioning())], settings, new Map([[urnOf(bucket()), toArgs(bucket())]]));
  const [found] = stack.read(buckets);
  expect(found?.settings.versioning.inline).toEqual([]);
  expect(found && bucketVersioning(found)).toBe(true);
});

describe("secrets", () => {
  test("are never repeated in a message", async () => {
    const value = "correct-horse-battery";
    const given: Given[] = [
      {
        type: "aws:lambda/function:Function",
        name: "pay",
        inputs: { environment: { variables: { DB_PASSWORD: value, URL: `https://shop:${value}@db.example/` } } },
      },
      {
        type: "aws:ec2/instance:Instance",
        name: "shop",
        inputs: { rootBlockDevice: { encrypted: true }, userData: `export API_TOKEN=${value}` },
      },
      { type: "aws:ssm/parameter:Parameter", name: "p", inputs: { name: "/shop/token", type: "String", value } },
    ];
    const said = await run(given);
    expect(said.map(({ policy }) => policy)).toEqual([
      "encryption-plain-secret",
      "encryption-plain-secret",
      "encryption-plain-secret",
      "encryption-parameter",
    ]);
    expect(JSON.stringify(said)).not.toContain(value);
  });
});

test("a key that rotates and a bucket with all its parts pass", async () => {
  expect(await names([kmsKey(), ...FILES], { backedUpTags: { backup: "daily" } })).toEqual([]);
});

describe("accounts that are none of the team's own", () => {
  const settings = { trustedAccounts: [ACCOUNT, "111122223333"] };
  const STRANGER = "999999999999";
  const copyTo = (account: string): Given =>
    plan(
      [rule({ copyActions: [{ destinationVaultArn: `arn:aws:backup:eu-west-1:${account}:backup-vault:far` }] })],
      [],
    );
  const testsIn = (account: string): Given => ({
    type: "aws:backup/restoreTestingPlan:RestoreTestingPlan",
    name: "tests",
    inputs: {
      name: "tests",
      scheduleExpression: "cron(0 5 ? * SUN *)",
      recoveryPointSelection: {
        includeVaults: [`arn:aws:backup:eu-west-1:${account}:backup-vault:shop`],
        recoveryPointTypes: ["SNAPSHOT"],
      },
    },
  });
  const keyOf = (account: string): Given => database({ kmsKeyId: `arn:aws:kms:eu-west-1:${account}:key/1234` });

  test.each<[string, (account: string) => Given]>([
    ["backup-copy-vault", copyTo],
    ["backup-restore-testing", testsIn],
    ["encryption-foreign-key", keyOf],
  ])("are refused by %s, and those of the setting trustedAccounts are not", async (name, of) => {
    expect(await names([of(STRANGER)], settings)).toContain(name);
    for (const account of settings.trustedAccounts) expect(await names([of(account)], settings)).not.toContain(name);
    expect(await names([of(STRANGER)])).not.toContain(name);
  });
});
