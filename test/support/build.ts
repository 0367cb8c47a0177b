import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

const SOURCES = ["index.ts", "baseline", "components", "policies", "preview", "report", "plugin", "cli", "functions"];

/** Compiles the package before the tests that use it as its users do, unless `dist` is newer than every source. */
export default function setup(): void {
  const built = "dist/index.js";
  if (existsSync(built) && newest(SOURCES) < statSync(built).mtimeMs) return;
  execFileSync("npm", ["run", "--silent", "build"], { stdio: "inherit" });
}

function newest(paths: readonly string[]): number {
  return Math.max(
    ...paths.map((file) => {
      const { mtimeMs, isDirectory } = { ...statSync(file), isDirectory: statSync(file).isDirectory() };
      return isDirectory ? Math.max(mtimeMs, newest(readdirSync(file).map((name) => path.join(file, name)))) : mtimeMs;
    }),
  );
}
