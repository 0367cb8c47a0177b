import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCommand, type Completed } from "./engine/command.js";

const root = path.resolve(__dirname, "../..");

/** The templates, by the names of their folders. */
export const TEMPLATES = ["adopt-existing", "headless-storefront", "mail-only", "shopify-domain"] as const;
export type TemplateName = (typeof TEMPLATES)[number];

/** The packed package, installed with what it and the templates depend on, and projects made with it. */
export class InstalledPackage {
  readonly folder = mkdtempSync(path.join(tmpdir(), "storefront-examples-"));
  readonly #modules = path.join(this.folder, "node_modules");
  readonly #env: Record<string, string>;

  /** Packs the package. What comes from the registry is linked to the repository's own. */
  constructor() {
    const installed = path.join(this.#modules, "storefront-baseline");
    const packed = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", this.folder], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
    mkdirSync(installed, { recursive: true });
    execFileSync("tar", ["-xzf", path.join(this.folder, filename), "-C", installed, "--strip-components=1"]);
    const { dependencies } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
      dependencies: Record<string, string>;
    };
    const sdks = readdirSync(path.join(root, "node_modules/@pulumi")).map((name) => `@pulumi/${name}`);
    for (const name of [...Object.keys(dependencies), ...sdks, "@types/node", "typescript"]) {
      mkdirSync(path.dirname(path.join(this.#modules, name)), { recursive: true });
      symlinkSync(path.join(root, "node_modules", name), path.join(this.#modules, name));
    }
    mkdirSync(path.join(this.#modules, ".bin"));
    const command = path.join(installed, "dist/cli/main.js");
    chmodSync(command, 0o755);
    symlinkSync(command, path.join(this.#modules, ".bin/storefront-baseline"));
    symlinkSync("../typescript/bin/tsc", path.join(this.#modules, ".bin/tsc"));
    this.#env = {
      ...(process.env as Record<string, string>),
      PATH: [path.join(this.#modules, ".bin"), path.join(root, "node_modules/.bin"), process.env["PATH"]].join(":"),
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Lays a template out with the command of its README, and gives the project. */
  async layOut(template: TemplateName): Promise<Project> {
    const below = mkdtempSync(path.join(this.folder, `${template}-`));
    const [command = ""] = blocks(readme(template), "sh");
    const [create = ""] = command.split("\ncd ");
    // `npx` would ask the registry; the package is installed above.
    const made = await this.run(below, "bash", ["-c", `npx() { "$@"; }\n${create}`]);
    if (made.code !== 0) throw new Error(`${create}\n${made.stdout}${made.stderr}`);
    const folder = path.join(below, "shop");
    symlinkSync(this.#modules, path.join(folder, "node_modules"));
    return new Project(this, template, folder);
  }

  run(folder: string, command: string, args: readonly string[]): Promise<Completed> {
    return runCommand(command, args, folder, this.#env);
  }
}

/** A project that a template was laid out to. */
export class Project {
  constructor(
    private readonly installed: InstalledPackage,
    readonly template: TemplateName,
    readonly folder: string,
  ) {}

  /** Runs a script of its package.json. */
  script(name: string, ...args: string[]): Promise<Completed> {
    return this.installed.run(this.folder, "npm", [
      "run",
      "--silent",
      name,
      ...(args.length > 0 ? ["--", ...args] : []),
    ]);
  }

  /** Runs the offline preview with flags of its own. */
  preview(...flags: string[]): Promise<Completed> {
    return this.installed.run(this.folder, "storefront-baseline", ["preview", ...flags]);
  }

  /** Makes the change that the README tells of, and gives the rule that is to block it. */
  drift(): string {
    const { file, before, after, rule } = documentedDrift(this.template);
    const target = path.join(this.folder, file);
    const source = readFileSync(target, "utf8");
    if (source.split(before).length !== 2) throw new Error(`${file} does not hold this line once: ${before}`);
    writeFileSync(
      target,
      source.replace(before, () => after),
    );
    return rule;
  }

  /** Writes a file, and gives its path. */
  write(name: string, value: unknown): string {
    const file = path.join(this.folder, name);
    writeFileSync(file, JSON.stringify(value));
    return file;
  }

  read(name: string): unknown {
    return JSON.parse(readFileSync(path.join(this.folder, name), "utf8"));
  }
}

export function readme(template: TemplateName): string {
  return readFileSync(path.join(root, "examples", template, "README.md"), "utf8");
}

/** The blocks of a language in a text of Markdown. */
export function blocks(text: string, language: string): string[] {
  return [...text.matchAll(/```(\w+)\n(.*?)```/gs)].flatMap(([, name, block = ""]) =>
    name === language ? [block] : [],
  );
}

/** The drift that a README tells of: a line, what stands in its place, and the rule that blocks it. */
export function documentedDrift(template: TemplateName): { file: string; before: string; after: string; rule: string } {
  const told =
    /In `([\w.]+)`, change\n\n```diff\n-(.*)\n\+(.*)\n```\n\nand run `npm run preview` again: rule `(\w+)` blocks/.exec(
      readme(template),
    );
  const [, file = "", before = "", after = "", rule = ""] = told ?? [];
  if (!existsSync(path.join(root, "examples", template, file)))
    throw new Error(`${template}: its README tells of no drift.`);
  return { file, before, after, rule };
}
