import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { checkDomainName, toFqdn } from "../baseline/email/name.js";
import { buildSpfLock, LOCK_FILE, type SpfLock } from "../baseline/email/spf/lock.js";
import { lockDay } from "../baseline/email/spf/lockAge.js";
import { compareSpfLocks, WIDENING_LIMITS, type WideningLimits } from "../baseline/email/spf/lockComparison.js";
import { lockSpf, walkSpf } from "../baseline/email/spf/lockMaking.js";
import { parseSpfLock } from "../baseline/email/spf/lockReading.js";
import { Failure } from "../preview/failure.js";
import { paintFor } from "../preview/paint.js";
import { readCount, resolverOf, type ResolverFlags } from "./flags.js";
import { lockText } from "./lockText.js";
import { takeSnapshot } from "./spfSnapshot.js";
import { whileWaiting, type ExitStatus, type Streams } from "./streams.js";

/** The flags of `storefront-baseline spf lock`, as they stand on the command line. */
export interface SpfLockFlags extends ResolverFlags {
  /** The lock's file. @default "spf.lock.json" */
  readonly file?: string;
  /** Only compare, and write nothing. */
  readonly check?: boolean;
  /** Write also where more parties may send than before. */
  readonly acceptWider?: boolean;
  /** How many IPv4 addresses may be added without asking. @default 65536 */
  readonly maxNewIp4?: string;
  /** How many IPv6 networks of /64 may be added without asking. @default 4294967296 */
  readonly maxNewIp6?: string;
}

/**
 * Runs `storefront-baseline spf lock DOMAIN…`: brings the lock up to what stands in DNS, and shows the difference.
 *
 * @param domains domains of one's own, or hosts that they include; they are added to those of the file
 * @param flags the flags
 * @param streams where it writes
 * @returns 0 where the lock is up to date, or was brought up to date; 1 where `--check` finds a difference, or more
 * parties may send than before and `--accept-wider` is not given; 2 for wrong usage, or where DNS does not answer
 */
export async function spfLock(domains: readonly string[], flags: SpfLockFlags, streams: Streams): Promise<ExitStatus> {
  try {
    return await refresh(domains, flags, streams);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    streams.stderr.write(`${error.message}\n`);
    return 2;
  }
}

async function refresh(given: readonly string[], flags: SpfLockFlags, streams: Streams): Promise<ExitStatus> {
  const file = flags.file ?? LOCK_FILE;
  const limits = limitsOf(flags);
  const resolver = resolverOf(flags);
  const before = readLock(file, flags.check === true);
  const added = given.map(readDomain);
  const domains = [...new Set([...(before?.domains ?? []), ...added])];
  if (domains.length === 0) {
    throw new Failure("No domain is given. Name your own domains, or hosts that their SPF records include.");
  }
  const snapshot = takeSnapshot(resolver, (zone) => domains.forEach((domain) => walkSpf(domain, zone)));
  const { zone, failures } = await whileWaiting(streams.stderr, "Asking DNS for SPF records", snapshot);
  if (failures.length > 0) {
    throw new Failure(`DNS does not answer, so nothing is locked:\n${failures.map((line) => `  ${line}`).join("\n")}`);
  }
  const after = lockSpf(domains, zone, new Date().toISOString().replace(/\.\d+Z$/, "Z"), before);
  const empty = added.filter((name) => !before?.domains.includes(name) && after.records.get(name)?.txt.length === 0);
  if (empty.length > 0) throw new Failure(`There is no SPF record at ${empty.join(", ")}, so nothing is locked.`);

  const comparison = compareSpfLocks(before, after, limits);
  const isRefused = flags.check === true || (comparison.widenings.length > 0 && flags.acceptWider !== true);
  const isWritten = !comparison.isSame && !isRefused;
  const isRenewed = comparison.isSame && flags.check !== true && before !== undefined && isFromEarlier(before, after);
  if (isWritten || isRenewed) writeLock(file, after);
  const outcome = {
    file,
    isNew: before === undefined,
    lock: after,
    comparison,
    isCheck: flags.check === true,
    isWritten,
  };
  streams.stdout.write(lockText(outcome, paintFor(streams.stdout)));
  return comparison.isSame || isWritten ? 0 : 1;
}

/** The time of the last look tells days apart, so that looking twice on one day leaves the file as it is. */
function isFromEarlier(before: SpfLock, after: SpfLock): boolean {
  return before.checkedAt === undefined || lockDay(before) !== lockDay(after);
}

function readDomain(given: string): string {
  const name = toFqdn(given) ?? "";
  const faults = checkDomainName(name, { underscore: true });
  if (faults.length > 0) throw new Failure(faults.join(" "));
  return name;
}

function limitsOf({ maxNewIp4, maxNewIp6 }: SpfLockFlags): WideningLimits {
  return {
    ip4: readCount("--max-new-ip4", maxNewIp4) ?? WIDENING_LIMITS.ip4,
    ip6Networks: readCount("--max-new-ip6", maxNewIp6) ?? WIDENING_LIMITS.ip6Networks,
  };
}

function readLock(file: string, isNeeded: boolean): SpfLock | undefined {
  if (!existsSync(file)) {
    if (isNeeded) throw new Failure(`${file} does not exist, so there is nothing to compare with.`);
    return undefined;
  }
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${(error as Error).message}`);
  }
  const read = parseSpfLock(text);
  if (!read.ok) throw new Failure(`${file} is no lock of SPF:\n${read.errors.map((line) => `  ${line}`).join("\n")}`);
  return read.value;
}

function writeLock(file: string, lock: SpfLock): void {
  try {
    writeFileSync(file, buildSpfLock(lock));
  } catch (error) {
    throw new Failure(`${file} cannot be written: ${(error as Error).message}`);
  }
}
