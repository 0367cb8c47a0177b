// Exempts what blocks the deploy today, until a day: npm run exempt -- --days 60 --reason "…" [--ticket SEC-1] [--rule DM03]
// It writes policy/enforce.json. What is exempted already stays as it is; what comes later blocks.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

const CONFIG = "policy/enforce.json";
const DAY = 24 * 3600 * 1000;

const { values } = parseArgs({
  options: {
    days: { type: "string" },
    reason: { type: "string" },
    ticket: { type: "string" },
    rule: { type: "string" },
    stack: { type: "string", default: "dev" },
  },
});
const days = Number(values.days);
const faults = [];
if (!(Number.isInteger(days) && days >= 1 && days <= 365)) {
  faults.push(`--days is ${values.days ?? "missing"}; needed is a whole number from 1 to 365.`);
}
if ((values.reason ?? "").length < 10) faults.push("--reason is missing or shorter than ten characters.");
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(2);
}

const config = JSON.parse(readFileSync(CONFIG, "utf8"));
const settings = (config["baseline-settings"] ??= {});
const expires = new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
const added = blocking()
  .filter(({ id }) => values.rule === undefined || id === values.rule)
  .map(({ id, urn }) => ({
    rule: id,
    // The same resource in every stack.
    resource: urn.replace(/^urn:pulumi:[^:]+::/, "urn:pulumi:*::"),
    reason: values.reason,
    expires,
    ...(values.ticket && { ticket: values.ticket }),
  }))
  .filter(
    ({ rule, resource }, index, all) =>
      index === all.findIndex((one) => one.rule === rule && one.resource === resource),
  );
settings.exemptions = [...(settings.exemptions ?? []), ...added];
writeFileSync(CONFIG, `${JSON.stringify(config, undefined, 2)}\n`);
for (const { rule, resource } of added)
  console.log(`${rule} at ${resource.split("::").at(-1)}: exempted until ${expires}`);
console.log(`${added.length} exemptions added to ${CONFIG}.`);

/** What a preview says that blocks, and no exemption covers. */
function blocking() {
  const folder = mkdtempSync(path.join(tmpdir(), "exempt-"));
  const output = path.join(folder, "preview.json");
  try {
    const flags = ["--stack", values.stack, "--policy-pack-config", CONFIG, "--format", "json", "--output", output];
    const { status } = spawnSync("npx", ["storefront-baseline", "preview", ...flags], { stdio: "inherit" });
    // 0 and 1 are verdicts; anything else is a failure, which the command has told.
    if (status !== 0 && status !== 1) process.exit(2);
    const { violations } = JSON.parse(readFileSync(output, "utf8"));
    return violations.filter(({ enforcementLevel, exemption }) => enforcementLevel === "mandatory" && !exemption);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
