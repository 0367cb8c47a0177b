import { spawn } from "node:child_process";

/** A command that ran to its end. */
export interface Completed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** Below the time that a test has. */
const LIMIT_SECONDS = 110;

/**
 * Runs a command in a folder and collects what it prints.
 * @param limitSeconds when it is told to stop
 * @throws where the command cannot be started, or has not ended within the limit: with what it printed.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  folder: string,
  env: Readonly<Record<string, string>>,
  limitSeconds = LIMIT_SECONDS,
): Promise<Completed> {
  const begin = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: folder,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: limitSeconds * 1000,
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      const seconds = (performance.now() - begin) / 1000;
      if (code !== null) resolve({ code, stdout, stderr, seconds });
      else
        reject(
          new Error(
            `${command} ${args.join(" ")} ended by ${signal} after ${seconds.toFixed(0)} s.\n${stdout}\n${stderr}`,
          ),
        );
    });
  });
}
