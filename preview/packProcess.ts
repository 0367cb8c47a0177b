import { spawn, type ChildProcessByStdio } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";
import { Failure } from "./failure.js";
import { runner } from "./runner.js";

/** How long a pack may take to print its port: one in TypeScript source compiles first. */
const START_LIMIT_SECONDS = 120;
/** An engine's address that nobody answers: packs use it for logging alone. */
const NO_ENGINE = "127.0.0.1:0";

/**
 * Starts a pack with Pulumi's own pack runner, or an executable pack by itself.
 *
 * @param pack a folder with PulumiPolicy.yaml, or an executable file
 * @param environment what the engine would tell it of the stack
 * @param stopping ends its process
 * @returns the address that it serves at
 * @throws Failure where it does not start
 */
export async function startPackProcess(
  pack: string,
  environment: Readonly<Record<string, string>>,
  stopping: AbortSignal,
): Promise<string> {
  if (!existsSync(pack)) {
    throw new Failure(`The policy pack ${pack} does not exist. Give a folder that holds PulumiPolicy.yaml.`);
  }
  const isExecutable = statSync(pack).isFile();
  if (!isExecutable && !existsSync(path.join(pack, "PulumiPolicy.yaml"))) {
    throw new Failure(`${pack} is no policy pack: it holds no PulumiPolicy.yaml.`);
  }
  const [command, args]: [string, string[]] = isExecutable
    ? [pack, [NO_ENGINE]]
    : [process.execPath, [runner(pack, "run-policy-pack"), NO_ENGINE, pack]];
  const child = spawn(command, args, {
    cwd: isExecutable ? path.dirname(pack) : pack,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    signal: stopping,
  });
  return `127.0.0.1:${await portOf(child, pack)}`;
}

/** The first line of a pack's output that holds only digits. */
function portOf(child: ChildProcessByStdio<null, Readable, Readable>, pack: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let stdout = "";
    let stderr = "";
    const fail = (reason: string): void => {
      clearTimeout(limit);
      const said = [stdout, stderr].map((text) => text.trim()).filter((text) => text !== "");
      reject(new Failure([`The policy pack ${pack} did not start: ${reason}.`, ...said].join("\n")));
    };
    const limit = setTimeout(
      () => fail(`it printed no port within ${START_LIMIT_SECONDS} s`),
      START_LIMIT_SECONDS * 1000,
    );
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      const port = /^(\d+)\r?\n/m.exec(stdout)?.[1];
      if (port === undefined) return;
      clearTimeout(limit);
      resolve(Number(port));
    });
    child.once("error", (error) => fail(error.message));
    child.once("close", (code) => fail(`it exited with code ${code} before it printed its port`));
  });
}
