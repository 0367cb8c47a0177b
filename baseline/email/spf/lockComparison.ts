import { countAddresses, subtractRanges } from "./addressSet.js";
import { buildTerm } from "./build.js";
import { SHORTEST_PREFIX } from "./limits.js";
import { buildSpfLock, lockedZone, type LockedRecord, type SpfLock } from "./lock.js";
import { sameContent } from "./lockMaking.js";
import { ADDRESS_BITS, type AddressFamily, type AddressRange } from "./network.js";
import { passingRanges, reachOf } from "./reach.js";
import { evaluatedTerms, type SpfRecord } from "./record.js";
import { listed } from "./spfFault.js";
import { isConstantName, readTarget, targetsOf, type SpfZone } from "./zone.js";

/** How many addresses may pass newly at a domain before it counts as widening. */
export interface WideningLimits {
  /** IPv4 addresses. @default 65,536, the widest range that SPF19 lets a record name */
  readonly ip4: bigint;
  /** IPv6 networks of /64. @default 4,294,967,296, likewise */
  readonly ip6Networks: bigint;
}

/** What one sender plausibly adds. */
export const WIDENING_LIMITS: WideningLimits = {
  ip4: 1n << BigInt(ADDRESS_BITS[4] - SHORTEST_PREFIX.ip4),
  ip6Networks: 1n << BigInt(64 - SHORTEST_PREFIX.ip6),
};

/** A record that stands in one of two locks, or in both with different contents. */
export interface SpfLockChange {
  readonly name: string;
  readonly before: LockedRecord | undefined;
  readonly after: LockedRecord | undefined;
  /** IPv4 addresses that pass newly, and that pass no longer. */
  readonly ip4: AddressChange;
  /** The same of IPv6 addresses. */
  readonly ip6: AddressChange;
}

/** How a set of addresses changed. */
export interface AddressChange {
  readonly gained: bigint;
  readonly lost: bigint;
}

/** What became of a lock. */
export interface SpfLockComparison {
  /** Whether nothing changed but times. */
  readonly isSame: boolean;
  /** In alphabetical order. */
  readonly changes: readonly SpfLockChange[];
  /** Names whose addresses or MX hosts changed. */
  readonly changedHosts: readonly string[];
  /** Why more parties may send than before, as full sentences; empty where none may. */
  readonly widenings: readonly string[];
}

/**
 * Compares two versions of a lock. A domain that was not locked before was named by the user, so what stands behind it
 * is no widening, unless everyone passes.
 *
 * @param before the version that was agreed to; `undefined` where there is none
 * @param after the version that stands in DNS
 * @param limits how many addresses may be added without asking
 */
export function compareSpfLocks(
  before: SpfLock | undefined,
  after: SpfLock,
  limits: WideningLimits = WIDENING_LIMITS,
): SpfLockComparison {
  const zones = { before: before && lockedZone(before), after: lockedZone(after) };
  const names = [...new Set([...(before?.records.keys() ?? []), ...after.records.keys()])].sort();
  const changes = names.flatMap((name): SpfLockChange[] => {
    const [old, now] = [before?.records.get(name), after.records.get(name)];
    if (old && now && sameContent(old, now)) return [];
    const change = addressChange(name, zones.before, zones.after);
    return [{ name, before: old, after: now, ip4: change[4], ip6: change[6] }];
  });
  const hostNames = [...new Set([...(before?.hosts.keys() ?? []), ...after.hosts.keys()])].sort();
  return {
    isSame: before !== undefined && contentOf(before) === contentOf(after),
    changes,
    changedHosts: hostNames.filter(
      (name) => JSON.stringify(before?.hosts.get(name)) !== JSON.stringify(after.hosts.get(name)),
    ),
    widenings: [
      ...openRecords(names, zones.before, zones.after),
      ...(before === undefined ? [] : newHosts(before, after)),
      ...(before === undefined ? [] : newPerClientTerms(before, after)),
      ...(before === undefined ? [] : newAddresses(before, after, limits)),
    ],
  };
}

/** The file's text without the time of the last look. */
function contentOf({ domains, records, hosts }: SpfLock): string {
  return buildSpfLock({ domains, records, hosts });
}

function openRecords(names: readonly string[], before: SpfZone | undefined, after: SpfZone): string[] {
  const isOpen = (name: string, zone: SpfZone | undefined): boolean => {
    const record = recordAt(name, zone);
    return record !== undefined && zone !== undefined && reachOf(record, name, zone).isEveryone;
  };
  return names
    .filter((name) => isOpen(name, after) && !isOpen(name, before))
    .map((name) => `The record at ${name} lets everyone pass, and so does every record that includes it.`);
}

function newHosts(before: SpfLock, after: SpfLock): string[] {
  const kept = reachableFrom(after, keptDomains(before, after));
  const named = reachableFrom(after, newDomains(before, after));
  return [...kept].flatMap(([name, parent]) =>
    before.records.has(name) || named.has(name)
      ? []
      : `The record at ${parent} now includes ${name}, which was not locked before.`,
  );
}

function newPerClientTerms(before: SpfLock, after: SpfLock): string[] {
  const zones = [lockedZone(before), lockedZone(after)] as const;
  return [...after.records.keys()].flatMap((name) => {
    if (!before.records.has(name)) return [];
    const old = perClientTerms(recordAt(name, zones[0]));
    const terms = perClientTerms(recordAt(name, zones[1])).filter((term) => !old.includes(term));
    if (terms.length === 0) return [];
    return `The record at ${name} now has ${listed(terms)}: whom it lets pass is decided for each client anew, and no lock can hold that.`;
  });
}

function newAddresses(before: SpfLock, after: SpfLock, limits: WideningLimits): string[] {
  const zones = [lockedZone(before), lockedZone(after)] as const;
  return keptDomains(before, after).flatMap((name) => {
    const change = addressChange(name, ...zones);
    const networks = (change[6].gained + (1n << 64n) - 1n) >> 64n;
    const beyond: [bigint, bigint, string][] = [
      [change[4].gained, limits.ip4, "IPv4 addresses"],
      [networks, limits.ip6Networks, "IPv6 networks of /64"],
    ];
    return beyond
      .filter(([gained, limit]) => gained > limit)
      .map(
        ([gained, limit, what]) =>
          `At ${name}, ${gained.toLocaleString("en")} ${what} pass that did not before; without asking, at most ${limit.toLocaleString("en")} may.`,
      );
  });
}

function addressChange(
  name: string,
  before: SpfZone | undefined,
  after: SpfZone,
): Readonly<Record<AddressFamily, AddressChange>> {
  const passing = (zone: SpfZone | undefined): Readonly<Record<AddressFamily, readonly AddressRange[]>> => {
    const record = recordAt(name, zone);
    return record === undefined || zone === undefined ? { 4: [], 6: [] } : passingRanges(record, name, zone);
  };
  const [old, now] = [passing(before), passing(after)];
  const change = (family: AddressFamily): AddressChange => ({
    gained: countAddresses(subtractRanges(now[family], old[family])),
    lost: countAddresses(subtractRanges(old[family], now[family])),
  });
  return { 4: change(4), 6: change(6) };
}

function keptDomains(before: SpfLock, after: SpfLock): string[] {
  return after.domains.filter((name) => before.domains.includes(name));
}

function newDomains(before: SpfLock, after: SpfLock): string[] {
  return after.domains.filter((name) => !before.domains.includes(name));
}

/** The names that the records of some domains lead to, the domains included, each with the name that led there. */
function reachableFrom(lock: SpfLock, domains: readonly string[]): Map<string, string> {
  const zone = lockedZone(lock);
  const found = new Map(domains.map((name) => [name, name]));
  // A Map can grow while it is walked, and then yields the new entries too.
  for (const name of found.keys()) {
    const record = recordAt(name, zone);
    for (const target of record ? targetsOf(record, name) : []) if (!found.has(target)) found.set(target, name);
  }
  return found;
}

function recordAt(name: string, zone: SpfZone | undefined): SpfRecord | undefined {
  const target = zone && readTarget(zone, name);
  return target?.state === "found" ? target.record : undefined;
}

/** Terms that let a client pass by a look-up of its address, its name or its message. */
function perClientTerms(record: SpfRecord | undefined): string[] {
  if (record === undefined) return [];
  const { mechanisms, redirect } = evaluatedTerms(record);
  const passing = mechanisms.filter(({ qualifier }) => qualifier === "+");
  return [...passing, ...(redirect ? [redirect] : [])]
    .filter((term) => term.kind === "ptr" || ("domain" in term && !isConstantName(term.domain ?? "")))
    .map(buildTerm);
}
