import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mistakes, together } from "../../demo/drifted/mistakes.js";
import { pulumiOnPath, PULUMI_MISSING, withEngine, type Operation, type Outcome } from "../support/engine/pulumi.js";

const pulumi = pulumiOnPath();
const root = path.resolve(__dirname, "../..");
const folder = path.join(root, "policies");
const executable = path.join(folder, "pack");
const drifted = (pack: string, mistake?: string): Operation => ({
  program: path.join(root, "demo/drifted"),
  packs: [pack],
  ...(mistake === undefined ? {} : { config: { mistake } }),
});

/** What an operation says of policies. The engine registers resources in no fixed order, and messages list them so. */
const said = ({ code, violations }: Outcome): object => ({
  code,
  violations: violations
    .map(({ policyName, enforcementLevel, message }) => [
      policyName,
      enforcementLevel,
      ...message.split(/[ ,.]+/).sort(),
    ])
    .map((words) => words.join(" "))
    .sort(),
});

describe.skipIf(!pulumi)(`the executable pack in the real engine${pulumi ? "" : ` (${PULUMI_MISSING})`}`, () => {
  let own: string;

  beforeAll(() => {
    own = mkdtempSync(path.join(root, "node_modules/.executable-pack-"));
  });
  afterAll(() => rmSync(own, { recursive: true, force: true }));

  /** A team's own pack: a folder with package.json, the code, and the executable that the documentation gives. */
  const teamPack = (name: string, code: string): string => {
    const at = path.join(own, name);
    mkdirSync(at);
    writeFileSync(path.join(at, "package.json"), JSON.stringify({ name, version: "1.2.3", main: "index.js" }));
    writeFileSync(path.join(at, "index.js"), code);
    const file = path.join(at, "pack");
    const entry = path.join(root, "dist/policies/executable.js");
    writeFileSync(file, `#!/usr/bin/env node\nrequire(${JSON.stringify(entry)}).runPack(__dirname);\n`);
    chmodSync(file, 0o755);
    return file;
  };

  const withConfig = async (config: unknown, check: (file: string) => Promise<void>): Promise<void> => {
    const file = path.join(own, "config.json");
    writeFileSync(file, JSON.stringify(config));
    await check(file);
  };

  test("the shop passes", async () => {
    await withEngine(async (engine) => {
      const { code, violations, stdout, stderr } = await engine.up({ program: root, packs: [executable] });
      expect(code, stdout + stderr).toBe(0);
      expect(violations).toEqual([]);
    });
  });

  test.each(["softened-dmarc", "short-key", "proxied-key", Object.keys(mistakes).at(-1) ?? ""])(
    "%s is judged exactly as by the folder",
    async (mistake) => {
      await withEngine(async (engine) => {
        const byFolder = said(await engine.preview(drifted(folder, mistake)));
        expect(said(await engine.preview(drifted(executable, mistake)))).toEqual(byFolder);
        expect(byFolder).not.toHaveProperty("code", 0);
      });
    },
  );

  test("all mistakes together are judged exactly as by the folder, and nothing is created", async () => {
    await withEngine(async (engine) => {
      const byFolder = await engine.up(drifted(folder));
      const outcome = await engine.up(drifted(executable));
      expect(said(outcome)).toEqual(said(byFolder));
      expect(outcome.violations.length).toBeGreaterThan(together.length);
      expect(outcome.created).toEqual([]);
    });
  });

  test("an exemption in the stack's configuration holds, for the severities that may be exempted there", async () => {
    const exemption = { rule: "DK01", resource: "*::help-desk-key", reason: "Moves in spring.", expires: "2999-12-31" };
    const config = { "storefront-baseline:exemptions": JSON.stringify([exemption]), mistake: "short-key" };
    await withConfig({ "baseline-settings": { stackExemptions: ["critical", "high"] } }, async (file) => {
      await withEngine(async (engine) => {
        const { code, violations, stdout } = await engine.preview({
          ...drifted(executable),
          config,
          packConfigs: [file],
        });
        expect(code, stdout).toBe(0);
        expect(violations.map(({ policyName }) => policyName)).toEqual(["exempted"]);
      });
    });
    await withEngine(async (engine) => {
      const { code, stdout } = await engine.preview({ ...drifted(executable), config });
      expect(code).not.toBe(0);
      expect(stdout).toContain("Exemption 1 in the stack's configuration does not hold");
    });
  });

  test("a preset file is taken as it is: audit blocks nothing", async () => {
    await withEngine(async (engine) => {
      const packConfigs = [path.join(folder, "presets/audit.json")];
      const { code, violations } = await engine.preview({ ...drifted(executable), packConfigs });
      expect(code).toBe(0);
      expect(violations.length).toBeGreaterThan(together.length);
      expect(violations.map(({ enforcementLevel }) => enforcementLevel)).not.toContain("mandatory");
    });
  });

  test("a configured name that is no rule is an error, with the nearest that is", async () => {
    await withConfig({ "dmarc-enforcment": "advisory" }, async (file) => {
      await withEngine(async (engine) => {
        const { code, stdout, stderr } = await engine.preview({ ...drifted(executable, "none"), packConfigs: [file] });
        expect(code).not.toBe(0);
        expect(stdout + stderr).toContain('did you mean "dmarc-enforcement"?');
      });
    });
  });

  test("the level remediate mends the record before the provider receives it", async () => {
    await withConfig({ "mail-not-proxied": "remediate" }, async (file) => {
      await withEngine(async (engine) => {
        const operation = { ...drifted(executable, "proxied-key"), packConfigs: [file] };
        const { code, created, stdout, stderr } = await engine.up(operation);
        expect(code, stdout + stderr).toBe(0);
        expect(created.find(({ name }) => name === "ses-key")?.inputs["proxied"]).toBe(false);
      });
    });
  });

  test("a team's own pack reads the stack while it is loaded, logs, and has its own rules", async () => {
    const createPack = path.join(root, "dist/policies/bundled/createPack.js");
    const file = teamPack(
      "team",
      `const pulumi = require("@pulumi/pulumi");
       const { createPack } = require(${JSON.stringify(createPack)});
       const told = [pulumi.getProject(), pulumi.getStack(), new pulumi.Config().require("mistake"), pulumi.runtime.isDryRun()];
       pulumi.log.info("the pack of the team is loaded");
       createPack({ name: "team", rules: [{
         id: "TEAM01", name: "team-rule", title: "The team is told.", why: "-", fix: "-", severity: "high", references: [],
         types: ["cloudflare:index/zone:Zone"],
         checkResource: (resource, verdict) => verdict.violation("Told: " + told.join(" ")),
       }] });`,
    );
    await withEngine(async (engine) => {
      const { code, violations, stdout, stderr } = await engine.preview(drifted(file, "none"));
      const found = violations.find(({ policyName }) => policyName === "team-rule");
      expect(found?.message, stdout + stderr).toMatch(/Told: [a-z-]+ stack1 none true/);
      expect(code).not.toBe(0);
      expect(stdout + stderr).toContain("the pack of the team is loaded");
    });
  });

  test.each([
    [
      "throws while it is loaded",
      'throw new Error("the rules are missing");',
      /failed to load.*the rules are missing/s,
    ],
    ["constructs no pack", "module.exports = {};", /failed to load.*constructs no PolicyPack/s],
    ["names a module that is missing", 'require("./rules.js");', /failed to load.*Cannot find module '.\/rules.js'/s],
  ])("a pack that %s fails the operation, and says why", async (what, code, message) => {
    const file = teamPack(what.replaceAll(" ", "-"), code);
    await withEngine(async (engine) => {
      const outcome = await engine.up(drifted(file, "none"));
      expect(outcome.code).not.toBe(0);
      expect(outcome.stdout + outcome.stderr).toMatch(message);
      expect(outcome.created).toEqual([]);
    });
  });
});

describe("the executable pack", () => {
  /** What it prints first, once it listens. */
  const firstLine = async (file: string, environment: Readonly<Record<string, string>>): Promise<string> => {
    const node = path.dirname(process.execPath);
    const child = spawn(file, ["127.0.0.1:0"], {
      env: { PATH: `${node}${path.delimiter}${process.env["PATH"] ?? ""}`, ...environment },
      cwd: tmpdir(),
    });
    try {
      return await new Promise((resolve, reject) => {
        let errors = "";
        child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
        child.stdout.once("data", (data: Buffer) => resolve(data.toString()));
        child.once("exit", (code) => reject(new Error(`exited with ${code}: ${errors}`)));
      });
    } finally {
      child.kill();
    }
  };

  test("starts where the compile cache cannot be written, through a link, and from any folder", async () => {
    const elsewhere = mkdtempSync(path.join(tmpdir(), "storefront-executable-"));
    try {
      const notFolder = path.join(elsewhere, "file");
      writeFileSync(notFolder, "");
      symlinkSync(executable, path.join(elsewhere, "linked-pack"));
      const line = await firstLine(path.join(elsewhere, "linked-pack"), { XDG_CACHE_HOME: notFolder });
      expect(line).toMatch(/^\d+\n$/);
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
  });
});
