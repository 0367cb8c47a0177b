import { execFileSync } from "node:child_process";
import { Resolver } from "node:dns/promises";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Daemon } from "./daemon.js";
import { Denial } from "./shopDomains.js";

/** A zone as it is served. */
export interface ServedZone {
  /** Without a trailing dot; empty for the root. */
  readonly origin: string;
  readonly text: string;
  readonly denial: Denial;
}

const AUTHORITATIVE_PORT = 5300;

/**
 * Knot DNS holds the zones. Its module onlinesign signs each answer when it is asked for and denies a missing name with
 * NOERROR and an NSEC record at that name itself, which is what Cloudflare and Route 53 do (RFC 9824); like theirs, it
 * does so only where the question asks for DNSSEC. Unbound, which always asks and validates, resolves for the receivers.
 */
export async function startNameServers(folder: string, zones: readonly ServedZone[]): Promise<Daemon[]> {
  for (const { origin, text } of zones) writeFileSync(zonePath(folder, origin), text);
  mkdirSync(path.join(folder, "keys"));
  const knotConf = path.join(folder, "knot.conf");
  writeFileSync(knotConf, knotConfig(folder, zones));
  const signed = zones.filter(({ denial }) => denial === Denial.Compact).map(({ origin }) => origin);
  const anchors = signed.map((origin) => makeKey(knotConf, origin));
  const knot = Daemon.start(folder, ["knotd", "--config", knotConf]);
  await knot.until(() => answers(AUTHORITATIVE_PORT));

  const unboundConf = path.join(folder, "unbound.conf");
  writeFileSync(unboundConf, unboundConfig(folder, zones, anchors));
  const unbound = Daemon.start(folder, ["unbound", "-d", "-p", "-c", unboundConf]);
  await unbound.until(() => answers(53));
  return [unbound, knot];
}

export function zonePath(folder: string, origin: string): string {
  return path.join(folder, `${origin === "" ? "root" : origin}.zone`);
}

/** Makes the zone's key and gives its DS record, the resolver's trust anchor. */
function makeKey(knotConf: string, origin: string): string {
  const keymgr = (...args: string[]): string =>
    execFileSync("keymgr", ["-c", knotConf, `${origin}.`, ...args], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  keymgr("generate", "algorithm=ecdsap256sha256", "ksk=yes", "zsk=yes");
  const ds = keymgr("ds")
    .split("\n")
    .find((line) => / 13 2 /.test(line));
  if (ds === undefined) throw new Error(`keymgr gives no DS record with SHA-256 for ${origin}.`);
  return ds;
}

function knotConfig(folder: string, zones: readonly ServedZone[]): string {
  return `server:
  listen: 127.0.0.1@${AUTHORITATIVE_PORT}
  rundir: ${folder}
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
database:
  storage: ${folder}
  kasp-db: keys
  kasp-db-max-size: 50M
  journal-db-max-size: 50M
  timer-db-max-size: 10M
log:
  - target: stderr
    any: warning
policy:
  - id: fixed
    manual: on
    single-type-signing: on
mod-onlinesign:
  - id: compact
    policy: fixed
zone:
${zones
  .map(
    ({ origin, denial }) =>
      `  - domain: ${origin}.\n    file: ${zonePath(folder, origin)}\n    journal-content: none\n${denial === Denial.Compact ? "    module: mod-onlinesign/compact\n" : ""}`,
  )
  .join("")}`;
}

function unboundConfig(folder: string, zones: readonly ServedZone[], anchors: readonly string[]): string {
  return `server:
  directory: "${folder}"
  pidfile: ""
  username: ""
  chroot: ""
  use-syslog: no
  num-threads: 1
  interface: 127.0.0.1
  do-ip6: no
  do-not-query-localhost: no
  local-zone: "test." nodefault
  module-config: "validator iterator"
${anchors.map((ds) => `  trust-anchor: "${ds}"\n`).join("")}remote-control:
  control-enable: no
${zones
  .map(
    ({ origin }) =>
      `stub-zone:\n  name: "${origin}."\n  stub-addr: 127.0.0.1@${AUTHORITATIVE_PORT}\n  stub-prime: no\n`,
  )
  .join("")}`;
}

async function answers(port: number): Promise<boolean> {
  const resolver = new Resolver({ timeout: 500, tries: 1 });
  resolver.setServers([`127.0.0.1:${port}`]);
  try {
    return (await resolver.resolveSoa("shop.example")).serial > 0;
  } catch {
    return false;
  }
}
