import { isIPv4, isIPv6 } from "node:net";

/** The version of the Internet Protocol that a client connects with. */
export type AddressFamily = 4 | 6;

/** Addresses of one family as integers, both ends included. */
export interface AddressRange {
  readonly first: bigint;
  readonly last: bigint;
}

/** Bits of an address. */
export const ADDRESS_BITS = { 4: 32, 6: 128 } as const;

/** All addresses of a family. */
export const ALL_ADDRESSES = {
  4: { first: 0n, last: (1n << 32n) - 1n },
  6: { first: 0n, last: (1n << 128n) - 1n },
} as const;

/**
 * Reads an address as an integer.
 *
 * @param text IPv4: four numbers without leading zeros (RFC 7208 §5.6); IPv6: any form of RFC 4291 §2.2, no zone index
 * @param family which of them
 * @returns `undefined` where the text is no address of the family
 */
export function parseAddress(text: string, family: AddressFamily): bigint | undefined {
  if (family === 4) return isIPv4(text) ? ip4Value(text) : undefined;
  return text.length <= 45 && !text.includes("%") && isIPv6(text) ? ip6Value(text) : undefined;
}

/**
 * Gives the network that holds an address.
 *
 * @param address the address as an integer; bits behind the prefix do not matter (RFC 7208 §5.6)
 * @param prefix bits that all its addresses share, 0 to 32 or 128
 * @param family the address's family
 */
export function networkOf(address: bigint, prefix: number, family: AddressFamily): AddressRange {
  const hostBits = BigInt(ADDRESS_BITS[family] - prefix);
  const first = (address >> hostBits) << hostBits;
  return { first, last: first + (1n << hostBits) - 1n };
}

/**
 * Counts the addresses of a range that lie within another.
 *
 * @param range what is counted
 * @param within where it counts
 */
export function countWithin(range: AddressRange, within: AddressRange): bigint {
  const first = range.first > within.first ? range.first : within.first;
  const last = range.last < within.last ? range.last : within.last;
  return last < first ? 0n : last - first + 1n;
}

function ip4Value(text: string): bigint {
  return text.split(".").reduce((value, octet) => (value << 8n) | BigInt(octet), 0n);
}

function ip6Value(text: string): bigint {
  const [head = "", tail] = text.split("::");
  const front = groups(head);
  const back = tail === undefined ? [] : groups(tail);
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => 0n);
  return [...front, ...zeros, ...back].reduce((value, group) => (value << 16n) | group, 0n);
}

/** The groups of 16 bits; an IPv4 address at the end makes two. */
function groups(text: string): bigint[] {
  if (text === "") return [];
  return text.split(":").flatMap((group) => {
    if (!group.includes(".")) return [BigInt(`0x${group}`)];
    const value = ip4Value(group);
    return [value >> 16n, value & 0xffffn];
  });
}

/**
 * Writes an address: IPv4 with dots, IPv6 as RFC 5952 recommends.
 *
 * @param address the address as an integer
 * @param family its family
 */
export function formatAddress(address: bigint, family: AddressFamily): string {
  const width = family === 4 ? 8n : 16n;
  const count = family === 4 ? 4 : 8;
  const values = Array.from(
    { length: count },
    (_, index) => (address >> (width * BigInt(count - 1 - index))) & ((1n << width) - 1n),
  );
  if (family === 4) return values.join(".");
  const hex = values.map((value) => value.toString(16));
  const zeros = longestZeros(hex);
  // RFC 5952 §4.2.2: "::" never stands for one group.
  if (zeros.length < 2) return hex.join(":");
  return `${hex.slice(0, zeros.start).join(":")}::${hex.slice(zeros.start + zeros.length).join(":")}`;
}

function longestZeros(groups: readonly string[]): { readonly start: number; readonly length: number } {
  let longest = { start: 0, length: 0 };
  let start = 0;
  groups.forEach((group, index) => {
    if (group !== "0") start = index + 1;
    else if (index + 1 - start > longest.length) longest = { start, length: index + 1 - start };
  });
  return longest;
}
