import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ReportContext } from "../report/context.js";

/**
 * What reports say of this machine: the package, and where the project lies in its repository.
 *
 * @param folder the folder of Pulumi.yaml
 */
export function reportContext(folder: string): ReportContext {
  const manifest = readFileSync(path.join(folderWith("package.json", __dirname), "package.json"), "utf8");
  const { version, homepage } = JSON.parse(manifest) as { version: string; homepage?: string };
  const project = path.resolve(folder);
  const name = ["Pulumi.yaml", "Pulumi.yml"].find((one) => existsSync(path.join(project, one))) ?? "Pulumi.yaml";
  const place = path.relative(folderWith(".git", project), path.join(project, name));
  const today = new Date().toISOString().slice(0, 10);
  return { today, version, ...(homepage !== undefined && { homepage }), projectFile: place.split(path.sep).join("/") };
}

/** The nearest folder, upwards, that holds a file of a name; the folder itself where none does. */
function folderWith(name: string, folder: string): string {
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, name))) return at;
    if (at === path.dirname(at)) return folder;
  }
}
