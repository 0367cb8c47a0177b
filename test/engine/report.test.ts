import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Log } from "sarif";
import { afterAll, describe, expect, test } from "vitest";
import { reportCommand } from "../../cli/report.js";
import type { PreviewResult } from "../../preview/result.js";
import { runCommand } from "../support/engine/command.js";
import { pulumiOnPath, PULUMI_MISSING, withEngine, type Engine, type Operation } from "../support/engine/pulumi.js";
import { capture } from "../support/output.js";
import { sarifFaults } from "../support/sarifSchema.js";

const pulumi = pulumiOnPath();
const root = path.resolve(__dirname, "../..");
const pack = path.join(root, "policies");
const team = path.join(root, "test/preview/fixtures/packOfATeam");
const folder = mkdtempSync(path.join(tmpdir(), "storefront-report-engine-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function configFile(name: string, config: unknown): string {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(config));
  return file;
}

async function report(eventLog: string, format: string): Promise<string> {
  const streams = capture();
  const code = await reportCommand(root, { eventLog, format: [format] }, streams);
  expect({ code, err: streams.err() }).toEqual({ code: 0, err: "" });
  return streams.out();
}

/** What the engine's log of a preview comes to, and as SARIF. */
async function byEngine(
  operation: Operation,
  verb: "preview" | "up" = "preview",
): Promise<{ code: number; result: PreviewResult; log: Log }> {
  return withEngine(async (engine) => {
    const { code, eventLog } = await engine[verb](operation);
    const [json, sarif] = await Promise.all([report(eventLog, "json"), report(eventLog, "sarif")]);
    return { code, result: JSON.parse(json) as PreviewResult, log: JSON.parse(sarif) as Log };
  });
}

/** What the offline preview of the same says. */
async function offline(program: string, ...flags: string[]): Promise<PreviewResult> {
  const args = [path.join(root, "dist/cli/main.js"), "preview", program, "--stack", "stack1", "--as-engine"];
  const env = process.env as Record<string, string>;
  const { stdout, stderr } = await runCommand(process.execPath, [...args, "--format", "json", ...flags], root, env);
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as PreviewResult;
}

const unknown = ({ undetermined }: PreviewResult): unknown =>
  undetermined.filter(({ pack: by }) => by !== undefined).map(({ id, urn, reason }) => ({ id, urn, reason }));
const names = ({ resources }: PreviewResult): string[] => resources.map(({ urn }) => urn).sort();

describe.skipIf(!pulumi)(`reports of the real engine's event log${pulumi ? "" : ` (${PULUMI_MISSING})`}`, () => {
  test("of the shop agree with the offline preview", async () => {
    const { code, result, log } = await byEngine({ program: root, packs: [pack] });
    const other = await offline(root);
    expect({ code, isComplete: result.isComplete, operation: result.operation }).toEqual({
      code: 0,
      isComplete: true,
      operation: "preview",
    });
    expect(result.violations).toEqual(other.violations);
    expect(unknown(result)).toEqual(unknown(other));
    expect(result.undetermined.length).toBeGreaterThan(0);
    expect(names(result)).toEqual(names(other));
    expect(sarifFaults(log)).toEqual([]);
  });

  test("of the drifted shop agree with the offline preview, exemption and remediation included", async () => {
    const exemption = {
      rule: "DK01",
      resource: "*::help-desk-key",
      reason: "The help desk moves.",
      expires: "2999-12-31",
    };
    const config = configFile("drifted.json", {
      "mail-not-proxied": "remediate",
      "spf-ends": "advisory",
      "mx-target": "disabled",
      "baseline-settings": { exemptions: [exemption] },
    });
    const program = path.join(root, "demo/drifted");
    const { code, result, log } = await byEngine({ program, packs: [pack], packConfigs: [config] });
    const other = await offline(program, "--policy-pack-config", config);
    expect(code).not.toBe(0);
    expect(result.summary.mandatory).toBeGreaterThan(10);
    expect(result.summary).toMatchObject({ exempted: 1 });
    expect(result.violations).toEqual(other.violations);
    expect(unknown(result)).toEqual(unknown(other));
    expect(result.remediations).toEqual(other.remediations);
    expect(result.remediations).toMatchObject([{ id: "DNS01" }]);
    expect(names(result)).toEqual(names(other));
    const policies = ({ packs }: PreviewResult): string[] =>
      packs.flatMap((one) => one.policies.map(({ policy }) => policy)).sort();
    expect(policies(result)).toEqual(policies(other));
    expect(policies(result)).not.toContain("mx-target");
    expect(sarifFaults(log)).toEqual([]);
    expect(log.runs[0]?.results).toHaveLength(result.violations.length + result.undetermined.length);
    // Whatever the stack is called and wherever the code lies, an alert stays the same.
    const prints = (one: Log): unknown => one.runs[0]?.results?.map(({ partialFingerprints }) => partialFingerprints);
    expect(prints(log)).toEqual(prints(await sarifOf(other)));
  });

  test("of an update, with a pack of another beside ours and a secret in the program", async () => {
    const program = path.join(root, "test/preview/fixtures/records");
    const operation = { program, packs: [pack, team], config: { "records:comment": "hush-hush", spf: "v=spf1 -all" } };
    const functions = { "aws:ec2/getAmi:getAmi": { id: "ami-0123456789abcdef0" } };
    const update = async (engine: Engine): Promise<void> => {
      const { code, eventLog, stdout, stderr } = await engine.up({ ...operation, flags: ["--skip-preview"] });
      expect(code, stdout + stderr).toBe(0);
      const json = await report(eventLog, "json");
      const result = JSON.parse(json) as PreviewResult;
      expect(result).toMatchObject({ operation: "update", isComplete: true, summary: { mandatory: 0 } });
      expect(result.packs.map(({ name }) => name).sort()).toEqual(["storefront-baseline", "team"]);
      expect(result.violations).toMatchObject([
        { id: "tagged", policy: "tagged", pack: "team", enforcementLevel: "advisory" },
      ]);
      expect(result.resources.find(({ name }) => name === "dmarc")?.inputs["comment"]).toBe("[secret]");
      expect(json).not.toContain("hush-hush");
      const log = JSON.parse(await report(eventLog, "sarif")) as Log;
      expect(sarifFaults(log)).toEqual([]);
      expect(log.runs).toHaveLength(2);
    };
    await withEngine(update, { functions });
  });
});

async function sarifOf(result: PreviewResult): Promise<Log> {
  const [{ formatSarif }, { rules }] = await Promise.all([
    import("../../report/sarif.js"),
    import("../../policies/rules.js"),
  ]);
  return JSON.parse(
    formatSarif(result, rules, { today: "2026-11-25", version: "1.2.3", projectFile: "Pulumi.yaml" }),
  ) as Log;
}
