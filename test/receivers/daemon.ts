import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Waits end here, with an error that shows what the program wrote. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 50;

/** A program that runs until the test ends. */
export class Daemon {
  private constructor(
    private readonly name: string,
    private readonly log: string,
    private readonly child: ChildProcess,
  ) {}

  /** Starts a program in the foreground of its own; its output goes to `<name>.log` in the folder. */
  static start(folder: string, command: readonly [string, ...string[]]): Daemon {
    const [program, ...args] = command;
    const name = path.basename(program);
    const log = path.join(folder, `${name}.log`);
    const output = openSync(log, "w");
    const child = spawn(program, args, { cwd: folder, stdio: ["ignore", output, output] });
    closeSync(output);
    return new Daemon(name, log, child);
  }

  /** @throws Error if the program ends before it is ready, or is not ready in time */
  async until(isReady: () => Promise<boolean>): Promise<void> {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
      if (this.child.exitCode !== null || this.child.signalCode !== null) break;
      if (await isReady()) return;
      await sleep(PAUSE_MS);
    }
    throw new Error(`${this.name} does not start.\n${this.output}`);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGTERM");
    if ((await Promise.race([ended, sleep(PATIENCE_MS / 10, "late")])) === "late") {
      this.child.kill("SIGKILL");
      await ended;
    }
  }

  get output(): string {
    return existsSync(this.log) ? readFileSync(this.log, "utf8").slice(-4_000) : "";
  }
}

/** Whether something listens at a path, or at a port of the loopback. */
export function accepts(at: string | number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = typeof at === "string" ? connect(at) : connect(at, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
