import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseDocument, stringify } from "yaml";

/** What stands for `${PROJECT}` and `${DESCRIPTION}`. */
export interface ProjectText {
  readonly name: string;
  readonly description: string;
}

/** A file to write: its path below the project's folder. */
export interface LaidOutFile {
  readonly path: string;
  readonly content: Buffer;
  readonly mode: number;
}

/** What git shall not see. npm packs no file `.gitignore`, so an installed template lacks its own. */
const IGNORED = "node_modules/\nbin/\n# Reports of storefront-baseline\n/baseline.*\n";

/** Git's own folder is no part of a template. */
const SKIPPED = new Set([".git", "node_modules"]);

/** Where the engine looks for a zero octet to tell that a file is no text. */
const BINARY_PREFIX = 8000;

/**
 * The files of a project, as `pulumi new` makes them of a template: placeholders are replaced in texts and in file names,
 * and Pulumi.yaml loses its section `template` (pulumi/pulumi: pkg/cmd/pulumi/templates, pkg/cmd/pulumi/project/newcmd).
 *
 * @param folder the template's
 */
export function layOut(folder: string, text: ProjectText): LaidOutFile[] {
  const files = readFiles(folder, "", text);
  if (files.some(({ path: name }) => name === ".gitignore")) return files;
  return [...files, { path: ".gitignore", content: Buffer.from(IGNORED), mode: 0o644 }];
}

function readFiles(folder: string, below: string, text: ProjectText): LaidOutFile[] {
  return readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(below, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : readFiles(folder, name, text);
    const source = path.join(folder, name);
    const octets = readFileSync(source);
    // At least as much as the owner needs, and an executable stays one.
    const mode = (lstatSync(source).mode & 0o777) | 0o600;
    return [{ path: fill(name, { ...text, description: "" }), content: filled(name, octets, text), mode }];
  });
}

function filled(name: string, octets: Buffer, text: ProjectText): Buffer {
  if (octets.subarray(0, BINARY_PREFIX).includes(0)) return octets;
  const content = octets.toString("utf8");
  if (name === "Pulumi.yaml") return Buffer.from(projectFile(content, text));
  if (!name.endsWith(".yaml")) return Buffer.from(fill(content, text));
  return Buffer.from(fill(content, { name: stringify(text.name), description: stringify(text.description) }));
}

function projectFile(content: string, { name, description }: ProjectText): string {
  const document = parseDocument(content);
  document.set("name", name);
  document.set("description", description);
  document.delete("template");
  return document.toString();
}

function fill(content: string, { name, description }: ProjectText): string {
  return content.replaceAll("${PROJECT}", () => name).replaceAll("${DESCRIPTION}", () => description);
}

/**
 * Writes files that do not exist yet below a folder. Where one cannot be written, none is left.
 *
 * @throws whatever the file system says
 */
export function writeFiles(folder: string, files: readonly LaidOutFile[]): void {
  const written: string[] = [];
  try {
    for (const { path: name, content, mode } of files) {
      const target = path.join(folder, name);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, content, { mode, flag: "wx" });
      written.push(target);
    }
  } catch (error) {
    for (const target of written) rmSync(target, { force: true });
    throw error;
  }
}
