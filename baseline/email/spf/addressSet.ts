import { ADDRESS_BITS, formatAddress, networkOf, type AddressFamily, type AddressRange } from "./network.js";

/**
 * Gives the same addresses as the fewest ranges: disjoint, not adjacent, in ascending order.
 *
 * @param ranges ranges of one family in any order; they may overlap
 */
export function mergeRanges(ranges: readonly AddressRange[]): AddressRange[] {
  const sorted = [...ranges].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const merged: AddressRange[] = [];
  for (const { first, last } of sorted) {
    const before = merged.at(-1);
    if (before === undefined || first > before.last + 1n) merged.push({ first, last });
    else if (last > before.last) merged[merged.length - 1] = { first: before.first, last };
  }
  return merged;
}

/**
 * Gives the addresses of some ranges that lie in none of others.
 *
 * @param ranges what is kept; they may overlap
 * @param without what is taken away; they may overlap
 * @returns disjoint ranges in ascending order
 */
export function subtractRanges(ranges: readonly AddressRange[], without: readonly AddressRange[]): AddressRange[] {
  const taken = mergeRanges(without);
  const rest: AddressRange[] = [];
  let at = 0;
  for (const { first, last } of mergeRanges(ranges)) {
    let from = first;
    while ((taken[at]?.last ?? last) < from) at++;
    for (let next = at; from <= last; next++) {
      const hole = taken[next];
      if (hole === undefined || hole.first > last) {
        rest.push({ first: from, last });
        break;
      }
      if (hole.first > from) rest.push({ first: from, last: hole.first - 1n });
      if (hole.last >= from) from = hole.last + 1n;
    }
  }
  return rest;
}

/**
 * Counts the addresses of disjoint ranges.
 *
 * @param ranges disjoint ranges, as the functions above give them
 */
export function countAddresses(ranges: readonly AddressRange[]): bigint {
  return ranges.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
}

/** A network with a prefix length, in CIDR notation. */
export interface Network {
  /** Its first address, as `formatAddress` writes it. */
  readonly network: string;
  /** Bits that all its addresses share, 0 to 32 or 128. */
  readonly prefix: number;
}

/**
 * Covers ranges exactly with the fewest networks (RFC 4632 §3.1).
 *
 * @param ranges ranges of one family; they may overlap
 * @param family the family
 */
export function toNetworks(ranges: readonly AddressRange[], family: AddressFamily): Network[] {
  const networks: Network[] = [];
  for (const { first, last } of mergeRanges(ranges)) {
    let from = first;
    while (from <= last) {
      let prefix: number = ADDRESS_BITS[family];
      // The widest network that begins here and ends within the range.
      while (prefix > 0) {
        const wider = networkOf(from, prefix - 1, family);
        if (wider.first !== from || wider.last > last) break;
        prefix--;
      }
      networks.push({ network: formatAddress(from, family), prefix });
      from = networkOf(from, prefix, family).last + 1n;
    }
  }
  return networks;
}

/**
 * Writes a network in CIDR notation; a single address without its prefix length.
 *
 * @param network the network
 * @param family its family
 */
export function formatNetwork({ network, prefix }: Network, family: AddressFamily): string {
  return prefix === ADDRESS_BITS[family] ? network : `${network}/${prefix}`;
}
