import path from "node:path";
import { describe, expect, test } from "vitest";
import { rules } from "../../policies/rules.js";
import { pulumiOnPath, PULUMI_MISSING, withEngine, type Operation } from "../support/engine/pulumi.js";

const pulumi = pulumiOnPath();
const root = path.resolve(__dirname, "../..");
const roles = (drift: string): Operation => ({
  program: path.join(__dirname, "fixtures/roles"),
  packs: [path.join(root, "policies")],
  config: { drift },
});
const nameOf = (id: string): string | undefined => rules.find((rule) => rule.id === id)?.name;

describe.skipIf(!pulumi)(`a shop's roles in the real engine${pulumi ? "" : ` (${PULUMI_MISSING})`}`, () => {
  test("pass a preview: only what is not known yet is mentioned", () =>
    withEngine(async (engine) => {
      const { code, violations, created, stdout, stderr } = await engine.preview(roles("none"));
      expect(code, stdout + stderr).toBe(0);
      expect(violations.filter(({ policyName }) => policyName !== "undetermined")).toEqual([]);
      expect(created).toEqual([]);
    }));

  test("are deployed without a word of the pack, each with its boundary", () =>
    withEngine(async (engine) => {
      const { code, violations, created, stdout, stderr } = await engine.up(roles("none"));
      expect(code, stdout + stderr).toBe(0);
      expect(violations).toEqual([]);
      const made = created.filter(({ type }) => type === "aws:iam/role:Role");
      expect(made.map(({ name, inputs }) => `${name} ${String(inputs["permissionsBoundary"])}`).sort()).toEqual(
        ["backup-operator", "mail-sender", "marketing-editor", "order-service", "payments-worker", "support"].map(
          (name) => `${name} arn:aws:iam::123456789012:policy/${name}-boundary`,
        ),
      );
      const orders = created.find(({ name }) => name === "order-service-policy");
      expect(orders?.inputs["policy"]).toMatch(/arn:aws:sqs:eu-central-1:123456789012:payments-/);
    }));

  test.each([
    ["own-policy", "IAM05"],
    ["split-over-two", "IAM06"],
  ])("beside one that can become more (%s) are blocked by %s, and nothing is created", (drift, rule) =>
    withEngine(async (engine) => {
      const { code, violations, created, stdout } = await engine.up(roles(drift));
      expect(code).not.toBe(0);
      expect(violations, stdout).toContainEqual(
        expect.objectContaining({ policyName: nameOf(rule), enforcementLevel: "mandatory" }),
      );
      expect(created).toEqual([]);
    }),
  );

  test("are refused where an output turns out to be no resource of the action, and the role is not created", () =>
    withEngine(async (engine) => {
      const { code, created, stdout, stderr } = await engine.up(roles("wrong-output"));
      expect(code).not.toBe(0);
      expect(stdout + stderr).toMatch(/permissions\[0\]: No action of it is performed on "arn:aws:sqs:/);
      expect(created.map(({ name }) => name).filter((name) => name.startsWith("stock"))).toEqual([]);
    }));
});
