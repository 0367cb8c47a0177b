import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import packageJson from "../../package.json";
import { rules } from "../../policies/rules.js";
import type { PreviewResult } from "../../preview/result.js";
import { formatHtml } from "../../report/html/page.js";
import { runCommand } from "../support/engine/command.js";

const root = path.resolve(__dirname, "../..");

/** The day of the samples: pictures of them must not change from day to day. */
export const TODAY = "2026-11-25";
const DAY = 24 * 60 * 60 * 1000;

/** What is agreed for the sample shop, with the days for which it still holds. */
const EXEMPTIONS = [
  {
    rule: "DK01",
    resource: "*::help-desk-key",
    reason: "The help desk moves to keys of 2048 bits with its next release.",
    ticket: "SHOP-412",
    days: 17,
  },
  {
    rule: "ENC10",
    resource: "*::stock-import",
    reason: "The supplier's client takes its password only from the environment; a rewrite is agreed.",
    ticket: "SHOP-388",
    days: 126,
  },
];

/** The drifted demo, which is blocked. */
export function drifted(): Promise<PreviewResult> {
  return preview("demo/drifted");
}

/** A shop with mail, roles, data and backups that mostly stands, as the engine previews it, with two exemptions. */
export async function exempted(): Promise<PreviewResult> {
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-sample-"));
  try {
    const file = path.join(folder, "exemptions.json");
    const exemptions = EXEMPTIONS.map(({ days, ...rest }) => ({ ...rest, expires: dayAfter(Date.now(), days) }));
    writeFileSync(file, JSON.stringify({ "baseline-settings": { exemptions } }));
    const flags = ["--stack", "production", "--policy-pack-config", file, "--as-engine"];
    const result = await preview("test/browser/fixtures/shop", ...flags);
    return { ...result, violations: result.violations.map(onFixedDay) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The pack judged exemptions of the day of the run; the report tells them as seen from {@link TODAY}. */
function onFixedDay(violation: PreviewResult["violations"][number]): PreviewResult["violations"][number] {
  const agreed = EXEMPTIONS.find(({ rule }) => rule === violation.id);
  if (!violation.exemption || !agreed) return violation;
  const expires = dayAfter(Date.parse(TODAY), agreed.days);
  return { ...violation, exemption: { ...violation.exemption, expires } };
}

function dayAfter(start: number, days: number): string {
  return new Date(start + days * DAY).toISOString().slice(0, 10);
}

async function preview(folder: string, ...flags: string[]): Promise<PreviewResult> {
  const args = ["dist/cli/main.js", "preview", folder, "--format", "json", ...flags];
  const { stdout, stderr } = await runCommand(process.execPath, args, root, process.env as Record<string, string>);
  if (stdout === "") throw new Error(`${folder} was not previewed: ${stderr}`);
  return JSON.parse(stdout) as PreviewResult;
}

export function htmlOf(result: PreviewResult): string {
  return formatHtml(result, rules, { today: TODAY, version: packageJson.version });
}
