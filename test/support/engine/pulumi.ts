import {
  accessSync,
  constants,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse } from "yaml";
import { runCommand, type Completed } from "./command.js";
import { readViolations, type Violation } from "./eventLog.js";
import { ProviderDouble, type Change, type DoubleOptions } from "./providerDouble.js";

const repository = path.resolve(__dirname, "../../..");

/** Why tests that need the real engine are skipped, for their titles. */
export const PULUMI_MISSING = "skipped: no `pulumi` on PATH; test/engine/build.sh builds one";

/** Why tests that need programs in other languages are skipped, for their titles. */
export const LANGUAGES_MISSING = "skipped: test/engine/languages.sh gives what is missing on PATH";

/** Gives the path of the `pulumi` command line on PATH, or undefined: then {@link PULUMI_MISSING} says why. */
export function pulumiOnPath(): string | undefined {
  return commandOnPath("pulumi");
}

/** Gives the path of a command on PATH. */
export function commandOnPath(name: string): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** What to preview or to deploy. */
export interface Operation {
  /** Folder of the Pulumi project. Nothing is written into it. */
  readonly program: string;
  /** Folders (or executables) of policy packs. */
  readonly packs?: readonly string[];
  /** One configuration file per pack, in the same order. */
  readonly packConfigs?: readonly string[];
  /** Stack configuration; a key without a colon belongs to the project. */
  readonly config?: Readonly<Record<string, string>>;
  /** A stack configuration file (`Pulumi.<stack>.yaml`) to begin with; it is copied. */
  readonly configFile?: string;
  /** Name of the stack, to go on with one of an earlier operation. @default a new stack */
  readonly stack?: string;
  /** Further flags, such as `--skip-preview`. */
  readonly flags?: readonly string[];
  /** When the operation is told to stop; the test must have as much time. @default 110 */
  readonly limitSeconds?: number;
}

/** How an operation went. */
export interface Outcome extends Completed {
  readonly stack: string;
  /** The violations of the operation's last phase (`up` previews first, and stops there if that is refused). */
  readonly violations: readonly Violation[];
  /** What the provider doubles really changed during this operation. */
  readonly changes: readonly Change[];
  /** Those of the changes that created a resource. */
  readonly created: readonly Change[];
  /** Gives the URNs in the stack's state, the stack's own and those of its providers included. */
  readonly state: () => Promise<string[]>;
  /** Gives the stack's state as `pulumi stack export` prints it, secrets encrypted. */
  readonly exported: () => Promise<string>;
  /** The file of the operation's events, as the engine tells them to every display. */
  readonly eventLog: string;
}

/**
 * Runs a test body with the real Pulumi engine: a file backend and all of Pulumi's own files in a temporary folder,
 * Pulumi's Node runners by the language host beside this file, and doubles in place of the providers
 * aws, cloudflare and tls. Everything is stopped and removed afterwards.
 */
export async function withEngine<T>(body: (engine: Engine) => Promise<T>, options: DoubleOptions = {}): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-engine-"));
  const doubles: ProviderDouble[] = [];
  const changes: Change[] = [];
  const attached: string[] = [];
  try {
    for (const name of ["aws", "cloudflare", "tls"]) {
      const { double, port } = await ProviderDouble.start(name, changes, options);
      doubles.push(double);
      attached.push(`${name}:${port}`);
    }
    return await body(new Engine(folder, changes, attached.join(",")));
  } finally {
    for (const double of doubles) double.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The `pulumi` command line with a backend, providers and a home of its own. See {@link withEngine}. */
export class Engine {
  readonly #stacks = new Set<string>();
  readonly #environment: Record<string, string>;
  #operations = 0;

  constructor(
    readonly folder: string,
    /** Every change that the provider doubles have made so far. */
    readonly changes: readonly Change[],
    attachedProviders: string,
  ) {
    for (const name of ["home", "state"]) mkdirSync(path.join(folder, name));
    this.#environment = {
      // Nothing else is inherited: no cloud credentials, no Pulumi settings of whoever runs the tests.
      PATH: [__dirname, path.join(repository, "node_modules/.bin"), process.env["PATH"]].join(path.delimiter),
      HOME: path.join(folder, "home"),
      PULUMI_HOME: path.join(folder, "home"),
      PULUMI_BACKEND_URL: `file://${path.join(folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_DEBUG_PROVIDERS: attachedProviders,
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      // It makes the flag --event-log available.
      PULUMI_DEBUG_COMMANDS: "true",
    };
  }

  /** Runs `pulumi preview`. */
  preview(operation: Operation): Promise<Outcome> {
    return this.#operate("preview", operation, []);
  }

  /** Runs `pulumi up`, which previews first unless the flag `--skip-preview` is given. */
  up(operation: Operation): Promise<Outcome> {
    return this.#operate("up", operation, ["--yes"]);
  }

  async #operate(verb: string, operation: Operation, verbFlags: readonly string[]): Promise<Outcome> {
    const number = ++this.#operations;
    const stack = operation.stack ?? `stack${number}`;
    const eventLog = path.join(this.folder, `events-${number}.json`);
    const configFile = await this.#createStack(operation, stack);
    const before = this.changes.length;
    const args = [
      verb,
      ...verbFlags,
      ...["--stack", stack, "--config-file", configFile, "--event-log", eventLog],
      ...Object.entries(operation.config ?? {}).flatMap(([key, value]) => ["--config", `${key}=${value}`]),
      ...(operation.packs ?? []).flatMap((pack) => ["--policy-pack", pack]),
      ...(operation.packConfigs ?? []).flatMap((file) => ["--policy-pack-config", file]),
      ...(operation.flags ?? []),
    ];
    const completed = await this.#pulumi(operation.program, args, operation.limitSeconds);
    const changes = this.changes.slice(before);
    return {
      ...completed,
      stack,
      violations: readViolations(eventLog),
      changes,
      created: changes.filter((change) => change.operation === "create"),
      state: () => this.#urns(operation.program, stack),
      exported: () => this.#export(operation.program, stack),
      eventLog,
    };
  }

  /**
   * Creates the stack from a stub of the project: `stack init` writes the stack's encryption salt beside Pulumi.yaml,
   * and that must not be the repository's.
   */
  async #createStack({ program, configFile }: Operation, stack: string): Promise<string> {
    const { name } = parse(readFileSync(path.join(program, "Pulumi.yaml"), "utf8")) as { name: string };
    const stub = path.join(this.folder, "projects", name);
    const stackFile = path.join(stub, `Pulumi.${stack}.yaml`);
    const key = `${name}/${stack}`;
    if (this.#stacks.has(key)) return stackFile;
    mkdirSync(stub, { recursive: true });
    writeFileSync(path.join(stub, "Pulumi.yaml"), JSON.stringify({ name, runtime: "nodejs" }));
    if (configFile !== undefined) copyFileSync(configFile, stackFile);
    const { code, stderr } = await this.#pulumi(stub, ["stack", "init", stack, "--no-select"]);
    if (code !== 0) throw new Error(`pulumi stack init ${stack} exited with ${code}: ${stderr}`);
    this.#stacks.add(key);
    return stackFile;
  }

  async #urns(program: string, stack: string): Promise<string[]> {
    const exported = await this.#export(program, stack);
    const { deployment } = JSON.parse(exported) as { deployment: { resources?: { urn: string }[] } };
    return (deployment.resources ?? []).map(({ urn }) => urn);
  }

  async #export(program: string, stack: string): Promise<string> {
    const { code, stdout, stderr } = await this.#pulumi(program, ["stack", "export", "--stack", stack]);
    if (code !== 0) throw new Error(`pulumi stack export exited with ${code}: ${stderr}`);
    return stdout;
  }

  /** Runs another command of `pulumi`, such as `package get-schema`, in a folder. */
  run(folder: string, ...args: readonly string[]): Promise<Completed> {
    return this.#pulumi(folder, args);
  }

  #pulumi(folder: string, args: readonly string[], limitSeconds?: number): Promise<Completed> {
    const flags = ["--non-interactive", "--color", "never"];
    return runCommand("pulumi", [...args, ...flags], folder, this.#environment, limitSeconds);
  }
}
