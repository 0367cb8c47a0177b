import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";

const root = path.resolve(__dirname, "../..");
const folder = path.join(root, ".github/workflows");
const files = readdirSync(folder);

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}
const workflow = (file: string): Workflow => parse(readFileSync(path.join(folder, file), "utf8")) as Workflow;

describe.each(files)("%s", (file) => {
  const { permissions, jobs, on } = workflow(file);

  test("gives no permission but those that a job names, and none to write to the repository", () => {
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) {
      expect(Object.entries(job.permissions ?? {}).filter(([, access]) => access === "write")).toEqual(
        job.environment === "npm" ? [["id-token", "write"]] : [],
      );
    }
    // A job of a fork's pull request would hold what the repository holds.
    expect(Object.keys(on)).not.toContain("pull_request_target");
  });

  test("names each action by its commit, and no secret", () => {
    const uses = Object.values(jobs).flatMap(({ steps }) => steps.flatMap((step) => step.uses ?? []));
    expect(uses.length).toBeGreaterThan(2);
    for (const action of uses) expect(action).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
    expect(readFileSync(path.join(folder, file), "utf8")).not.toContain("secrets.");
  });
});

test("what publishes runs no code of the repository, after a job that ran all its checks", () => {
  const { pack, publish } = workflow("publish.yml").jobs;
  expect(pack?.steps.map(({ run }) => run)).toContain("bash .ci/run");
  expect(publish?.steps.filter(({ uses }) => uses?.startsWith("actions/checkout"))).toEqual([]);
  expect(publish?.steps.flatMap(({ run }) => run ?? [])).toEqual([
    expect.stringMatching(/^npm publish .*--provenance/),
  ]);
});

test("GitHub takes them as they are meant, says actionlint", ({ skip }) => {
  const built = spawnSync("sh", [path.join(__dirname, "actionlint.sh")], { encoding: "utf8" });
  if (built.status === 3) skip("actionlint cannot be built here");
  const actionlint = built.stdout.trim();
  expect(() =>
    execFileSync(
      actionlint,
      files.map((file) => path.join(folder, file)),
      { encoding: "utf8" },
    ),
  ).not.toThrow();
  expect(spawnSync(actionlint, ["-"], { input: "on: push\njobs: { a: { runs-on: x } }" }).status).toBe(1);
});

describe("a tag", () => {
  const release = mkdtempSync(path.join(tmpdir(), "storefront-release-"));
  afterAll(() => rmSync(release, { recursive: true, force: true }));
  cpSync(path.join(root, ".ci/releaseCheck.mjs"), path.join(release, ".ci/releaseCheck.mjs"));
  mkdirSync(path.join(release, "policies"));

  function faults(tag: string, version = "1.2.3", ofPack = "1.2.3", heading = "1.2.3 (2027-01-31)"): string {
    writeFileSync(path.join(release, "package.json"), JSON.stringify({ version }));
    writeFileSync(path.join(release, "policies/package.json"), JSON.stringify({ version: ofPack }));
    writeFileSync(path.join(release, "CHANGELOG.md"), `# Changelog\n\n## ${heading}\n\n- x\n\n## 1.2.2 (2026-12-01)\n`);
    const { status, stderr } = spawnSync(process.execPath, [".ci/releaseCheck.mjs", tag], {
      cwd: release,
      encoding: "utf8",
    });
    expect(status).toBe(stderr === "" ? 0 : 1);
    return stderr;
  }

  test("that agrees with the versions and the changelog is released", () => {
    expect(faults("v1.2.3")).toBe("");
  });

  test.each([
    ["of another version", ["v1.2.4"], /The tag is v1\.2\.4, and package\.json has version 1\.2\.3/],
    ["that is no version", ["next"], /The tag "next" is no version/],
    ["is not, where the pack has another version", ["v1.2.3", "1.2.3", "1.2.2"], /policies\/package\.json has version/],
    ["is not, where the changelog stops before it", ["v1.2.3", "1.2.3", "1.2.3", "1.2.2 (2026-12-01)"], /begins with/],
    ["is not, where the changelog has no date", ["v1.2.3", "1.2.3", "1.2.3", "1.2.3 (unreleased)"], /no date/],
  ] as [string, [string, string?, string?, string?], RegExp][])("%s", (_, given, fault) => {
    expect(faults(...given)).toMatch(fault);
  });
});
