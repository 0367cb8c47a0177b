import type * as pulumi from "@pulumi/pulumi";
import path from "node:path";
import { format, resolveConfig } from "prettier";
import { describe, expect, test } from "vitest";
import { parseDocument } from "../../baseline/iam/parseDocument.js";
import { checkSize, SIZE_LIMITS } from "../../baseline/iam/documentSize.js";
import {
  BackupCopyKind,
  BackupResourceType,
  EncryptedBackups,
  VaultLockMode,
  type EncryptedBackupsArgs,
} from "../../index.js";
import { ACCOUNT, defaultBackups } from "../support/backups.js";
import { UNKNOWN_VALUE } from "../support/pack.js";
import { deploy, type Registered, refusalOf } from "../support/program.js";

const with_ = (more: Partial<EncryptedBackupsArgs>): EncryptedBackupsArgs => ({ ...defaultBackups(), ...more });
const program =
  (more: Partial<EncryptedBackupsArgs> = {}) =>
  () =>
    new EncryptedBackups("backups", with_(more));
const refusal = (more: Partial<EncryptedBackupsArgs>): Promise<string> => refusalOf(program(more));

const of = (registered: readonly Registered[], name: string): Registered => {
  const found = registered.filter((resource) => resource.name === name);
  expect(found, name).toHaveLength(1);
  return found[0] as Registered;
};

interface PlanRule {
  readonly ruleName: string;
  readonly lifecycle: Record<string, unknown>;
  readonly enableContinuousBackup?: boolean;
  readonly copyActions?: { readonly lifecycle: Record<string, unknown>; readonly destinationVaultArn: string }[];
  readonly scanActions?: unknown[];
}
const rulesOf = (registered: readonly Registered[]): PlanRule[] =>
  of(registered, "backups-plan").inputs["rules"] as PlanRule[];

async function outputsOf(more: Partial<EncryptedBackupsArgs>): Promise<{ exceptions: string[]; lockDate: string }> {
  const found = { exceptions: [] as string[], lockDate: "?" };
  await deploy(() => {
    const backups = program(more)();
    backups.exceptions.apply((all) => (found.exceptions = all));
    backups.lockDate.apply((date) => (found.lockDate = date));
  });
  return found;
}

describe("the default set", () => {
  test("tells at a preview who backs up and who restores, for the policies of keys", async () => {
    const known: Record<string, string> = {};
    await deploy(
      () => {
        const { backupRoleArn, restoreRoleArn } = program()();
        backupRoleArn.apply((arn) => (known["backup"] = arn));
        restoreRoleArn.apply((arn) => (known["restore"] = arn));
      },
      { preview: true },
    );
    const role = (kind: string): string => `arn:aws:iam::${ACCOUNT}:role/backups-dev-${kind}`;
    expect(known).toEqual({ backup: role("backup"), restore: role("restore") });
  });

  test("is exactly this", async () => {
    const listing = (await deploy(program())).slice(1).map(({ type, name, inputs, options, edges }) => {
      const documents = Object.entries(inputs).map(([property, value]): [string, unknown] => {
        const isJson = typeof value === "string" && value.startsWith("{");
        // The bundle's hash and place are the build's.
        if (property === "code") return [property, "the bundle"];
        return [property, isJson ? (JSON.parse(value) as unknown) : value];
      });
      return { type, name, options, edges, inputs: Object.fromEntries(documents) };
    });
    const byName = listing.sort((one, other) => one.name.localeCompare(other.name));
    const file = path.join(__dirname, "encryptedBackups.json");
    const text = await format(JSON.stringify(byName), { ...(await resolveConfig(file)), filepath: file });
    await expect(text).toMatchFileSnapshot(file);
  });

  test("has no weaker choice and no lock date", async () => {
    expect(await outputsOf({})).toEqual({ exceptions: [], lockDate: "" });
  });

  test("is a component with children that are named after it", async () => {
    const [component, ...children] = await deploy(program());
    for (const { name, parent } of children) {
      expect(name).toMatch(/^backups-/);
      expect(parent).toBe(component?.urn);
    }
    expect(new Set(children.map(({ name }) => name)).size).toBe(children.length);
  });

  test("says every policy at a preview", async () => {
    const before = await deploy(program(), { preview: true });
    expect(before.map(({ name }) => name).sort()).toEqual((await deploy(program())).map(({ name }) => name).sort());
    for (const { name, inputs } of before)
      for (const property of ["policy", "assumeRolePolicy", "eventPattern"])
        expect(inputs[property], `${name} ${property}`).not.toBe(UNKNOWN_VALUE);
  });

  test("has documents that AWS takes, by form and by size", async () => {
    const registered = await deploy(program({ resourceTypes: Object.values(BackupResourceType), malwareScan: true }));
    const kinds = { "vault-policy": "resource", "alerts-policy": "resource", key: "resource" } as const;
    for (const [child, kind] of Object.entries(kinds)) {
      const text = String(of(registered, `backups-${child}`).inputs["policy"]);
      expect(parseDocument(text, kind)).toMatchObject({ ok: true });
      expect(checkSize(text, SIZE_LIMITS.keyPolicy)).toBeUndefined();
    }
    const inline = registered.filter(({ type }) => type === "aws:iam/rolePolicy:RolePolicy");
    expect(inline).toHaveLength(3);
    for (const { inputs } of inline) {
      expect(parseDocument(inputs["policy"], "identity")).toMatchObject({ ok: true });
      expect(checkSize(String(inputs["policy"]), SIZE_LIMITS.inlineRolePolicies)).toBeUndefined();
    }
    for (const { inputs } of registered.filter(({ type }) => type === "aws:iam/role:Role"))
      expect(parseDocument(inputs["assumeRolePolicy"], "trust")).toMatchObject({ ok: true });
  });

  test("protects what must not be lost, unless the caller says otherwise", async () => {
    const stateful = ["key", "vault", "vault-lock", "vault-policy", "copy-1", "plan", "selection"];
    for (const protect of [true, false]) {
      const opts = protect ? {} : { protect };
      const registered = await deploy(() => new EncryptedBackups("backups", defaultBackups(), opts));
      for (const child of stateful) expect(of(registered, `backups-${child}`).options?.protect, child).toBe(protect);
    }
  });

  test("leaves its locks where they are when they leave the stack", async () => {
    const kept: string[] = [];
    const note: pulumi.ResourceTransformation = ({ name, opts }) => {
      if ("retainOnDelete" in opts && opts.retainOnDelete === true) kept.push(name);
      return undefined;
    };
    const copies = [{ kind: BackupCopyKind.Standard }];
    await deploy(() => new EncryptedBackups("backups", with_({ copies }), { transformations: [note] }));
    expect(kept).toEqual(["backups-vault-lock", "backups-copy-1-lock"]);
  });

  test("makes the vault's policy after its lock, which the policy forbids to change", async () => {
    expect(of(await deploy(program()), "backups-vault-policy").dependsOn).toContain("backups-vault-lock");
  });
});

describe("the lock", () => {
  const compliance = { mode: VaultLockMode.Compliance, coolOff: 14, irreversible: true };

  test("in compliance mode tells the day from which on it stays, and keeps it", async () => {
    const registered = await deploy(program({ lock: compliance }));
    const lock = of(registered, "backups-vault-compliance-lock");
    expect(lock.inputs).toMatchObject({ changeableForDays: 14, minRetentionDays: 35, maxRetentionDays: 3660 });
    expect(lock.options?.ignoreChanges).toEqual(["changeableForDays"]);
    expect(of(registered, "backups-lock-date").options).toEqual({ ignoreChanges: ["value"], protect: true });
    expect((await outputsOf({ lock: compliance })).lockDate).toBe("2026-12-09");
  });

  test.each<[string, EncryptedBackupsArgs["lock"], RegExp]>([
    ["without an acknowledgement", { ...compliance, irreversible: false }, /lock\.irreversible: A compliance lock/],
    ["without a cool-off", { mode: VaultLockMode.Compliance, irreversible: true }, /lock\.coolOff: .*no cool-off/],
    ["with a cool-off of two days", { ...compliance, coolOff: 2 }, /lock\.coolOff: The cool-off is 2 days/],
    ["of governance with a cool-off", { coolOff: 3 }, /lock\.coolOff: A cool-off makes/],
    ["of governance that is to be irreversible", { irreversible: true }, /lock\.irreversible: Only a compliance/],
    [
      "with its bounds reversed",
      { minRetention: 100, maxRetention: 90 },
      /lock\.maxRetention: .*no recovery point fits/,
    ],
    ["that lets every daily job fail", { minRetention: 60 }, /daily\.retention: .*every job would fail/],
    ["that lets every weekly job fail", { maxRetention: 60 }, /weekly\.retention: .*every job would fail/],
  ])("is refused %s", async (_, lock, message) => {
    expect(await refusal(lock === undefined ? {} : { lock })).toMatch(message);
  });
});

describe("copies", () => {
  test("go to a Region's own vault, with its lock and a policy that lets nothing out", async () => {
    const copies = [{ kind: BackupCopyKind.Standard, region: "eu-central-1", retention: 365 }];
    const registered = await deploy(program({ copies }));
    expect(of(registered, "backups-copy-1").inputs).toMatchObject({
      region: "eu-central-1",
      name: "backups-dev-copy",
      forceDestroy: false,
      tags: {},
    });
    expect(of(registered, "backups-copy-1").edges?.["kmsKeyArn"]).toEqual(["backups-copy-1-key"]);
    expect(of(registered, "backups-copy-1-lock").inputs).toMatchObject({
      region: "eu-central-1",
      minRetentionDays: 365,
    });
    expect(of(registered, "backups-copy-1-policy").inputs["policy"]).toContain('"DenyCopies"');
    for (const rule of rulesOf(registered))
      expect(rule.copyActions).toEqual([
        {
          destinationVaultArn: `arn:aws:backup:eu-central-1:${ACCOUNT}:backup-vault:backups-dev-copy`,
          lifecycle: { deleteAfter: 365 },
        },
      ]);
  });

  test("to another account let that account's AWS Backup use the key", async () => {
    const vaultArn = "arn:aws:backup:eu-west-1:210987654321:backup-vault:shop";
    const copies = [{ kind: BackupCopyKind.OtherAccount, vaultArn, minRetention: 30 }];
    const registered = await deploy(program({ copies }));
    expect(of(registered, "backups-key").inputs["policy"]).toContain("arn:aws:iam::210987654321:root");
    expect((await outputsOf({ copies })).exceptions).toEqual([expect.stringMatching(/^copies: none is known/)]);
  });

  test.each<[string, EncryptedBackupsArgs["copies"], RegExp]>([
    ["of no kind", [{ kind: "tape" as never }], /copies\[0\]\.kind: "tape" is no vault/],
    ["to no Region", [{ kind: BackupCopyKind.AirGapped, region: "Frankfurt" }], /copies\[0\]\.region: "Frankfurt"/],
    ["to another account without its vault", [{ kind: BackupCopyKind.OtherAccount }], /copies\[0\]\.vaultArn: ""/],
    [
      "to another account that is this one",
      [
        {
          kind: BackupCopyKind.OtherAccount,
          vaultArn: `arn:aws:backup:eu-west-1:${ACCOUNT}:backup-vault:shop`,
        },
      ],
      /copies\[0\]\.vaultArn: It is a vault of the account/,
    ],
    [
      "that the other account's lock lets fail",
      [
        {
          kind: BackupCopyKind.OtherAccount,
          vaultArn: "arn:aws:backup:eu-west-1:210987654321:backup-vault:shop",
          minRetention: 60,
        },
      ],
      /copies\[0\]\.retention: .*kept for 35 days.*every job would fail/,
    ],
    [
      "that are too short for an air-gapped vault",
      [{ kind: BackupCopyKind.AirGapped, retention: 5 }],
      /copies\[0\]\.retention: .*demands 7 days or more/,
    ],
  ])("are refused %s", async (_, copies, message) => {
    expect(await refusal({ copies })).toMatch(message);
  });
});

describe("the plan", () => {
  test("keeps continuous backups by a rule of their own, which copies nothing", async () => {
    const rules = rulesOf(await deploy(program({ continuous: {}, monthly: { coldStorageAfter: 30 } })));
    expect(rules.map(({ ruleName, lifecycle }) => [ruleName, lifecycle])).toEqual([
      ["daily", { deleteAfter: 35 }],
      ["weekly", { deleteAfter: 90 }],
      ["monthly", { deleteAfter: 365, coldStorageAfter: 30, optInToArchiveForSupportedResources: true }],
      ["continuous", { deleteAfter: 35 }],
    ]);
    expect(rules.map(({ enableContinuousBackup }) => enableContinuousBackup)).toEqual([
      undefined,
      undefined,
      undefined,
      true,
    ]);
    expect(rules[3]?.copyActions).toBeUndefined();
  });

  test.each<[string, Partial<EncryptedBackupsArgs>, RegExp]>([
    ["a cron that never fires", { daily: { schedule: "cron(0 3 30 2 ? *)" } }, /daily\.schedule: .*never fires/],
    [
      "a schedule that is none",
      { weekly: { schedule: "every week" } },
      /weekly\.schedule: "every week" is no schedule/,
    ],
    ["continuous backups for too long", { continuous: { retention: 40 } }, /continuous\.retention: .*1 to 35 days/],
    [
      "a move to cold storage too late",
      { monthly: { coldStorageAfter: 300 } },
      /monthly\.retention: .*at least 90 days/,
    ],
    [
      "cold storage that AWS Backup ignores",
      { resourceTypes: [BackupResourceType.S3], monthly: { coldStorageAfter: 30 } },
      /monthly\.coldStorageAfter: AWS Backup ignores it for S3/,
    ],
    [
      "continuous backups that no type has",
      { resourceTypes: [BackupResourceType.DynamoDB], continuous: {} },
      /continuous: None of DynamoDB/,
    ],
    [
      "a scan of what is not scanned",
      { resourceTypes: [BackupResourceType.EFS], malwareScan: true },
      /malwareScan: None/,
    ],
    ["no types", { resourceTypes: [] }, /resourceTypes: It is empty/],
    ["a type that is none", { resourceTypes: ["Redis" as never] }, /resourceTypes\[0\]: "Redis"/],
    ["a tag of AWS's own", { tag: { key: "aws:backup" } }, /tag: "aws:backup"/],
    ["nobody to break the glass", { breakGlass: [] }, /breakGlass: It is empty/],
    ["everyone to break the glass", { breakGlass: ["*"] }, /breakGlass\[0\]: "\*" is no ARN/],
    ["a mailbox that is none", { alertTo: ["team"] }, /alertTo\[0\]: "team"/],
    ["an account that is none", { accountId: "1234" }, /accountId: "1234"/],
    ["a prefix too long for vaults", { prefix: "a".repeat(40) }, /prefix: .*at most 34/],
    ["a day that is none", { today: "2026-02-30" }, /today: /],
    [
      "a test that no recovery point lives to see",
      { restoreTest: { schedule: "rate(60 days)" } },
      /restoreTest\.schedule: Tests are 60 days apart/,
    ],
    ["an alarm between two tests", { restoreTest: { maxAge: 7 } }, /restoreTest\.maxAge: .*Give 9 days or more/],
    ["an alarm beyond AWS's memory", { restoreTest: { maxAge: 31 } }, /restoreTest\.maxAge: It is 31 days/],
    ["metadata of what is not restored", { restoreTest: { metadata: { RDS: {} } } }, /restoreTest\.metadata\.RDS/],
  ])("is refused with %s", async (_, more, message) => {
    expect(await refusal(more)).toMatch(message);
  });

  test("is refused with all its reasons at once", async () => {
    const message = await refusal({
      accountId: "",
      region: "",
      breakGlass: [],
      copies: [{ kind: BackupCopyKind.OtherAccount }],
      lock: { mode: VaultLockMode.Compliance },
      daily: { schedule: "cron(0 3 30 2 ? *)", retention: 0 },
    });
    expect(message).toContain('EncryptedBackups "backups" is refused, and nothing of it was created');
    const named = ["accountId", "region", "breakGlass", "copies[0].vaultArn", "lock.irreversible", "lock.coolOff"];
    for (const property of [...named, "daily.schedule", "daily.retention"])
      expect(message).toContain(`  ${property}: `);
  });

  test("tells of each weaker choice", async () => {
    const { exceptions } = await outputsOf({
      resourceTypes: [BackupResourceType.RDS],
      daily: { retention: 7, schedule: "rate(2 days)" },
      weekly: { retention: 30 },
      copies: [{ kind: BackupCopyKind.AirGapped }],
      lock: { minRetention: 1 },
      alertTo: [],
      regionSettings: false,
      restoreTest: { enabled: false },
    });
    const told = exceptions.map((sentence) => sentence.split(":", 1)[0]);
    expect(told).toEqual([
      "daily",
      "weekly",
      "lock",
      "daily",
      "copies",
      "copies",
      "alertTo",
      "regionSettings",
      "restoreTest",
    ]);
    expect((await outputsOf({ copies: [] })).exceptions).toEqual([expect.stringMatching(/^copies: there is none/)]);
  });
});

describe("the roles", () => {
  const passes = (registered: readonly Registered[], kind: string): unknown[] => {
    const text = String(of(registered, `backups-${kind}-role-policy`).inputs["policy"]);
    const { Statement } = JSON.parse(text) as { Statement: { Sid: string }[] };
    return Statement.filter(({ Sid }) => Sid === "PassRole");
  };

  test("pass no role, but the restore role those of the instances that it starts", async () => {
    const role = `arn:aws:iam::${ACCOUNT}:role/web`;
    const registered = await deploy(program({ resourceTypes: [BackupResourceType.EC2], instanceRoles: [role] }));
    expect(passes(registered, "backup")).toEqual([]);
    expect(passes(registered, "restore")).toEqual([
      expect.objectContaining({
        Resource: [role],
        Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
      }),
    ]);
    expect(passes(await deploy(program()), "restore")).toEqual([]);
  });

  test("with scans, hand GuardDuty its one role", async () => {
    const registered = await deploy(program({ malwareScan: true }));
    expect(passes(registered, "backup")).toEqual([
      expect.objectContaining({ Resource: [`arn:aws:iam::${ACCOUNT}:role/backups-dev-scan`] }),
    ]);
    expect(of(registered, "backups-plan").inputs["scanSettings"]).toMatchObject([{ resourceTypes: ["S3"] }]);
    expect(rulesOf(registered).every(({ scanActions }) => scanActions?.length === 1)).toBe(true);
  });
});
