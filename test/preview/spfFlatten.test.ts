import path from "node:path";
import { expect, test } from "vitest";
import { buildSpfLock } from "../../baseline/email/spf/lock.js";
import { lockSpf } from "../../baseline/email/spf/lockMaking.js";
import type { PreviewResult } from "../../preview/result.js";
import { closedZone } from "../baseline/email/spf/plannedZone.js";
import { runCommand, type Completed } from "../support/engine/command.js";
import { rsaKey } from "../support/records.js";

const root = path.resolve(__dirname, "../..");
const cli = path.join(root, "dist/cli/main.js");
const DAY = 86_400_000;

/** Previews the program with a lock that was compared with DNS some days ago. */
function preview(daysAgo: number, text: string, ...more: string[]): Promise<Completed> {
  const time = new Date(Date.now() - daysAgo * DAY).toISOString().replace(/\.\d+Z$/, "Z");
  const lock = buildSpfLock(lockSpf(["_spf.google.com"], closedZone({ "_spf.google.com TXT": [text] }), time));
  const config = { spfLock: lock, dkimKey: rsaKey(2048) };
  const flags = Object.entries(config).flatMap(([key, value]) => ["--config", `${key}=${value}`]);
  const program = path.join(__dirname, "fixtures/flattenedSpf");
  const args = [cli, "preview", program, "--format", "json", ...flags, ...more];
  return runCommand(process.execPath, args, root, process.env as Record<string, string>);
}

test("a preview shows the networks in place of the include, and the pack accepts them", async () => {
  const { code, stdout } = await preview(0, "v=spf1 ip4:192.0.2.0/24 ~all");
  const { resources, violations } = JSON.parse(stdout) as PreviewResult;
  expect(resources.find(({ name }) => name === "mail-spf")?.inputs["content"]).toBe('"v=spf1 ip4:192.0.2.0/24 ~all"');
  expect({ code, ids: violations.map(({ id }) => id).filter((id) => id.startsWith("SPF")) }).toEqual({
    code: 0,
    ids: [],
  });
});

test("an include that cannot be replaced, or an old lock, ends the preview with the reason and the way out", async () => {
  const pure = "v=spf1 ip4:192.0.2.0/24 ~all";
  const macro = await preview(0, "v=spf1 exists:%{i}.google.com ~all");
  expect(macro).toMatchObject({ code: 2, stdout: "" });
  expect(macro.stderr).toMatch(
    /spfFlatten\[0\]: include:_spf\.google\.com cannot be replaced by networks: it leads to/,
  );
  const old = await preview(31, pure);
  expect(old).toMatchObject({ code: 2, stdout: "" });
  expect(old.stderr).toMatch(/spfFlatten: The lock was last compared with DNS on .*, 31 days before/);
});

test("a program that holds its day fast is refused by the pack", async () => {
  const today = new Date(Date.now() - 31 * DAY).toISOString().slice(0, 10);
  const { code, stdout } = await preview(31, "v=spf1 ip4:192.0.2.0/24 ~all", "--config", `today=${today}`);
  const { violations } = JSON.parse(stdout) as PreviewResult;
  expect(code).toBe(1);
  expect(violations.filter(({ id }) => id === "SPF23")).toEqual([
    expect.objectContaining({
      enforcementLevel: "mandatory",
      urn: expect.stringMatching(/EmailDomain::mail$/) as string,
    }),
  ]);
});
