import { mergeRanges } from "./addressSet.js";
import { buildTerm } from "./build.js";
import { firstMatches, type Claim } from "./firstMatch.js";
import {
  ADDRESS_BITS,
  ALL_ADDRESSES,
  countWithin,
  networkOf,
  parseAddress,
  type AddressFamily,
  type AddressRange,
} from "./network.js";
import { LOOKUP_LIMIT, MX_HOST_LIMIT } from "./limits.js";
import { evaluatedTerms, type SpfMechanism, type SpfRecord, type SpfTerm } from "./record.js";
import { isClientsName, isConstantName, readTarget, targetName, type SpfZone } from "./zone.js";

/**
 * Addresses that, once they pass, count as everyone. IPv4: 1/128 of the address space, the size of a /7: no operator
 * of mail servers holds as many, but anyone can rent one of them. IPv6: a /12, which is what IANA gives to the
 * registry of a whole continent.
 */
export const EVERYONE = { 4: 1n << 25n, 6: 1n << 116n } as const;

/** Addresses from which mail can come. IPv6: global unicast, 2000::/3 (RFC 4291 §2.4). */
const PUBLIC_ADDRESSES = { 4: ALL_ADDRESSES[4], 6: networkOf(1n << 125n, 3, 6) } as const;

/** A record that receivers accept leads to ten others at most; this many keep the walk short however a zone branches. */
const MAX_RECORDS = 50;

/** Whom an SPF record lets pass, as far as is known. */
export interface SpfReach {
  /** Whether it lets everyone pass, or so many that it comes to the same. */
  readonly isEveryone: boolean;
  /** The addresses that pass, of 2^32 IPv4 addresses and of 2^125 IPv6 addresses in 2000::/3. */
  readonly passing: Readonly<Record<AddressFamily, bigint>>;
  /** The terms because of which everyone passes, the widest first; none where `isEveryone` is `false`. */
  readonly culprits: readonly SpfTerm[];
}

/** What a term does with a range of addresses. */
interface Verdict {
  readonly passes: boolean;
  readonly term: SpfTerm;
}

/** Reads the records behind a record once each. */
interface Walk {
  readonly zone: SpfZone;
  readonly passing: Map<string, Record<AddressFamily, readonly AddressRange[]>>;
}

/**
 * Tells whom an SPF record lets pass. The first mechanism that matches decides (RFC 7208 §4.6.2), so a range that was
 * refused before does not count, nor do terms after `all`. What is not known lets nobody pass.
 *
 * @param record a parsed record
 * @param domain the domain whose record it is, where it is known
 * @param zone what is known of the names that it points to
 */
export function reachOf(record: SpfRecord, domain: string | undefined, zone: SpfZone): SpfReach {
  const walk: Walk = { zone, passing: new Map() };
  const path = pathFrom(domain);
  const passing = { 4: 0n, 6: 0n };
  const culprits = new Set<SpfTerm>();
  for (const family of [4, 6] as const) {
    const byTerm = new Map<SpfTerm, bigint>();
    for (const claim of verdicts(walk, record, family, path)) {
      const count = claim.owner.passes ? countWithin(claim, PUBLIC_ADDRESSES[family]) : 0n;
      byTerm.set(claim.owner.term, (byTerm.get(claim.owner.term) ?? 0n) + count);
      passing[family] += count;
    }
    let missing = passing[family] < EVERYONE[family] ? 0n : EVERYONE[family];
    for (const [term, count] of [...byTerm].sort(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0))) {
      if (missing <= 0n) break;
      culprits.add(term);
      missing -= count;
    }
  }
  return { isEveryone: culprits.size > 0, passing, culprits: [...culprits] };
}

/**
 * Whether an SPF record may let everyone pass: a quick question before `reachOf`, since most let far too few. What is
 * refused before is counted too.
 *
 * @param record a parsed record
 * @param domain the domain whose record it is, where it is known
 * @param zone what is known of the names that it points to
 */
export function mayReachEveryone(record: SpfRecord, domain: string | undefined, zone: SpfZone): boolean {
  const walk: Walk = { zone, passing: new Map() };
  const path = pathFrom(domain);
  return ([4, 6] as const).some((family) => {
    let passing = 0n;
    for (const { first, last, owner } of claimsOf(walk, record, family, path)) {
      if (owner.passes) passing += last - first + 1n;
    }
    return passing >= EVERYONE[family];
  });
}

function pathFrom(domain: string | undefined): readonly string[] {
  return domain === undefined ? [] : [targetName(undefined, domain) ?? domain];
}

/**
 * Gives the addresses that an SPF record lets pass, as far as is known.
 *
 * @param record a parsed record
 * @param domain the domain whose record it is, where it is known
 * @param zone what is known of the names that it points to
 * @returns of each family disjoint ranges in ascending order
 */
export function passingRanges(
  record: SpfRecord,
  domain: string | undefined,
  zone: SpfZone,
): Readonly<Record<AddressFamily, readonly AddressRange[]>> {
  const walk: Walk = { zone, passing: new Map() };
  const path = pathFrom(domain);
  const passed = (family: AddressFamily): AddressRange[] =>
    mergeRanges(verdicts(walk, record, family, path).filter(({ owner }) => owner.passes));
  return { 4: passed(4), 6: passed(6) };
}

function verdicts(walk: Walk, record: SpfRecord, family: AddressFamily, path: readonly string[]): Claim<Verdict>[] {
  return firstMatches(claimsOf(walk, record, family, path));
}

/** What each term claims, in the order of the record. */
function claimsOf(walk: Walk, record: SpfRecord, family: AddressFamily, path: readonly string[]): Claim<Verdict>[] {
  const { mechanisms, redirect } = evaluatedTerms(record);
  const domain = path.at(-1);
  const claims: Claim<Verdict>[] = [];
  const claim = (term: SpfTerm, passes: boolean, ranges: readonly AddressRange[]): void => {
    for (const { first, last } of ranges) claims.push({ first, last, owner: { passes, term } });
  };
  const seen = new Set<string>();
  for (const mechanism of mechanisms) {
    // What stands there twice matches nobody the second time.
    const matcher = buildTerm({ ...mechanism, qualifier: "+" });
    if (seen.has(matcher)) continue;
    seen.add(matcher);
    claim(mechanism, mechanism.qualifier === "+", matchedBy(walk, mechanism, family, domain, path));
  }
  if (redirect !== undefined) {
    const target = redirect.domain;
    const isLax = isLaxName("+", target);
    claim(redirect, true, isLax ? [ALL_ADDRESSES[family]] : passedBehind(walk, target, family, path));
  }
  return claims;
}

/** The clients that a mechanism matches, as far as is known. */
function matchedBy(
  walk: Walk,
  mechanism: SpfMechanism,
  family: AddressFamily,
  domain: string | undefined,
  path: readonly string[],
): readonly AddressRange[] {
  const everyone = [ALL_ADDRESSES[family]];
  switch (mechanism.kind) {
    case "all":
      return everyone;
    case "ip4":
    case "ip6": {
      const address = mechanism.kind === `ip${family}` ? parseAddress(mechanism.network, family) : undefined;
      return address === undefined ? [] : [networkOf(address, mechanism.prefix ?? ADDRESS_BITS[family], family)];
    }
    case "a":
    case "mx":
      if (isLaxName(mechanism.qualifier, mechanism.domain)) return everyone;
      return hostRanges(walk.zone, mechanism, family, targetName(mechanism.domain, domain));
    case "include":
      if (isLaxName(mechanism.qualifier, mechanism.domain)) return everyone;
      return passedBehind(walk, mechanism.domain, family, path);
    case "exists": {
      if (isLaxName(mechanism.qualifier, mechanism.domain)) return everyone;
      if (!isConstantName(mechanism.domain)) return [];
      const name = targetName(mechanism.domain, domain);
      const known = name === undefined ? undefined : walk.zone.addresses(name, 4);
      // Unless the name is known to have no address, what passes is a matter of one DNS record, not of the sender.
      const matches = known === undefined ? mechanism.qualifier === "+" : known.length > 0;
      return matches ? everyone : [];
    }
    case "ptr":
      return [];
  }
}

/** A name that the client chooses can be made to match by any client; what it refuses, the client can evade. */
function isLaxName(qualifier: string, spec: string | undefined): boolean {
  return qualifier === "+" && spec !== undefined && isClientsName(spec);
}

function hostRanges(
  zone: SpfZone,
  { kind, prefix4, prefix6 }: Extract<SpfMechanism, { readonly kind: "a" | "mx" }>,
  family: AddressFamily,
  name: string | undefined,
): readonly AddressRange[] {
  const prefix = (family === 4 ? prefix4 : prefix6) ?? ADDRESS_BITS[family];
  const hosts = name === undefined ? undefined : kind === "a" ? [name] : zone.mx(name)?.slice(0, MX_HOST_LIMIT);
  const addresses = hosts?.map((host) => zone.addresses(host, family));
  if (addresses === undefined || addresses.includes(undefined)) {
    // Wherever the host is, a prefix this short lets as many pass; where it lies does not matter for their number.
    const isHuge = 1n << BigInt(ADDRESS_BITS[family] - prefix) >= EVERYONE[family];
    return isHuge ? [networkOf(PUBLIC_ADDRESSES[family].first, prefix, family)] : [];
  }
  return addresses.flatMap((known) =>
    (known ?? []).flatMap((text) => {
      const address = parseAddress(text, family);
      return address === undefined ? [] : [networkOf(address, prefix, family)];
    }),
  );
}

/** The clients that the record at another name lets pass. */
function passedBehind(
  walk: Walk,
  spec: string,
  family: AddressFamily,
  path: readonly string[],
): readonly AddressRange[] {
  const name = targetName(spec, path.at(-1));
  if (name === undefined || path.includes(name) || path.length > LOOKUP_LIMIT) return [];
  const known = walk.passing.get(name);
  if (known) return known[family];
  const target = walk.passing.size < MAX_RECORDS ? readTarget(walk.zone, name) : undefined;
  if (target?.state !== "found") return [];
  const passed = (of: AddressFamily): readonly AddressRange[] =>
    verdicts(walk, target.record, of, [...path, name]).filter(({ owner }) => owner.passes);
  const passing = { 4: passed(4), 6: passed(6) };
  walk.passing.set(name, passing);
  return passing[family];
}
