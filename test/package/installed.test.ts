import { cpSync, existsSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommand, type Completed } from "../support/engine/command.js";
import { installPackage } from "../support/installedPackage.js";

const root = path.resolve(__dirname, "../..");
const { project, installed } = installPackage();

beforeAll(() => {
  cpSync(path.join(root, "demo/drifted"), project, { recursive: true });
  writeFileSync(path.join(project, "tsconfig.json"), '{ "compilerOptions": { "strict": true, "noCheck": true } }');
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

function preview(...flags: string[]): Promise<Completed> {
  const command = path.join(installed, "dist/cli/main.js");
  return runCommand(process.execPath, [command, "preview", ...flags], project, process.env as Record<string, string>);
}

test("the packed package judges a shop's program by its own pack", async () => {
  const { code, stdout, stderr } = await preview();
  expect(stderr).toBe("");
  expect(code).toBe(1);
  expect(stdout).toContain("✗ DM03");
});

test("its pack stands where the README says, presets included", async () => {
  const pack = "node_modules/storefront-baseline/policies";
  const { code, stderr } = await preview("--policy-pack", pack, "--policy-pack-config", `${pack}/presets/audit.json`);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

test("it loads without @pulumi/tls, and only the component that makes keys asks for it", async () => {
  const program = [
    'const { DkimKey, EmailDomain } = require("storefront-baseline");',
    "console.log(typeof EmailDomain);",
    'new DkimKey("key", { domain: "shop.example", selector: "r1" });',
  ];
  const env = process.env as Record<string, string>;
  const { code, stdout, stderr } = await runCommand(process.execPath, ["-e", program.join("\n")], project, env);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "function\n" });
  expect(stderr).toContain("Run: npm install @pulumi/tls");
});

test("it holds the sources that the schema for other languages is inferred from, and no tests", () => {
  expect(existsSync(path.join(installed, "index.ts"))).toBe(true);
  expect(existsSync(path.join(installed, "components/email/emailDomain.ts"))).toBe(true);
  expect(existsSync(path.join(installed, "test"))).toBe(false);
});
