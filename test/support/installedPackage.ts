import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "../..");

/** A shop's project with the packed package in it. */
export interface InstalledPackage {
  /** Remove it after the tests. */
  readonly project: string;
  readonly installed: string;
}

/** A shop's project as `npm install` leaves it: the packed package, and beside it what it depends on; nothing optional. */
export function installPackage(): InstalledPackage {
  const project = mkdtempSync(path.join(tmpdir(), "storefront-installed-"));
  const installed = path.join(project, "node_modules/storefront-baseline");
  const [packed] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", project], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }),
  ) as [{ filename: string }];
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", path.join(project, packed.filename), "-C", installed, "--strip-components=1"]);
  mkdirSync(path.join(project, "node_modules/@pulumi"));
  const sdks = readdirSync(path.join(root, "node_modules/@pulumi")).filter((name) => name !== "tls");
  for (const name of [...sdks.map((sdk) => `@pulumi/${sdk}`), "@grpc", "ajv", "commander", "ora", "yaml"]) {
    symlinkSync(path.join(root, "node_modules", name), path.join(project, "node_modules", name));
  }
  writeFileSync(path.join(project, "package.json"), '{ "name": "shop", "version": "1.0.0" }');
  return { project, installed };
}
