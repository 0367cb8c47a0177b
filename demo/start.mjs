// Shows the pack at work: the shop passes, its drifted copy is blocked. No account and no Pulumi CLI are needed.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { styleText } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
const heading = (text) => console.log(process.stdout.isTTY ? styleText("bold", `\n${text}\n`) : `\n${text}\n`);

function preview(folder) {
  const { status } = spawnSync(process.execPath, ["dist/cli/main.js", "preview", folder], {
    cwd: root,
    stdio: "inherit",
  });
  return status;
}

heading("1. The shop, with EmailDomain: it passes.");
const shop = preview(".");
heading("2. The same shop with records written by hand: it is blocked.");
const drifted = preview("demo/drifted");

if (shop !== 0 || drifted !== 1) {
  console.error(`Expected exit 0 and 1, got ${shop} and ${drifted}.`);
  process.exitCode = 1;
}
