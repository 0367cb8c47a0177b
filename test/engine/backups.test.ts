import path from "node:path";
import { describe, expect, test } from "vitest";
import { PULUMI_MISSING, pulumiOnPath, withEngine } from "../support/engine/pulumi.js";

const root = path.join(__dirname, "../..");
const pulumi = pulumiOnPath();
const program = path.join(__dirname, "fixtures/backups");
const byHand = { program: path.join(__dirname, "fixtures/backups-by-hand"), packs: [path.join(root, "policies")] };
const compliance = { lock: '{"mode":"compliance","coolOff":14,"irreversible":true}' };

describe.skipIf(!pulumi)(`backups in the real engine${pulumi ? "" : ` (${PULUMI_MISSING})`}`, () => {
  test("the default set is deployed, and a second preview has nothing to change", () =>
    withEngine(async (engine) => {
      const up = await engine.up({ program });
      expect(up.code, up.stdout + up.stderr).toBe(0);
      expect(up.created).toHaveLength(41);
      const types = new Set(up.created.map(({ type }) => type.split(":").at(-1)));
      for (const type of ["Key", "Vault", "LogicallyAirGappedVault", "RestoreTestingPlan", "Function", "MetricAlarm"])
        expect(types).toContain(type);
      const again = await engine.preview({ program, stack: up.stack });
      expect(again.code, again.stdout).toBe(0);
      expect(again.stdout).toMatch(/43 unchanged/);
      expect(again.stdout).not.toMatch(/to (create|update|delete|replace)/);
    }));

  test("a compliance lock and its date stay what they were on the day on which it was made", () =>
    withEngine(async (engine) => {
      const up = await engine.up({ program, config: compliance });
      expect(up.code, up.stdout + up.stderr).toBe(0);
      const of = (name: string): unknown => up.created.find((change) => change.name === name)?.inputs;
      expect(of("backups-vault-compliance-lock")).toMatchObject({ changeableForDays: 14 });
      expect(of("backups-lock-date")).toMatchObject({ value: "2026-12-09" });
      const config = { lock: '{"mode":"compliance","coolOff":30,"irreversible":true}', today: "2027-03-01" };
      const later = await engine.up({ program, stack: up.stack, config });
      expect(later.code, later.stdout + later.stderr).toBe(0);
      expect(later.changes).toEqual([]);
    }));

  test.each<[string, Record<string, string>]>([
    ["that leaves its copy out", { withoutCopy: "true" }],
    ["that turns a governance lock into a compliance lock", compliance],
  ])("a program %s is stopped by the protection of what would be deleted", (_, config) =>
    withEngine(async (engine) => {
      const up = await engine.up({ program });
      expect(up.code, up.stdout + up.stderr).toBe(0);
      const changed = await engine.up({ program, stack: up.stack, config });
      expect(changed.code).not.toBe(0);
      expect(changed.stdout + changed.stderr).toContain("protected");
      expect(changed.changes.filter(({ operation }) => operation === "delete")).toEqual([]);
    }),
  );

  test("what is refused creates nothing", () =>
    withEngine(async (engine) => {
      const up = await engine.up({ program, config: { lock: '{"mode":"compliance"}' } });
      expect(up.code).not.toBe(0);
      expect(up.stdout + up.stderr).toContain("lock.irreversible: A compliance lock cannot be removed");
      expect(up.changes).toEqual([]);
    }));

  test("the pack lets a plan by hand pass that keeps its rules", () =>
    withEngine(async (engine) => {
      const up = await engine.up(byHand);
      expect(up.code, up.stdout + up.stderr).toBe(0);
      expect(up.violations.filter(({ enforcementLevel }) => enforcementLevel === "mandatory")).toEqual([]);
    }));

  test.each([
    ["drops the lock", "no-lock", "backup-vault-lock"],
    ["shortens the retention", "short-retention", "backup-retention"],
    ["leaves the copy out", "no-copy", "backup-copy"],
  ])("a program that %s is blocked by the pack, and nothing is created", (_, drift, policyName) =>
    withEngine(async (engine) => {
      const up = await engine.up({ ...byHand, config: { drift } });
      expect(up.code).not.toBe(0);
      expect(up.violations).toContainEqual(
        expect.objectContaining({ policyName, enforcementLevel: "mandatory" }) as object,
      );
      expect(up.changes).toEqual([]);
    }),
  );
});
