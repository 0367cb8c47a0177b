import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.resolve(__dirname, "../..");

/** Licences (SPDX) under which a shop may use and pass on a package without giving away its own code. */
const PERMISSIVE = [
  ...["0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0"],
  ...["Python-2.0", "Unlicense"],
];

/** What no SPDX expression of that list covers, each with the reason why it may come all the same. */
const REVIEWED: Readonly<Record<string, string>> = {
  "@logdna/tail-file": "@pulumi/pulumi depends on it; its file LICENSE is the text of MIT",
  "spdx-exceptions":
    "@pulumi/pulumi's npm code depends on it; CC-BY-3.0 for a list of names, which asks for attribution",
};

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** All that is installed for those who install the package: what it depends on, and what that depends on. */
function installedWith(folder: string, found = new Map<string, Manifest>()): ReadonlyMap<string, Manifest> {
  const manifest = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Manifest;
  found.set(folder, manifest);
  const { dependencies, optionalDependencies, peerDependencies } = manifest;
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
    const other = folderOf(name, folder);
    // A package for another platform, or an optional peer, is not installed.
    if (other !== undefined && !found.has(other)) installedWith(other, found);
  }
  return found;
}

/** Node's own way of finding a package: the nearest `node_modules` above. */
function folderOf(name: string, from: string): string | undefined {
  for (let folder = from; folder.startsWith(root); folder = path.dirname(folder)) {
    const candidate = path.join(folder, "node_modules", name);
    if (existsSync(path.join(candidate, "package.json"))) return candidate;
  }
  return undefined;
}

/** Whether an SPDX expression leaves a permissive choice: one of `OR`, all of `AND`. */
function isPermissive(expression: string): boolean {
  return expression
    .replace(/[()]/g, "")
    .split(/ OR /)
    .some((choice) => choice.split(/ AND /).every((licence) => PERMISSIVE.includes(licence.trim())));
}

test("everything that comes with the package is under a permissive licence", () => {
  const installed = [...installedWith(root).values()];
  expect(installed.map(({ name }) => name)).toEqual(expect.arrayContaining(["@pulumi/pulumi", "tldts", "commander"]));
  expect(installed.length).toBeGreaterThan(100);
  const refused = installed.filter(
    ({ name, license = "none" }) => !isPermissive(license) && !Object.hasOwn(REVIEWED, name),
  );
  expect(installed.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(REVIEWED)));
  expect(refused.map(({ name, version, license }) => `${name} ${version}: ${license}`)).toEqual([]);
});

test.each(["AGPL-3.0-or-later", "GPL-2.0", "LGPL-3.0", "SSPL-1.0", "MIT AND GPL-3.0", "SEE LICENSE IN x", "none"])(
  "%s is refused",
  (licence) => expect(isPermissive(licence)).toBe(false),
);
