import { describe, expect, test } from "vitest";
import type { Rule } from "../../policies/framework/rule.js";
import { presets } from "../../policies/presets.js";
import { rules } from "../../policies/rules.js";
import { mended, run, secret, UNKNOWN_VALUE, urnOf, type Given, type Said } from "../support/pack.js";
import { remediable } from "../support/remedies.js";
import { cloudflare } from "../support/records.js";
import { ruleCases } from "./ruleCases.js";
import { database, sse, table } from "./storeGiven.js";

const inputsOf = (given: readonly Given[]): unknown[] => given.map(({ inputs }) => inputs);
const broken = (rule: Rule, said: readonly Said[]): Said[] => said.filter(({ policy }) => policy === rule.name);
const byId = (id: string): Rule => rules.find((rule) => rule.id === id) as Rule;

/** Whether what is unknown in the one is unknown in the other, at the same place. */
function keepsUnknowns(before: unknown, after: unknown): boolean {
  if (before === UNKNOWN_VALUE) return after === UNKNOWN_VALUE;
  if (typeof before !== "object" || before === null) return true;
  const other = (after ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(before).every(([key, value]) => keepsUnknowns(value, other[key]));
}

describe.each(remediable)("$id mends", (rule) => {
  const cases = ruleCases[rule.id];
  // docs/remediation.md shows which bad cases are mended, and which need another resource or a decision.
  test("a bad case whole, or leaves it alone", async () => {
    let whole = 0;
    for (const given of cases?.bad ?? []) {
      const after = await mended(given, rule);
      const said = broken(rule, await run(after));
      if (said.length > 0) expect(inputsOf(after)).toEqual(inputsOf(given));
      else whole += 1;
    }
    expect(whole).toBeGreaterThan(0);
  });

  test("nothing that keeps the rule", async () => {
    for (const given of cases?.good ?? []) expect(inputsOf(await mended(given, rule))).toEqual(inputsOf(given));
  });

  test("nothing that is unknown", async () => {
    for (const given of [...(cases?.unknown ?? []), ...(cases?.bad ?? [])]) {
      expect(keepsUnknowns(inputsOf(given), inputsOf(await mended(given, rule)))).toBe(true);
    }
  });

  test("nothing that an exemption covers", async () => {
    const exemptions = [{ rule: rule.id, resource: "*", reason: "A test of exemptions.", expires: "2026-12-31" }];
    for (const given of cases?.bad ?? []) {
      expect(inputsOf(await mended(given, rule, { settings: { exemptions } }))).toEqual(inputsOf(given));
    }
  });
});

describe("a remedy", () => {
  test("keeps the marks of secrets, on the value and around it", async () => {
    const onValue = await mended([database({ publiclyAccessible: secret(true) })], byId("ENC13"));
    expect(onValue[0]?.inputs["publiclyAccessible"]).toEqual(secret(false));
    const around = await mended([table({ pointInTimeRecovery: secret({ enabled: false }) })], byId("BKP10"));
    expect(around[0]?.inputs["pointInTimeRecovery"]).toEqual(secret({ enabled: true }));
    const [encryption] = await mended([sse({ kmsMasterKeyId: secret("key/1") }, false)], byId("ENC01"));
    expect(encryption?.inputs["rules"]).toEqual([
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: secret("key/1") },
        bucketKeyEnabled: true,
      },
    ]);
  });

  test("goes into a block that an older spelling holds as a list of one", async () => {
    const [after] = await mended([table({ pointInTimeRecovery: [{ enabled: false }] })], byId("BKP10"));
    expect(after?.inputs["pointInTimeRecovery"]).toEqual([{ enabled: true }]);
  });

  test("takes the team's figure from the settings", async () => {
    const rule = byId("BKP09");
    const [after] = await mended([database({ backupRetentionPeriod: 3 })], rule, {
      settings: { databaseRetention: 20 },
    });
    expect(after?.inputs["backupRetentionPeriod"]).toBe(20);
  });

  test("names the last snapshot of a database as the component does", async () => {
    const [after] = await mended([database({ skipFinalSnapshot: true })], byId("BKP09"));
    expect(after?.inputs).toMatchObject({ skipFinalSnapshot: false, finalSnapshotIdentifier: "db-final" });
  });

  test("replaces no instance: MQ, DMS and Neptune make a new one for another address", async () => {
    for (const type of [
      "mq/broker:Broker",
      "dms/replicationInstance:ReplicationInstance",
      "neptune/clusterInstance:ClusterInstance",
    ]) {
      const given: Given = { type: `aws:${type}`, name: "one", inputs: { publiclyAccessible: true } };
      expect(await mended([given], byId("ENC13"))).toEqual([given]);
      expect(broken(byId("ENC13"), await run([given]))).toHaveLength(1);
    }
  });

  test("that crashes mends nothing, and the rule blocks", async () => {
    const crashing: Rule = {
      ...byId("BYP02"),
      remediate: () => {
        throw new Error("a fault of ours");
      },
    };
    const [bad] = ruleCases["BYP02"]?.bad[0] ?? [];
    expect(bad && (await mended([bad], crashing))).toEqual([bad]);
  });

  test("of one rule is what the next one sees: a proxied record with a wrong ttl gets the automatic one", async () => {
    const wrong = [cloudflare("www", "A", "192.0.2.1", { proxied: true, ttl: 5 })];
    const after = await mended(await mended(wrong, byId("DNS05")), byId("DNS08"));
    expect(after[0]?.inputs["ttl"]).toBe(1);
    expect(urnOf(after[0] as Given)).toBe(urnOf(wrong[0] as Given));
  });
});

test("the preset remediate sets exactly the rules that can mend to that level", () => {
  expect(presets.remediate).toEqual(Object.fromEntries(remediable.map(({ name }) => [name, "remediate"])));
});
