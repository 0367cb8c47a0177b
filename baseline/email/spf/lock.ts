/**
 * The lock of SPF: the records that other parties publish and a domain's own record points to, as they were when
 * somebody last looked. Previews and rules count from it, so that they need no network and give the same answer twice.
 */
import { createHash } from "node:crypto";
import type { SpfZone } from "./zone.js";

/** The version of the format; a lock of another one is refused. */
export const LOCK_VERSION = 1;

/** The lock's name in a repository. */
export const LOCK_FILE = "spf.lock.json";

/** The records behind some domains. */
export interface SpfLock {
  /**
   * When the whole was last found to be what stands in DNS, as ISO 8601 in UTC. Absent in locks of older releases:
   * `lockDay` in `lockAge.ts` then takes the last change.
   */
  readonly checkedAt?: string;
  /** The domains that it was made for: domains of one's own, or hosts that they include. In alphabetical order. */
  readonly domains: readonly string[];
  /** The record at each of them, and at each name that an include or a redirect leads to. */
  readonly records: ReadonlyMap<string, LockedRecord>;
  /** What the terms `a`, `mx` and `exists` of these records meet. */
  readonly hosts: ReadonlyMap<string, LockedHost>;
}

/** The SPF record at a name. Lists are in their own order: of DNS for texts, ascending for networks. */
export interface LockedRecord {
  /** The texts that begin with `v=spf1`: one where the record is valid; none or several where receivers refuse it. */
  readonly txt: readonly string[];
  /** SHA-256 of the texts, each with a line feed behind it, in hexadecimal. */
  readonly sha256: string;
  /** Terms of the record and of all behind it that query DNS in the worst case (RFC 7208 §4.6.4). */
  readonly lookups: number;
  /** Terms of them that find nothing in the worst case. */
  readonly voidLookups: number;
  /** The IPv4 networks that pass, in CIDR notation, those behind it included. */
  readonly ip4: readonly string[];
  /** The IPv6 networks that pass. */
  readonly ip6: readonly string[];
  /** When this content was first seen, as ISO 8601 in UTC. It stays while nothing of the above changes. */
  readonly fetchedAt: string;
}

/** Addresses and MX hosts at a name, as far as a record asks for them; an empty list stands for none. */
export interface LockedHost {
  readonly a?: readonly string[];
  readonly aaaa?: readonly string[];
  readonly mx?: readonly string[];
}

/**
 * The hash that a lock keeps of a record.
 *
 * @param txt the SPF texts at a name
 */
export function hashOf(txt: readonly string[]): string {
  return createHash("sha256")
    .update(txt.map((text) => `${text}\n`).join(""), "utf8")
    .digest("hex");
}

/**
 * Writes a lock as JSON. The order of names and properties is always the same, so that a difference between two
 * versions of the file is one between their contents.
 *
 * @param lock the lock
 */
export function buildSpfLock({ checkedAt, domains, records, hosts }: SpfLock): string {
  const record = ({ txt, sha256, lookups, voidLookups, ip4, ip6, fetchedAt }: LockedRecord): LockedRecord => {
    return { txt, sha256, lookups, voidLookups, ip4, ip6, fetchedAt };
  };
  const host = ({ a, aaaa, mx }: LockedHost): LockedHost => {
    return { ...(a && { a }), ...(aaaa && { aaaa }), ...(mx && { mx }) };
  };
  const content = {
    version: LOCK_VERSION,
    ...(checkedAt === undefined ? {} : { checkedAt }),
    domains: [...domains].sort(),
    records: sorted(records, record),
    hosts: sorted(hosts, host),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

/**
 * What a lock knows, for the functions that count and judge. Of names that it does not hold, nothing is known.
 *
 * @param lock the lock
 */
export function lockedZone({ records, hosts }: SpfLock): SpfZone {
  return {
    txt: (name) => records.get(name)?.txt,
    addresses: (name, family) => (family === 4 ? hosts.get(name)?.a : hosts.get(name)?.aaaa),
    mx: (name) => hosts.get(name)?.mx,
  };
}

function sorted<T>(entries: ReadonlyMap<string, T>, ordered: (value: T) => T): Record<string, T> {
  // By code unit, which no locale changes.
  const names = [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(names.map(([name, value]) => [name, ordered(value)]));
}
