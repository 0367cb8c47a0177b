import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rules } from "../../policies/rules.js";
import { InstalledPackage, type Project, type TemplateName } from "../support/examples.js";
import { exampleAccount } from "../support/engine/computedOutputs.js";
import { pulumiOnPath, PULUMI_MISSING, withEngine, type Operation } from "../support/engine/pulumi.js";

const pulumi = pulumiOnPath();
const nameOf = (id: string): string | undefined => rules.find((rule) => rule.id === id)?.name;
/** Milliseconds for several operations of the engine in one test, each on a hundred resources. */
const LIMIT = 600_000;
const templates: readonly TemplateName[] = ["headless-storefront", "mail-only", "shopify-domain"];

describe.skipIf(!pulumi)(`templates in the real engine${pulumi ? "" : ` (${PULUMI_MISSING})`}`, () => {
  let installed: InstalledPackage;
  beforeAll(() => {
    installed = new InstalledPackage();
  });
  afterAll(() => installed.remove());

  const operation = ({ folder }: Project, policy = "policy-config.json"): Operation => ({
    program: folder,
    packs: [path.join(folder, "node_modules/storefront-baseline/policies")],
    packConfigs: [path.join(folder, policy)],
    configFile: path.join(folder, "Pulumi.dev.yaml"),
    limitSeconds: 280,
  });

  test.each(templates)("%s is deployed, and a second preview changes nothing", { timeout: LIMIT }, async (template) => {
    const project = await installed.layOut(template);
    // What AWS computes has the account's number, and the doubles are one account.
    const configuration = path.join(project.folder, "Pulumi.dev.yaml");
    writeFileSync(configuration, readFileSync(configuration, "utf8").replaceAll("111122223333", exampleAccount));
    await withEngine(async (engine) => {
      const first = await engine.preview(operation(project));
      expect(first.code, first.stdout + first.stderr).toBe(0);
      expect(first.violations.filter(({ policyName }) => policyName !== "undetermined")).toEqual([]);
      expect(first.created).toEqual([]);

      const { code, violations, created, stack, stdout, stderr } = await engine.up(operation(project));
      expect(code, stdout + stderr).toBe(0);
      expect(violations).toEqual([]);
      expect(created.length).toBeGreaterThan(20);

      const second = await engine.preview({ ...operation(project), stack, flags: ["--expect-no-changes"] });
      expect(second.code, second.stdout + second.stderr).toBe(0);
      expect(second.violations).toEqual([]);
    });
  });

  test.each(templates)(
    "%s with the drift of its README is blocked, and nothing is created",
    { timeout: LIMIT },
    async (template) => {
      const project = await installed.layOut(template);
      const rule = project.drift();
      await withEngine(async (engine) => {
        for (const outcome of [await engine.preview(operation(project)), await engine.up(operation(project))]) {
          expect(outcome.code).not.toBe(0);
          const violation = { policyName: nameOf(rule), enforcementLevel: "mandatory" };
          expect(outcome.violations).toContainEqual(expect.objectContaining(violation));
          expect(outcome.created).toEqual([]);
        }
      });
    },
  );

  test(
    "adopt-existing: audit lets it through, enforcing blocks, exemptions let it through, what is new is blocked",
    { timeout: LIMIT },
    async () => {
      const project = await installed.layOut("adopt-existing");
      const audit: Operation = { ...operation(project, "policy/audit.json") };
      const enforce: Operation = { ...operation(project, "policy/enforce.json") };
      const withoutConfig = ({ program, packs = [], packConfigs = [] }: Operation): Operation => ({
        program,
        packs,
        packConfigs,
      });
      await withEngine(async (engine) => {
        expect((await engine.preview(withoutConfig(audit))).code).toBe(0);
        const blocked = await engine.up(withoutConfig(enforce));
        expect(blocked.code).not.toBe(0);
        expect(blocked.created).toEqual([]);
        await project.script("exempt", "--days", "30", "--reason", "Written before the baseline.");
        const exempted = await engine.preview(withoutConfig(enforce));
        expect(exempted.code, exempted.stdout).toBe(0);
        const drifted = nameOf(project.drift());
        const again = await engine.up(withoutConfig(enforce));
        expect(again.code).not.toBe(0);
        expect(again.created).toEqual([]);
        const mandatory = again.violations.filter(({ enforcementLevel }) => enforcementLevel === "mandatory");
        expect(mandatory.map(({ policyName }) => policyName)).toEqual([drifted]);
      });
    },
  );
});
