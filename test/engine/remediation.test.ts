import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Rule } from "../../policies/framework/rule.js";
import { ruleCases } from "../policies/ruleCases.js";
import { readRemediations } from "../support/engine/eventLog.js";
import { pulumiOnPath, PULUMI_MISSING, withEngine, type Operation } from "../support/engine/pulumi.js";
import { mended, run, UNKNOWN_VALUE, type Given } from "../support/pack.js";
import { remediable } from "../support/remedies.js";

const pulumi = pulumiOnPath();
const root = path.resolve(__dirname, "../..");
const folder = mkdtempSync(path.join(tmpdir(), "storefront-remediable-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A bad resource as the program registers it, and what a provider is to receive of it. */
interface Bad {
  readonly rule: Rule;
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
  readonly from: Record<string, string>;
  readonly mended: Record<string, unknown>;
  /** Whether the rule changes it; others of its case only stand beside it. */
  readonly isChanged: boolean;
}

/** Every bad case that its rule mends, in one program: names tell rule and case apart. */
async function allBad(): Promise<Bad[]> {
  const bad: Bad[] = [];
  for (const rule of remediable) {
    for (const [index, given] of (ruleCases[rule.id]?.bad ?? []).entries()) {
      const said = await run(await mended(given, rule), { rules: [rule] });
      if (said.some(({ policy }) => policy === rule.name)) continue;
      bad.push(...(await Promise.all(given.map((one) => badOf(rule, `${rule.id}-${index}`, one)))));
    }
  }
  return bad;
}

async function badOf(rule: Rule, prefix: string, given: Given): Promise<Bad> {
  const { type, name, edges = {} } = given;
  const entries = Object.entries(given.inputs);
  const known = Object.fromEntries(entries.filter(([, value]) => value !== UNKNOWN_VALUE));
  const hidden = entries.filter(([, value]) => value === UNKNOWN_VALUE).map(([property]) => property);
  const from = hidden.flatMap((property): [string, string][] =>
    typeof edges[property] === "string" ? [[property, edges[property]]] : [],
  );
  let all: readonly Given[] = [{ ...given, inputs: known }];
  for (const one of remediable) all = await mended(all, one);
  const [own] = await mended([given], rule);
  return {
    ...{ rule, type, name: `${prefix}-${name}`, inputs: known },
    from: Object.fromEntries(from.map(([property, source]) => [property, `${prefix}-${source}`])),
    mended: all[0]?.inputs ?? {},
    isChanged: JSON.stringify(own?.inputs) !== JSON.stringify(given.inputs),
  };
}

describe.skipIf(!pulumi)(`remediation in the real engine${pulumi ? "" : ` (${PULUMI_MISSING})`}`, () => {
  const operation = async (): Promise<{ operation: Operation; bad: readonly Bad[] }> => {
    const bad = await allBad();
    const names = new Set(bad.map(({ name }) => name));
    const written = bad.map(({ type, name, inputs, from }) => ({
      ...{ type, name, inputs },
      // A zone that a case only refers to is none of its resources.
      from: Object.fromEntries(Object.entries(from).filter(([, source]) => names.has(source))),
    }));
    const resources = path.join(folder, "resources.json");
    writeFileSync(resources, JSON.stringify(written));
    const preset = JSON.parse(readFileSync(path.join(root, "policies/presets/remediate.json"), "utf8")) as object;
    const config = path.join(folder, "config.json");
    writeFileSync(config, JSON.stringify({ all: "advisory", ...preset }));
    return {
      bad,
      operation: {
        program: path.join(__dirname, "fixtures/remediable"),
        packs: [path.join(root, "policies")],
        packConfigs: [config],
        config: { resources },
      },
    };
  };

  test("the providers receive every bad resource mended, and nothing else of it changed", async () => {
    const { bad, operation: given } = await operation();
    expect(new Set(bad.filter(({ isChanged }) => isChanged).map(({ rule }) => rule.id))).toEqual(
      new Set(remediable.map(({ id }) => id)),
    );
    await withEngine(async (engine) => {
      // The stack pass comes last: what only it finds does not keep these resources from being made.
      const { created, eventLog, stdout } = await engine.up({ ...given, flags: ["--skip-preview"] });
      const received = new Map(created.map(({ name, inputs }) => [name, inputs]));
      const ids = (one: Bad): Record<string, unknown> =>
        Object.fromEntries(Object.keys(one.from).map((property) => [property, received.get(one.name)?.[property]]));
      for (const one of bad) {
        const inputs = Object.fromEntries(Object.entries(received.get(one.name) ?? {}));
        for (const property of Object.keys(ids(one))) delete inputs[property];
        expect({ name: one.name, inputs }, stdout).toEqual({ name: one.name, inputs: one.mended });
      }
      const told = readRemediations(eventLog).map(
        ({ policyName, resourceUrn }) => `${policyName} ${resourceUrn.split("::").at(-1)}`,
      );
      expect(
        bad.filter(({ isChanged }) => isChanged).filter(({ rule, name }) => !told.includes(`${rule.name} ${name}`)),
      ).toEqual([]);
    });
  });

  test("a preview counts what is mended by rule, and with --show-policy-remediations prints each change", async () => {
    const { operation: given } = await operation();
    await withEngine(async (engine) => {
      const short = await engine.preview(given);
      expect(short.stdout).toContain("[remediate]  encryption-public-database");
      const long = await engine.preview({ ...given, flags: ["--show-policy-remediations"] });
      expect(long.stdout).toMatch(
        /\[remediate\] +encryption-public-database +\(aws:rds:Instance: ENC13-0-db\)[^]*publiclyAccessible/,
      );
    });
  });

  test("the team's own figure is known to the remedy, though remediation comes before the settings' policy", async () => {
    const resources = path.join(folder, "database.json");
    const database = { type: "aws:rds/instance:Instance", name: "db", inputs: { backupRetentionPeriod: 3 }, from: {} };
    writeFileSync(resources, JSON.stringify([database]));
    const config = path.join(folder, "figure.json");
    const settings = { databaseRetention: 20 };
    writeFileSync(config, JSON.stringify({ "backup-database": "remediate", "baseline-settings": settings }));
    await withEngine(async (engine) => {
      const { eventLog, stdout } = await engine.preview({
        program: path.join(__dirname, "fixtures/remediable"),
        packs: [path.join(root, "policies")],
        packConfigs: [config],
        config: { resources },
      });
      expect(readRemediations(eventLog), stdout).toMatchObject([
        { policyName: "backup-database", after: { backupRetentionPeriod: 20, deletionProtection: true } },
      ]);
    });
  });
});
