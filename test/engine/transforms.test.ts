import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { pulumiOnPath, PULUMI_MISSING, withEngine } from "../support/engine/pulumi.js";

const pulumi = pulumiOnPath();
const program = path.join(__dirname, "../preview/fixtures/transforms");

interface PreEvent {
  readonly resourcePreEvent?: {
    readonly metadata: { readonly new?: { urn: string; inputs: object; protect?: boolean } };
  };
}

describe.skipIf(!pulumi)(`transforms${pulumi ? "" : ` (${PULUMI_MISSING})`}`, () => {
  test("the real engine gives the resource that test/preview expects of the offline preview", async () => {
    await withEngine(async (engine) => {
      const { code, stdout, stderr, eventLog } = await engine.preview({ program });
      expect(code, stdout + stderr).toBe(0);
      const resources = readFileSync(eventLog, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => (JSON.parse(line) as PreEvent).resourcePreEvent?.metadata.new);
      const secret = resources.find((resource) => resource?.urn.endsWith("::secret"));
      expect(secret).toMatchObject({
        inputs: { description: "own parent grandparent stack", tags: { stage: "prod", team: "shop" } },
        protect: true,
      });
    });
  });
});
