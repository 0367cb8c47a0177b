import { formatNetwork, toNetworks } from "./addressSet.js";
import { hashOf, type LockedHost, type LockedRecord, type SpfLock } from "./lock.js";
import { countLookups } from "./lookups.js";
import type { AddressFamily } from "./network.js";
import { isSpf } from "./parse.js";
import { passingRanges } from "./reach.js";
import { normalName, readTarget, type SpfZone } from "./zone.js";

/**
 * Asks a zone for all that the evaluation of a domain's SPF record can ask for, whoever the client is.
 *
 * @param domain the domain
 * @param zone what is asked
 */
export function walkSpf(domain: string, zone: SpfZone): void {
  const target = readTarget(zone, domain);
  if (target.state !== "found") return;
  countLookups(target.record, domain, zone);
  passingRanges(target.record, domain, zone);
}

/**
 * Makes the lock of some domains from what stands in DNS.
 *
 * @param domains the domains whose records, and all behind them, it shall hold
 * @param zone DNS; what it does not know is left out
 * @param fetchedAt the time of the answers, as ISO 8601 in UTC without fractions of a second
 * @param before an earlier lock, whose times stay with the records that have not changed
 */
export function lockSpf(domains: readonly string[], zone: SpfZone, fetchedAt: string, before?: SpfLock): SpfLock {
  const records = new Map<string, LockedRecord>();
  const hosts = new Map<string, LockedHost>();
  const addHost = (name: string, found: LockedHost): void => {
    hosts.set(name, { ...hosts.get(name), ...found });
  };
  const asked: SpfZone = {
    txt: (name) => {
      const texts = zone.txt(name);
      if (texts !== undefined && !records.has(name)) {
        records.set(name, lockRecord(name, texts.filter(isSpf), zone, fetchedAt, before?.records.get(name)));
      }
      return texts;
    },
    addresses: (name, family) => {
      const found = zone.addresses(name, family);
      // DNS gives addresses in changing order; that of MX hosts too, whose preferences do not matter to SPF.
      if (found) addHost(name, family === 4 ? { a: [...found].sort() } : { aaaa: [...found].sort() });
      return found;
    },
    mx: (name) => {
      const found = zone.mx(name)?.map(normalName);
      if (found) addHost(name, { mx: [...found].sort() });
      return found;
    },
  };
  const names = [...new Set(domains.map(normalName))].sort();
  for (const name of names) walkSpf(name, asked);
  return { checkedAt: fetchedAt, domains: names, records, hosts };
}

function lockRecord(
  name: string,
  txt: readonly string[],
  zone: SpfZone,
  fetchedAt: string,
  before: LockedRecord | undefined,
): LockedRecord {
  const target = readTarget(zone, name);
  const isFound = target.state === "found";
  const count = isFound ? countLookups(target.record, name, zone) : undefined;
  const passing = isFound ? passingRanges(target.record, name, zone) : { 4: [], 6: [] };
  const networks = (family: AddressFamily): string[] =>
    toNetworks(passing[family], family).map((network) => formatNetwork(network, family));
  const record: LockedRecord = {
    txt,
    sha256: hashOf(txt),
    lookups: count?.terms ?? 0,
    voidLookups: count?.voids ?? 0,
    ip4: networks(4),
    ip6: networks(6),
    fetchedAt,
  };
  const isSame = before !== undefined && sameContent(before, record);
  return isSame ? { ...record, fetchedAt: before.fetchedAt } : record;
}

/**
 * Whether two versions of a record are the same but for their times.
 *
 * @param one a version
 * @param other the other
 */
export function sameContent(one: LockedRecord, other: LockedRecord): boolean {
  const content = (record: LockedRecord): string => JSON.stringify({ ...record, fetchedAt: "" }, KEYS);
  return content(one) === content(other);
}

/** In one order, whatever the order in the file. */
const KEYS = ["txt", "sha256", "lookups", "voidLookups", "ip4", "ip6", "fetchedAt"];
