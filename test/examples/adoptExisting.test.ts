import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { blocks, InstalledPackage, readme, type Project } from "../support/examples.js";

interface Enforced {
  "baseline-settings": {
    exemptions: { rule: string; resource: string; reason: string; expires: string; ticket?: string }[];
  };
}

let installed: InstalledPackage;
let project: Project;
beforeAll(async () => {
  installed = new InstalledPackage();
  project = await installed.layOut("adopt-existing");
});
afterAll(() => installed.remove());

const [audited = "", enforced = "", blocked = ""] = blocks(readme("adopt-existing"), "text");
const lines = (block: string): string[] => block.trimEnd().split("\n");
const exemptions = (): Enforced["baseline-settings"]["exemptions"] =>
  (project.read("policy/enforce.json") as Enforced)["baseline-settings"].exemptions;

test("the program that exists has the types that its own tsconfig.json asks for", async () => {
  expect((await project.script("check")).code).toBe(0);
});

test("audit blocks nothing and shows what the README shows", async () => {
  const { code, stdout } = await project.script("audit");
  expect(code).toBe(0);
  for (const line of lines(audited)) expect(stdout.split("\n")).toContain(line);
});

test("without an exemption, enforcing blocks", async () => {
  const { code, stdout } = await project.script("preview");
  expect(code).toBe(1);
  expect(stdout).toContain("10 mandatory violations");
});

test("an exemption without a reason or a number of days is refused, and nothing is written", async () => {
  const { code, stderr } = await project.script("exempt", "--days", "soon");
  expect(code).toBe(2);
  expect(stderr).toContain("--days is soon");
  expect(stderr).toContain("--reason is missing");
  expect(exemptions()).toEqual([]);
});

test("what blocks is exempted as the README says: one rule alone, then the rest", async () => {
  const commands = blocks(readme("adopt-existing"), "sh")[1] ?? "";
  for (const command of lines(commands)) {
    const { code, stderr } = await installed.run(project.folder, "bash", ["-c", command]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  }
  const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const [first, ...rest] = exemptions();
  const shown = JSON.parse(blocks(readme("adopt-existing"), "json")[0] ?? "") as object;
  expect(first).toEqual({ ...shown, expires: day(30) });
  expect(rest.map(({ expires }) => expires)).toEqual(Array<string>(8).fill(day(60)));
});

test("then enforcing passes, and shows what the README shows", async () => {
  const { code, stdout } = await project.script("preview");
  expect(code).toBe(0);
  for (const line of lines(enforced)) expect(stdout.split("\n")).toContain(line);
});

test("an exemption whose last day is over blocks", async () => {
  const file = path.join(project.folder, "policy/enforce.json");
  const before = readFileSync(file, "utf8");
  writeFileSync(file, before.replace(/"expires": "[0-9-]+"/, '"expires": "2026-01-31"'));
  const { code, stdout } = await project.script("preview");
  writeFileSync(file, before);
  expect(code).toBe(1);
  expect(stdout).toContain("2026-01-31");
});

test("what comes new is blocked, as the README shows", async () => {
  expect(project.drift()).toBe("SPF08");
  const { code, stdout } = await project.script("preview");
  expect(code).toBe(1);
  for (const line of lines(blocked)) expect(stdout.split("\n")).toContain(line);
});
