import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Log } from "sarif";
import { afterAll, describe, expect, test } from "vitest";
import { reportCommand, type ReportFlags } from "../../cli/report.js";
import type { PreviewResult } from "../../preview/result.js";
import { runCommand, type Completed } from "../support/engine/command.js";
import { capture } from "../support/output.js";
import { sarifFaults } from "../support/sarifSchema.js";

const root = path.resolve(__dirname, "../..");
const folder = mkdtempSync(path.join(tmpdir(), "storefront-report-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inFolder = (name: string): string => path.join(folder, name);

const STACK = "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod";
const RECORD = "urn:pulumi:prod::shop::cloudflare:index/dnsRecord:DnsRecord::spf";
const KEY_ID = "AKIAIOSFODNN7EXAMPLE";
const pack = { policyPackName: "storefront-baseline", policyPackVersion: "1.2.3" };

function logFile(name: string, isEnded = true, ...violations: object[]): string {
  const events: object[] = [
    {
      resourcePreEvent: { metadata: { new: { urn: STACK, type: "pulumi:pulumi:Stack", parent: "" } }, planning: true },
    },
    {
      resourcePreEvent: {
        metadata: { new: { urn: RECORD, type: "cloudflare:index/dnsRecord:DnsRecord", parent: STACK } },
        planning: true,
      },
    },
    { policyAnalyzeSummaryEvent: { ...pack, passed: ["baseline-settings", "spf-passes-everyone"] } },
    ...violations.map((policyEvent) => ({ policyEvent: { ...pack, resourceUrn: RECORD, ...policyEvent } })),
    ...(isEnded ? [{ summaryEvent: { isPreview: true } }, { cancelEvent: {} }] : []),
  ];
  const file = inFolder(name);
  writeFileSync(file, events.map((event, sequence) => `${JSON.stringify({ sequence, ...event })}\n`).join(""));
  return file;
}

const everyone = {
  ...{ policyName: "spf-passes-everyone", enforcementLevel: "mandatory", severity: "critical" },
  message: 'An SPF record does not let everyone pass.\nThe term "all" lets everyone pass.\nFix: Remove it.\n',
};
const good = logFile("good.json");
const bad = logFile("bad.json", true, everyone);

async function report(
  flags: Omit<ReportFlags, "eventLog">,
  eventLog = bad,
): Promise<{ code: number; out: string; err: string }> {
  const streams = capture();
  const code = await reportCommand(folder, { eventLog, ...flags }, streams);
  return { code, out: streams.out(), err: streams.err() };
}

function command(...args: string[]): Promise<Completed> {
  const cli = path.join(root, "dist/cli/main.js");
  return runCommand(process.execPath, [cli, ...args], root, process.env as Record<string, string>);
}

describe("a report of an event log", () => {
  test("reads as text by default, and does not fail: the engine did", async () => {
    const { code, out, err } = await report({});
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^Preview of shop \(stack prod\)\n {2}└─ cloudflare:DnsRecord spf {2}✗ SPF07\n/);
    expect(out).toMatch(/1 mandatory violation\. The deploy would be blocked\.\n$/);
  });

  test("with --fail exits as a preview does", async () => {
    expect((await report({ fail: true })).code).toBe(1);
    expect((await report({ fail: true }, good)).code).toBe(0);
  });

  test("of a log that ends early says so; with --fail that is no pass", async () => {
    const early = logFile("early.json", false);
    expect(await report({}, early)).toMatchObject({ code: 0, err: expect.stringContaining("ends before") as string });
    expect((await report({ fail: true }, early)).code).toBe(2);
    expect((await report({ fail: true }, logFile("worse.json", false, everyone))).code).toBe(1);
  });

  test("of several operations says which it is", async () => {
    const both = inFolder("both.json");
    writeFileSync(both, readFileSync(bad, "utf8") + readFileSync(good, "utf8"));
    const { code, err } = await report({ fail: true }, both);
    expect({ code, err }).toEqual({
      code: 0,
      err: "The log holds several operations: this is the last one's report.\n",
    });
  });

  test("shows no key that a pack or a program gave away", async () => {
    const leak = { ...everyone, policyName: "theirs", policyPackName: "team", message: `The key ${KEY_ID} is old.` };
    const { out } = await report({ format: ["json"] }, logFile("leak.json", true, leak));
    expect((JSON.parse(out) as PreviewResult).violations[0]?.message).toBe("The key [redacted] is old.");
    expect(out).not.toContain(KEY_ID);
  });

  test("knows the rule that the engine names by its policy alone", async () => {
    const { out } = await report({ format: ["sarif"] });
    const log = JSON.parse(out) as Log;
    expect(sarifFaults(log)).toEqual([]);
    expect(log.runs[0]?.tool.driver).toMatchObject({ name: "storefront-baseline", semanticVersion: "1.2.3" });
    expect(log.runs[0]?.results).toMatchObject([{ ruleId: "SPF07", level: "error" }]);
    expect(log.runs[0]?.tool.driver.rules).toMatchObject([{ id: "SPF07", properties: { severity: "critical" } }]);
  });
});

describe("--format and --output", () => {
  test("the n-th format goes to the n-th output, of which - is the standard output", async () => {
    const file = inFolder("one.out");
    const { out } = await report({ format: ["markdown", "junit"], output: ["-", file] });
    expect(out).toMatch(/^<!-- storefront-baseline shop\/prod -->/);
    expect(readFileSync(file, "utf8")).toMatch(/^<\?xml /);
  });

  test("a file's ending tells its format where --format does not", async () => {
    const files = ["a.sarif", "a.sarif.json", "a.json", "a.xml", "a.md", "a.txt", "a.log"].map(inFolder);
    expect((await report({ output: files })).out).toBe("");
    const begin = files.map((file) => readFileSync(file, "utf8").slice(0, 40).replace(/\s+/g, " "));
    expect(begin.map((text) => text.slice(0, 12))).toEqual([
      '{ "$schema":',
      '{ "$schema":',
      '{ "program":',
      "<?xml versio",
      "<!-- storefr",
      "Preview of s",
      "Preview of s",
    ]);
  });

  test("all that is wrong is told at once, and nothing is written", async () => {
    const file = inFolder("never.sarif");
    const flags = { format: ["sarif", "pdf"], output: [file, file, inFolder("missing/a.md"), folder] };
    const refusal = await report(flags).then(
      () => "",
      (error: Error) => error.message,
    );
    expect(refusal.split("\n")).toEqual([
      '--format is "pdf"; allowed are text, json, sarif, sarif-github, junit, markdown, html.',
      expect.stringMatching(/^--format is given 2 times for 4 outputs\. Give one --output for each --format/) as string,
      `--output ${file} is given more than once.`,
      `--output ${inFolder("missing/a.md")} cannot be written: the folder ${inFolder("missing")} does not exist.`,
      `--output ${folder} is a folder.`,
    ]);
    expect(existsSync(file)).toBe(false);
  });
});

describe("the command", () => {
  test("preview writes several reports of one run, with the line that makes each resource", async () => {
    const files = ["p.sarif", "p.md", "p.xml"].map(inFolder);
    const drifted = ["test/preview/fixtures/records", "--config", 'spf="v=spf1 +all"'];
    const { code, stdout, stderr } = await command("preview", ...drifted, ...files.flatMap((file) => ["-o", file]));
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: "", stderr: "" });
    const [sarif, markdown, junit] = files.map((file) => readFileSync(file, "utf8"));
    const log = JSON.parse(sarif ?? "") as Log;
    expect(sarifFaults(log)).toEqual([]);
    const at = log.runs[0]?.results?.find(({ ruleId }) => ruleId === "SPF07")?.locations?.[0]?.physicalLocation;
    const line = at?.region?.startLine ?? 0;
    expect(at?.artifactLocation?.uri).toBe("test/preview/fixtures/records/index.js");
    const source = readFileSync(path.join(root, at?.artifactLocation?.uri ?? ""), "utf8").split("\n");
    expect(source[line - 1]).toContain("new cloudflare.DnsRecord(");
    expect(markdown).toContain(`test/preview/fixtures/records/index.js:${line}`);
    expect(junit).toContain('<failure type="critical"');
  });

  test("report exits with 1 with --fail, and with 2 and one sentence for bad input", async () => {
    expect(await command("report", "--event-log", bad, "--fail")).toMatchObject({ code: 1, stderr: "" });
    const cases: [string[], RegExp][] = [
      [["report"], /required option '--event-log <FILE>' not specified/],
      [["report", "--event-log", inFolder("nowhere.json")], /^--event-log \S*nowhere\.json cannot be read: ENOENT/],
      [["report", "--event-log", folder], /^--event-log \S+ cannot be read: EISDIR/],
      [["report", "--event-log", path.join(root, "README.md")], /README\.md:1 is no JSON\. Give the file that pulumi/],
      [["report", "--event-log", path.join(root, "package.json")], /package\.json:1 is no JSON\./],
    ];
    for (const [args, says] of cases) {
      const { code, stdout, stderr } = await command(...args);
      expect(stderr).toMatch(says);
      expect(stderr.trim().split("\n")).toHaveLength(1);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    }
  });
});
