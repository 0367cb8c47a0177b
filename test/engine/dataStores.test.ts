import path from "node:path";
import { describe, expect, test } from "vitest";
import { pulumiOnPath, PULUMI_MISSING, withEngine, type Operation } from "../support/engine/pulumi.js";

const pulumi = pulumiOnPath();
const root = path.resolve(__dirname, "../..");
const STATEFUL = /:(Key|Bucket|Table|Instance|Cluster|ClusterInstance)$/;
const stores = (drift: string): Operation => ({
  program: path.join(__dirname, "fixtures/data-stores"),
  packs: [path.join(root, "policies")],
  // Their backups stand in another stack.
  packConfigs: [path.join(__dirname, "fixtures/data-stores/policy.json")],
  config: { drift },
});

describe.skipIf(!pulumi)(`a shop's data stores in the real engine${pulumi ? "" : ` (${PULUMI_MISSING})`}`, () => {
  test("are deployed without a word of the pack, all with one key, and a second preview changes nothing", () =>
    withEngine(async (engine) => {
      const up = await engine.up(stores("none"));
      expect(up.code, up.stdout + up.stderr).toBe(0);
      expect(up.violations).toEqual([]);
      const made = (name: string): Readonly<Record<string, unknown>> =>
        up.created.find((change) => change.name === name)?.inputs ?? {};
      const keyArn = made("shop-instance")["kmsKeyId"];
      expect(keyArn).toMatch(/^arn:aws:kms:eu-central-1:123456789012:key\//);
      expect(made("reviews-cluster")["masterUserSecretKmsKeyId"]).toBe(keyArn);
      expect(made("orders-table")["serverSideEncryption"]).toEqual({ enabled: true, kmsKeyArn: keyArn });
      expect(made("invoices-policy")["policy"]).toContain(keyArn);

      const again = await engine.preview({ ...stores("none"), stack: up.stack, flags: ["--expect-no-changes"] });
      expect(again.code, again.stdout + again.stderr).toBe(0);
      expect(again.violations).toEqual([]);
    }));

  test("are not created where an output turns out to be no key", () =>
    withEngine(async (engine) => {
      const { code, created, stdout, stderr } = await engine.up(stores("wrong-key"));
      expect(code).not.toBe(0);
      expect(stdout + stderr).toMatch(/keyArn: "alias\/aws\/s3" is no ARN of a KMS key/);
      const stateful = created.filter(({ type }) => STATEFUL.test(type) && !type.endsWith(":Key"));
      expect(stateful).toEqual([]);
    }));

  test("outlive a program that no longer has them", () =>
    withEngine(async (engine) => {
      const first = await engine.up(stores("none"));
      const second = await engine.up({ ...stores("gone"), stack: first.stack });
      expect(second.code).not.toBe(0);
      expect(second.stdout + second.stderr).toMatch(/protected/);
      const deleted = second.changes.filter(({ operation }) => operation === "delete").map(({ type }) => type);
      expect(deleted.filter((type) => STATEFUL.test(type))).toEqual([]);
    }));
});
