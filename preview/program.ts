import { spawn } from "node:child_process";
import { Failure } from "./failure.js";
import type { Judging } from "./judging.js";
import { Monitor, type MonitorOptions } from "./monitor.js";
import type { Project } from "./project.js";
import type { Diagnostic } from "./result.js";
import { runner } from "./runner.js";

/** How to run a program. */
export interface RunOptions extends Omit<MonitorOptions, "judge"> {
  /** Ends the program's process when the preview is over. */
  readonly stopping: AbortSignal;
}

/** A program that ran: what it registered and logged. */
export interface Run {
  readonly monitor: Monitor;
  readonly judging: Judging;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Runs a program to its end with Pulumi's own Node runner.
 *
 * Half the time of a real preview goes into stack traces, so it runs without them first. If it fails, it runs once
 * more with them, so that the error says where.
 *
 * @param begin gives each run a judging of its own
 * @throws Failure where it fails both times, with all that it logged
 */
export async function runProgram(options: RunOptions, begin: () => Judging): Promise<Run> {
  const quick = await attempt(options, begin(), ["--stack-trace-limit=0"]);
  if (quick.code === 0) return quick;
  const whole = await attempt(options, begin(), []);
  if (whole.code === 0) return whole;
  const errors = whole.diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
  const said = (errors.length > 0 ? errors : whole.diagnostics.map(({ message }) => message)).join("\n");
  throw new Failure(
    `The program ${options.project.name} failed, so nothing was judged.\n${said || `It exited with ${whole.code}.`}`,
  );
}

async function attempt(
  { project, standIns, stopping }: RunOptions,
  judging: Judging,
  nodeFlags: readonly string[],
): Promise<Run & { code: number }> {
  const { monitor, address } = await Monitor.start({ project, standIns, judge: (one) => judging.judge(one) });
  const command = [...nodeFlags, ...nodeArguments(project), runner(project.folder, "run"), ...flags(project, address)];
  try {
    const child = spawn(process.execPath, command, {
      env: { ...process.env, ...programEnvironment(project) },
      stdio: ["ignore", "pipe", "pipe"],
      signal: stopping,
    });
    const printed: Diagnostic[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        if (text.trim() !== "") printed.push({ severity: "info", message: text.trimEnd() });
      });
    }
    const code = await new Promise<number>((resolve, reject) => {
      child.once("error", reject).once("close", (status) => resolve(status ?? 1));
    });
    return { code, monitor, judging, diagnostics: [...monitor.diagnostics, ...printed] };
  } finally {
    monitor.stop();
  }
}

/** What the language host tells a program, or a pack, about the stack. */
export function stackEnvironment({ name, stack, config, secretKeys, root }: Project): Record<string, string> {
  const environment: Record<string, string> = {
    PULUMI_CONFIG: JSON.stringify(config),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys),
  };
  const facts = { ORGANIZATION: "organization", PROJECT: name, STACK: stack, DRY_RUN: "true", ROOT_DIRECTORY: root };
  for (const [fact, value] of Object.entries(facts)) {
    environment[`PULUMI_NODEJS_${fact}`] = value;
    environment[`PULUMI_${fact}`] = value;
  }
  return environment;
}

function flags({ name, stack, folder, entry, root }: Project, address: string): string[] {
  const values = {
    ...{ monitor: address, engine: address, project: name, stack, organization: "organization" },
    ...{ "root-directory": root, pwd: folder },
  };
  return [...Object.entries(values).flatMap(([flag, value]) => [`--${flag}`, value]), "--dry-run", entry];
}

function nodeArguments({ options }: Project): string[] {
  const { nodeargs } = options;
  return typeof nodeargs === "string" ? nodeargs.split(/\s+/).filter((argument) => argument !== "") : [];
}

function programEnvironment(project: Project): Record<string, string> {
  const { typescript, tsconfig } = project.options;
  return {
    ...stackEnvironment(project),
    ...(typescript !== false && { PULUMI_NODEJS_TYPESCRIPT: "true" }),
    ...(typeof tsconfig === "string" && { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig }),
  };
}
