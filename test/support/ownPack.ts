import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "../..");

/** Packs a package as npm does, and unpacks it. @returns what npm printed, and the files that are in the package */
export function packAndUnpack(folder: string, into: string, ...flags: string[]): { stdout: string; files: string[] } {
  mkdirSync(into, { recursive: true });
  const stdout = execFileSync("npm", ["pack", "--loglevel=error", "--pack-destination", into, ...flags], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const tarball = readdirSync(into).find((name) => name.endsWith(".tgz")) ?? "";
  execFileSync("tar", ["-xzf", path.join(into, tarball), "-C", into]);
  const files = readdirSync(path.join(into, "package"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(path.join(into, "package"), path.join(entry.parentPath, entry.name)));
  return { stdout, files: files.sort() };
}

/**
 * Installs what a pack's package.json asks for, without a registry: the packed storefront-baseline as a folder of its
 * own, all else as links to this repository's modules.
 */
export function installPack(
  pack: string,
  baseline: string,
  kinds: readonly ("dependencies" | "devDependencies")[],
): void {
  const manifestOf = (folder: string): Readonly<Record<string, Record<string, string>>> =>
    JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as Record<string, Record<string, string>>;
  const modules = path.join(pack, "node_modules");
  const own = manifestOf(pack);
  const wanted = kinds.flatMap((kind) => Object.keys(own[kind] ?? {}));
  // Peers come along, as npm installs them.
  const { dependencies = {}, peerDependencies = {} } = manifestOf(baseline);
  const needed = wanted.includes("storefront-baseline") ? Object.keys({ ...dependencies, ...peerDependencies }) : [];
  for (const name of new Set([...wanted, ...needed])) {
    const at = path.join(modules, name);
    mkdirSync(path.dirname(at), { recursive: true });
    if (name === "storefront-baseline") cpSync(baseline, at, { recursive: true });
    else symlinkSync(path.join(root, "node_modules", name), at);
  }
}
