// What the pack costs, as ratios within one run: machines differ, and the noise of one machine is in both terms.
// `--markdown` prints the table for the README, `--rounds N` measures longer.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { resourceRequests, stackRequest, start, timeResources, timeStack } from "./packs.mjs";
import { alternate, median, printMarkdown, printRow, ratioRow } from "./table.mjs";
import { kinds, plainStack, recordsOf, stackOf } from "./workloads.mjs";

const { values: flags } = parseArgs({ options: { markdown: { type: "boolean" }, rounds: { type: "string" } } });
// With fewer, the first calls, in which Node still compiles, decide the median.
const ROUNDS = Number(flags.rounds ?? 11);
const MOST_MEMORY = 1024;

const root = fileURLToPath(new URL("../..", import.meta.url));
const ours = path.join(root, "policies");
const bench = (name) => path.join(root, "test/bench/packs", name);
const rows = [];
const add = (row) => {
  rows.push(row);
  if (!flags.markdown) printRow(row);
};

const awsguard = spawnSync("sh", [path.join(root, "test/bench/awsguard/install.sh")], {
  encoding: "utf8",
  stdio: ["ignore", "pipe", "inherit"],
}).stdout.trim();

const startOf = (folder, options) => async () => {
  const pack = await start(folder, options);
  pack.stop();
  return pack.milliseconds;
};

/** Starts a pack and lets it live as long as a preview does: then its compile cache is written. */
async function warmUp(folder, options) {
  const pack = await start(folder, options);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  pack.stop();
}

// Starts.
const executable = { isExecutable: true };
const empty = startOf(bench("empty"));
await warmUp(path.join(ours, "pack"), executable);
const [folderStart, executableStart, emptyStart, awsguardStart] = await alternate(
  [startOf(ours), startOf(path.join(ours, "pack"), executable), empty, ...(awsguard === "" ? [] : [startOf(awsguard)])],
  ROUNDS,
);
const [firstStart, emptyBeside] = await alternate(
  [
    async () => {
      const cache = mkdtempSync(path.join(tmpdir(), "storefront-bench-"));
      try {
        return await startOf(path.join(ours, "pack"), { ...executable, environment: { XDG_CACHE_HOME: cache } })();
      } finally {
        rmSync(cache, { recursive: true, force: true });
      }
    },
    empty,
  ],
  3,
);
add(ratioRow("start : an empty compiled pack", 1.1, folderStart, emptyStart));
if (awsguardStart) add(ratioRow("start : @pulumi/awsguard", undefined, folderStart, awsguardStart));
add(ratioRow("start of the executable pack : an empty pack", 0.7, executableStart, emptyStart));
add(ratioRow("its first start, nothing compiled yet : an empty pack", undefined, firstStart, emptyBeside));

// Calls.
const packs = {
  ours: await start(ours),
  oneRule: await start(bench("oneRule")),
  oneStack: await start(bench("oneStackRule")),
};
if (awsguard !== "") packs.awsguard = await start(awsguard);
const stackOfPack = (pack, resources) => () => timeStack(pack, resources);
try {
  const resources = resourceRequests(plainStack(500));
  const perResource = await alternate(
    [packs.ours, packs.oneRule, ...(packs.awsguard ? [packs.awsguard] : [])].map(
      (pack) => () => timeResources(pack, resources),
    ),
    ROUNDS,
  );
  add(ratioRow("one resource : a pack with one rule", 1.5, perResource[0], perResource[1]));
  if (perResource[2]) add(ratioRow("one resource : @pulumi/awsguard", undefined, perResource[0], perResource[2]));

  const mixes = { "plain resources": plainStack, "a shop's mix": stackOf, "DNS records of one zone": recordsOf };
  for (const [name, make] of Object.entries(mixes)) {
    const thousand = stackRequest(make(1000));
    const measures = [packs.ours, packs.oneStack].map((pack) => stackOfPack(pack, thousand));
    add(ratioRow(`stack of 1,000, ${name} : a pack with one stack policy`, 2, ...(await alternate(measures, ROUNDS))));
  }
  for (const [name, make] of Object.entries(mixes)) {
    const sizes = [make(10_000), make(1000)].map(stackRequest);
    const growth = await alternate(
      sizes.map((resources) => stackOfPack(packs.ours, resources)),
      3,
    );
    add(ratioRow(`10,000 resources : 1,000, ${name}`, 11, ...growth));
  }
  // A rule that asks each resource about each other shows where there are many of one kind.
  const growths = [];
  for (const name of Object.keys(kinds)) {
    const sizes = [stackOf(3000, [name]), stackOf(300, [name])].map(stackRequest);
    const growth = await alternate(
      sizes.map((resources) => stackOfPack(packs.ours, resources)),
      3,
    );
    growths.push(ratioRow(`3,000 resources of one kind : 300, the steepest, ${name}`, 14, ...growth));
  }
  add(growths.toSorted((one, other) => Number(other.value) - Number(one.value))[0]);
} finally {
  for (const pack of Object.values(packs)) pack.stop();
}

// Memory, over what an engine asks in one operation.
const peaks = [];
for (const folder of [ours, bench("oneStackRule")]) {
  const pack = await start(folder);
  try {
    const resources = stackOf(10_000);
    await timeResources(pack, resourceRequests(resources));
    await timeStack(pack, stackRequest(resources));
    peaks.push(pack.peakMemory());
  } finally {
    pack.stop();
  }
}
if (peaks[0] !== undefined) {
  const [peak, other] = peaks.map((mebibytes) => mebibytes.toFixed(0));
  const measured = `one stack policy: ${other} MiB`;
  const title = "peak memory in MiB, 10,000 resources of a shop";
  add({ title, value: peak, spread: "", goal: MOST_MEMORY, isMet: peaks[0] <= MOST_MEMORY, measured });
}

// The offline preview.
function run(command, args) {
  const begun = performance.now();
  const { status, stderr } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} exited with ${status}: ${stderr}`);
  return performance.now() - begun;
}
const { pulumiOnPath, PULUMI_MISSING, withEngine } = await import("../support/engine/pulumi.ts");
const title = "offline preview : pulumi preview, on the demo shop";
if (pulumiOnPath()) {
  await withEngine(async (engine) => {
    const real = async (pack) => {
      const { stack } = await engine.preview({ program: root, packs: [pack] });
      return async () => (await engine.preview({ program: root, packs: [pack], stack })).seconds * 1000;
    };
    const [offline, withFolder, withExecutable] = await alternate(
      [
        () => run(process.execPath, ["dist/cli/main.js", "preview", ".", "--output", "/dev/null"]),
        await real(ours),
        await real(path.join(ours, "pack")),
      ],
      3,
    );
    add(ratioRow(title, 0.5, offline, withFolder));
    add(ratioRow("pulumi preview with the executable pack : with the folder", undefined, withExecutable, withFolder));
  });
} else {
  console.error(`${title}: ${PULUMI_MISSING}`);
}

if (flags.markdown) printMarkdown(rows);
console.log(
  `\nMedians of the ratios of rounds that alternate, in one run. Load of the machine: ${median(loadavg()).toFixed(1)}.`,
);
