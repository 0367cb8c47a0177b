import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { Failure } from "./failure.js";

/** A Pulumi project as its Pulumi.yaml and the stack's configuration describe it. */
export interface Project {
  readonly name: string;
  readonly stack: string;
  /** The folder of Pulumi.yaml. */
  readonly root: string;
  /** The folder that the program runs in, and its entry there: `.` or a file. */
  readonly folder: string;
  readonly entry: string;
  /** `runtime.options` of Pulumi.yaml. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Configuration by full key, as `fernwood:domain`; objects as JSON. */
  readonly config: Readonly<Record<string, string>>;
  /** Keys whose values are encrypted: they are not decrypted here, and read as `[secret]`. */
  readonly secretKeys: readonly string[];
}

type Mapping = Readonly<Record<string, unknown>>;

/**
 * Reads a project as `pulumi preview` does.
 *
 * @param root the folder of Pulumi.yaml
 * @param stack the stack's name; its configuration is read from `Pulumi.<stack>.yaml` where that file exists
 * @param given configuration that goes before the files', by key with or without a namespace
 * @throws Failure where the folder or Pulumi.yaml is missing or broken, or the runtime is another than Node
 */
export function readProject(root: string, stack: string, given: Mapping): Project {
  if (!existsSync(root)) throw new Failure(`The folder ${root} does not exist. Give the folder of a Pulumi project.`);
  const file = ["Pulumi.yaml", "Pulumi.yml"].map((name) => path.join(root, name)).find((name) => existsSync(name));
  if (file === undefined) {
    throw new Failure(`${root} holds no Pulumi.yaml. Give the folder of a Pulumi project, or run the command there.`);
  }
  const project = readYaml(file);
  const name = project["name"];
  if (typeof name !== "string" || name === "")
    throw new Failure(`${file}: "name" is missing. Give the project a name.`);
  const { runtime, options } = readRuntime(project["runtime"]);
  if (runtime !== "nodejs") {
    const given = runtime === undefined ? "missing" : JSON.stringify(runtime);
    throw new Failure(
      `${file}: "runtime" is ${given}; this preview runs nodejs programs. Use pulumi preview --policy-pack for others.`,
    );
  }
  const stackFile = path.join(root, `Pulumi.${stack}.yaml`);
  const layers = [
    projectDefaults(mapping(project["config"], file, "config")),
    existsSync(stackFile) ? mapping(readYaml(stackFile)["config"], stackFile, "config") : {},
    given,
  ];
  const config: Record<string, string> = {};
  const secretKeys = new Set<string>();
  for (const layer of layers) {
    for (const [key, value] of Object.entries(layer)) {
      const full = key.includes(":") ? key : `${name}:${key}`;
      config[full] = typeof value === "string" ? value : isSecure(value) ? SECRET : JSON.stringify(value, hideSecrets);
      if (holdsSecret(value)) secretKeys.add(full);
      else secretKeys.delete(full);
    }
  }
  return { name, stack, root, ...entryOf(root, project["main"], file), options, config, secretKeys: [...secretKeys] };
}

const SECRET = "[secret]";

function readYaml(file: string): Mapping {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, "utf8"), { lineCounter: lines });
  const [fault] = document.errors;
  if (fault) {
    const { line, col } = lines.linePos(fault.pos[0]);
    throw new Failure(`${file}:${line}:${col} is no YAML: ${fault.message.split("\n")[0]} Correct the file.`);
  }
  return mapping(document.toJS() ?? {}, file, "the file");
}

function mapping(value: unknown, file: string, what: string): Mapping {
  if (value === undefined || value === null) return {};
  if (typeof value === "object" && !Array.isArray(value)) return value as Mapping;
  throw new Failure(`${file}: ${what} must be a mapping of keys to values.`);
}

function readRuntime(value: unknown): { runtime: unknown; options: Mapping } {
  if (typeof value !== "object" || value === null) return { runtime: value, options: {} };
  const { name, options } = value as { name?: unknown; options?: Mapping };
  return { runtime: name, options: options ?? {} };
}

/** Pulumi.yaml's own configuration: a value, `{ value }` for the project, or `{ default }` for every stack. */
function projectDefaults(config: Mapping): Mapping {
  const entries = Object.entries(config).flatMap(([key, declared]) => {
    if (typeof declared !== "object" || declared === null || Array.isArray(declared)) return [[key, declared]];
    const { value, default: byDefault } = declared as { value?: unknown; default?: unknown };
    const chosen = value ?? byDefault;
    return chosen === undefined ? [] : [[key, chosen]];
  });
  return Object.fromEntries(entries) as Mapping;
}

/** As the engine does: a `main` that is a folder is where the program runs; a file runs in its own folder. */
function entryOf(root: string, main: unknown, file: string): { folder: string; entry: string } {
  if (main === undefined) return { folder: root, entry: "." };
  if (typeof main !== "string") throw new Failure(`${file}: "main" must be the path of a file or a folder.`);
  const target = path.resolve(root, main);
  if (!existsSync(target))
    throw new Failure(`${file}: "main" is ${JSON.stringify(main)}, and ${target} does not exist.`);
  if (statSync(target).isDirectory()) return { folder: target, entry: "." };
  return { folder: path.dirname(target), entry: path.basename(target) };
}

function isSecure(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).join() === "secure";
}

function hideSecrets(_key: string, value: unknown): unknown {
  return isSecure(value) ? SECRET : value;
}

function holdsSecret(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return isSecure(value) || Object.values(value).some(holdsSecret);
}
