import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { createSocket } from "node:dgram";
import { Resolver } from "node:dns/promises";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const PROGRAMS = { knotd: "/usr/sbin/knotd", unbound: "/usr/sbin/unbound" } as const;

/** The programs that are not installed, of those that this file runs. */
export const missingServers: readonly string[] = Object.entries(PROGRAMS)
  .filter(([, program]) => spawnSync(program, ["-V"]).error !== undefined)
  .map(([name]) => name);

/** A zone to be served, as a zone file. */
export interface ServedZone {
  readonly origin: string;
  readonly file: string;
  /** Whether Knot signs its answers as they are asked for, and denies existence compactly (RFC 9824). */
  readonly isSigned: boolean;
}

/**
 * Serves zones with Knot, asks them through an Unbound that wants signatures, as a mail receiver's resolver does, and
 * ends both programs with the test.
 */
export async function withNameServers(
  zones: readonly ServedZone[],
  use: (resolver: Resolver) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "storefront-dns-"));
  const running: ChildProcess[] = [];
  try {
    const [knotPort, unboundPort] = [await freePort(), await freePort()];
    for (const { origin, file } of zones) writeFileSync(path.join(folder, origin), file);
    writeFileSync(path.join(folder, "knot.conf"), knotConfiguration(folder, knotPort, zones));
    writeFileSync(path.join(folder, "unbound.conf"), unboundConfiguration(folder, knotPort, unboundPort, zones));
    running.push(spawn(PROGRAMS.knotd, ["-c", path.join(folder, "knot.conf")], { stdio: "ignore" }));
    running.push(spawn(PROGRAMS.unbound, ["-d", "-c", path.join(folder, "unbound.conf")], { stdio: "ignore" }));
    const resolver = new Resolver({ timeout: 2000, tries: 3 });
    resolver.setServers([`127.0.0.1:${unboundPort}`]);
    for (const { origin } of zones) await answering(resolver, origin);
    await use(resolver);
  } finally {
    await Promise.all(running.map(ended));
    rmSync(folder, { recursive: true });
  }
}

function knotConfiguration(folder: string, port: number, zones: readonly ServedZone[]): string {
  const zone = ({ origin, isSigned }: ServedZone): string =>
    `  - domain: ${origin}\n    file: ${origin}\n    zonefile-sync: -1\n${isSigned ? "    module: mod-onlinesign/compact\n" : ""}`;
  return [
    `server:\n  rundir: ${folder}\n  listen: 127.0.0.1@${port}`,
    `database:\n  storage: ${folder}`,
    "mod-onlinesign:\n  - id: compact",
    `template:\n  - id: default\n    storage: ${folder}`,
    `zone:\n${zones.map(zone).join("")}`,
  ].join("\n");
}

function unboundConfiguration(folder: string, knot: number, port: number, zones: readonly ServedZone[]): string {
  const stubs = zones.map(({ origin }) => `stub-zone:\n  name: "${origin}"\n  stub-addr: 127.0.0.1@${knot}`);
  const server = [
    `directory: "${folder}"`,
    `pidfile: "${folder}/unbound.pid"`,
    'username: ""',
    'chroot: ""',
    "use-syslog: no",
    `interface: 127.0.0.1@${port}`,
    "do-not-query-localhost: no",
    // The zones hang from no root here, so nothing could be validated; signatures are asked for all the same.
    'domain-insecure: "example"',
    'local-zone: "example" nodefault',
  ];
  return [`server:\n  ${server.join("\n  ")}`, ...stubs, "remote-control:\n  control-enable: no", ""].join("\n");
}

function ended(program: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (program.exitCode !== null || program.signalCode !== null) return resolve();
    program.once("exit", () => resolve());
    program.kill();
  });
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = createSocket("udp4");
    socket.once("error", reject);
    socket.bind(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

async function answering(resolver: Resolver, origin: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await resolver.resolveSoa(origin);
      return;
    } catch (error) {
      if (attempt === 100) throw error;
      await pause(100);
    }
  }
}
