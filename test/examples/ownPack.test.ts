import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PreviewResult } from "../../preview/result.js";
import { runCommand, type Completed } from "../support/engine/command.js";
import { pulumiOnPath, PULUMI_MISSING, withEngine } from "../support/engine/pulumi.js";
import { installPack, packAndUnpack } from "../support/ownPack.js";

const root = path.resolve(__dirname, "../..");
const program = path.join(__dirname, "fixtures/invoices");
const pulumi = pulumiOnPath();
const folder = mkdtempSync(path.join(tmpdir(), "storefront-own-pack-"));
const baseline = path.join(folder, "baseline/package");
const pack = path.join(folder, "pack");
const published = path.join(folder, "published/package");
const config = path.join(folder, "config.json");
const environment: Record<string, string> = {
  ...(process.env as Record<string, string>),
  PATH: [path.join(root, "node_modules/.bin"), process.env["PATH"]].join(path.delimiter),
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A team's folder: laid out from the packed package, with what `npm install` would put into it. */
beforeAll(() => {
  packAndUnpack(root, path.dirname(baseline), "--ignore-scripts");
  const template = path.join(baseline, "examples/policy-pack");
  if (pulumi) {
    const home = path.join(folder, "home");
    mkdirSync(home);
    execFileSync(
      "pulumi",
      ["policy", "new", template, "--generate-only", "--offline", "--dir", pack, "--non-interactive"],
      {
        env: { ...environment, HOME: home, PULUMI_HOME: home, PULUMI_SKIP_UPDATE_CHECK: "true" },
        stdio: ["ignore", "ignore", "inherit"],
      },
    );
  } else cpSync(template, pack, { recursive: true });
  installPack(pack, baseline, ["dependencies", "devDependencies"]);
  // The bucket's backups stand in another stack.
  writeFileSync(config, JSON.stringify({ "baseline-settings": { backedUpTags: { backup: "true" } } }));
});

const inPack = (command: string, ...args: string[]): Promise<Completed> => runCommand(command, args, pack, environment);

function exempt(expires: string): void {
  const exemption = { rule: "SHOP01", resource: "*::invoices-bucket", reason: "The old warehouse reads it.", expires };
  writeFileSync(path.join(pack, "exemptions.ts"), `export const exemptions = ${JSON.stringify([exemption])};\n`);
}

interface Judged {
  readonly code: number;
  /** Mandatory violations that stand, by policy. */
  readonly blocked: readonly string[];
  readonly exempted: number;
  readonly output: string;
}

/** The same program and pack, by the offline preview and by the real engine. */
const engines: Record<string, (own: string, settings: Readonly<Record<string, string>>) => Promise<Judged>> = {
  async "the offline preview"(own, settings) {
    const flags = Object.entries(settings).flatMap(([key, value]) => ["--config", `${key}=${value}`]);
    const packs = ["--policy-pack", own, "--policy-pack-config", config];
    const cli = path.join(pack, "node_modules/storefront-baseline/dist/cli/main.js");
    const args = [cli, "preview", program, ...packs, ...flags, "--format", "json"];
    const { code, stdout, stderr } = await runCommand(process.execPath, args, root, environment);
    if (stdout === "") throw new Error(stderr);
    const { violations } = JSON.parse(stdout) as PreviewResult;
    const standing = violations.filter(({ exemption }) => exemption === undefined);
    return {
      code,
      blocked: standing.filter(({ enforcementLevel }) => enforcementLevel === "mandatory").map(({ policy }) => policy),
      exempted: violations.length - standing.length,
      output: stdout + stderr,
    };
  },
  "the real engine": (own, settings) =>
    withEngine(async (engine) => {
      const operation = { program, packs: [own], packConfigs: [config], config: settings };
      const { code, violations, stdout, stderr, created } = await engine.preview(operation);
      expect(created).toEqual([]);
      const mandatory = violations.filter(({ enforcementLevel }) => enforcementLevel === "mandatory");
      return {
        code,
        blocked: mandatory.map(({ policyName }) => policyName),
        exempted: violations.filter(({ policyName }) => policyName === "exempted").length,
        output: stdout + stderr,
      };
    }),
};
const BAD = { bucket: "invoices-of-fernwood", rest: "+all" };

describe("a team's own pack", () => {
  test("passes its types and the tests of its own rules", async () => {
    const { code, stdout, stderr } = await inPack("npm", "test");
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toMatch(/pass 3\n/);
  });

  test("finds in the package every type that a rule over the stack needs, unknown values among them", async () => {
    const file = path.join(pack, "rules/whole.ts");
    const rule = (use: string): string => `
      import { UNKNOWN, type Maybe, type Resource, type Rule, type Settings, type Stack, type Verdict } from "storefront-baseline/policies";
      const BUCKET = "aws:s3/bucket:Bucket";
      const names = (stack: Stack): readonly Maybe<string | undefined>[] => stack.ofTypes([BUCKET]).map((one) => one.text("bucket"));
      function judge(policy: Resource, stack: Stack, verdict: Verdict): void {
        const of = policy.sources.get("bucket") ?? [];
        const bucket = stack.resources.find(({ urn }) => of.includes(urn));
        const name = bucket && stack.given(bucket).text("bucket");
        ${use}
        if (stack.read(names).includes(UNKNOWN)) verdict.undetermined("A name is not known yet.", { urn: policy.urn });
      }
      export const whole: Rule = {
        id: "SHOP02", name: "shop-whole", title: "T.", why: "W.", fix: "F.", severity: "low", references: [],
        types: [BUCKET],
        asksInputs: true,
        checkStack: (stack, verdict) => stack.ofTypes(["aws:s3/bucketPolicy:BucketPolicy"]).forEach((one) => judge(one, stack, verdict)),
        remediate: (bucket, { databaseRetention }: Settings) => (bucket.flag("forceDestroy") === true ? { days: databaseRetention } : undefined),
      };`;
    try {
      writeFileSync(file, rule(`if (name !== UNKNOWN && name?.startsWith("x")) verdict.violation("It is x.");`));
      expect(await inPack("tsc")).toMatchObject({ code: 0, stdout: "" });
      writeFileSync(file, rule(`if (name?.startsWith("x")) verdict.violation("It is x.");`));
      expect((await inPack("tsc")).stdout).toContain("startsWith");
    } finally {
      rmSync(file);
    }
  });

  describe.each(Object.entries(engines))("in %s", (engine, judge) => {
    const original = (): void =>
      cpSync(path.join(root, "examples/policy-pack/exemptions.ts"), path.join(pack, "exemptions.ts"));

    test.skipIf(engine === "the real engine" && !pulumi)(
      `judges by its rules and ours${pulumi ? "" : ` (${PULUMI_MISSING})`}`,
      { timeout: 300_000 },
      async () => {
        original();
        const good = await judge(pack, {});
        expect({ code: good.code, blocked: good.blocked }, good.output).toEqual({ code: 0, blocked: [] });
        const bad = await judge(pack, BAD);
        expect(bad.code).not.toBe(0);
        expect([...bad.blocked].sort(), bad.output).toEqual(["shop-bucket-names", "spf-passes-everyone"]);
        expect(bad.output).toContain("invoices-bucket has the name invoices-of-fernwood.");
        exempt("2999-12-31");
        const exempted = await judge(pack, { bucket: BAD.bucket });
        expect({ ...exempted, output: "" }, exempted.output).toEqual({ code: 0, blocked: [], exempted: 1, output: "" });
        exempt("2020-12-31");
        const expired = await judge(pack, { bucket: BAD.bucket });
        expect(expired.code).not.toBe(0);
        expect([...expired.blocked].sort()).toEqual(["baseline-settings", "shop-bucket-names"]);
        expect(expired.output).toContain("it expired on 2020-12-31");
        original();
      },
    );
  });
});

/** What `pulumi policy publish` does (pkg/backend/httpstate/policypack.go), and then whoever previews a stack. */
describe("the published pack", () => {
  const uploaded: { stdout: string; files: string[] } = { stdout: "", files: [] };
  beforeAll(() => {
    // `npm pack` in the folder; the package is unpacked elsewhere; its dependencies are installed, without the others.
    Object.assign(uploaded, packAndUnpack(pack, path.dirname(published)));
    installPack(published, baseline, ["dependencies"]);
  });

  test("holds all that it needs, and no tests", () => {
    expect(uploaded.files).toEqual(
      [
        "PulumiPolicy.yaml",
        "README.md",
        "exemptions.ts",
        "index.ts",
        "package.json",
        "rules/bucketNames.ts",
        "tsconfig.json",
      ].sort(),
    );
  });

  test("is packed without a word but the package's name, from which the engine reads where it is", () => {
    expect(uploaded.stdout).toBe("shop-policies-0.1.0.tgz\n");
    const { scripts = {} } = JSON.parse(readFileSync(path.join(pack, "package.json"), "utf8")) as {
      scripts?: Record<string, string>;
    };
    expect(Object.keys(scripts)).toEqual(["test"]);
  });

  test.each(Object.entries(engines).filter(([engine]) => pulumi !== undefined || engine !== "the real engine"))(
    "runs from there in %s",
    async (_, judge) => {
      const { code, blocked, output } = await judge(published, BAD);
      expect(code).not.toBe(0);
      expect([...blocked].sort(), output).toEqual(["shop-bucket-names", "spf-passes-everyone"]);
    },
  );
});
