import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  countAddresses,
  formatNetwork,
  mergeRanges,
  subtractRanges,
  toNetworks,
} from "../../../../baseline/email/spf/addressSet.js";
import { formatAddress, networkOf, parseAddress, type AddressRange } from "../../../../baseline/email/spf/network.js";

/** Ranges within 64 addresses, so that each can be looked at. */
const ranges = fc.array(
  fc
    .tuple(fc.bigInt({ min: 0n, max: 63n }), fc.bigInt({ min: 0n, max: 20n }))
    .map(([first, more]): AddressRange => ({ first, last: first + more })),
  { maxLength: 8 },
);
const members = (given: readonly AddressRange[]): bigint[] =>
  Array.from({ length: 90 }, (_, index) => BigInt(index)).filter((address) =>
    given.some(({ first, last }) => first <= address && address <= last),
  );

describe("ranges", () => {
  it("merged hold the same addresses, and neither touch nor overlap", () => {
    fc.assert(
      fc.property(ranges, (given) => {
        const merged = mergeRanges(given);
        expect(members(merged)).toEqual(members(given));
        expect(countAddresses(merged)).toBe(BigInt(members(given).length));
        merged.forEach(({ first }, index) => expect(first > (merged[index - 1]?.last ?? -2n) + 1n).toBe(true));
      }),
      { seed: 7208, numRuns: 2000 },
    );
  });

  it("subtracted hold what is in the one and not in the other", () => {
    fc.assert(
      fc.property(ranges, ranges, (given, without) => {
        const taken = members(without);
        const rest = subtractRanges(given, without);
        expect(members(rest)).toEqual(members(given).filter((address) => !taken.includes(address)));
        expect(mergeRanges(rest)).toEqual(rest);
      }),
      { seed: 7208, numRuns: 2000 },
    );
  });

  it("as networks are covered exactly, by no more networks than needed", () => {
    fc.assert(
      fc.property(ranges, (given) => {
        const networks = toNetworks(given, 4);
        const covered = networks.map(({ network, prefix }) => networkOf(parseAddress(network, 4) ?? -1n, prefix, 4));
        expect(members(covered)).toEqual(members(given));
        expect(countAddresses(covered)).toBe(countAddresses(mergeRanges(given)));
        // Two networks of one size that make one of the double size would not be the fewest.
        for (const [index, { prefix }] of networks.entries()) {
          const next = networks[index + 1];
          const one = covered[index];
          if (next?.prefix !== prefix || one === undefined) continue;
          expect(networkOf(one.first, prefix - 1, 4).last).not.toBe(covered[index + 1]?.last);
        }
      }),
      { seed: 7208, numRuns: 2000 },
    );
  });

  it("of all addresses are one network", () => {
    expect(toNetworks([{ first: 0n, last: (1n << 128n) - 1n }], 6)).toEqual([{ network: "::", prefix: 0 }]);
    expect(toNetworks([{ first: 1n, last: (1n << 32n) - 1n }], 4)).toHaveLength(32);
  });
});

describe("a network is written", () => {
  it("with its prefix length, but for a single address", () => {
    expect(formatNetwork({ network: "192.0.2.0", prefix: 24 }, 4)).toBe("192.0.2.0/24");
    expect(formatNetwork({ network: "192.0.2.1", prefix: 32 }, 4)).toBe("192.0.2.1");
    expect(formatNetwork({ network: "::", prefix: 0 }, 6)).toBe("::/0");
  });

  it.each([
    ["0:0:0:0:0:0:0:0", "::"],
    ["0:0:0:0:0:0:0:1", "::1"],
    ["1:0:0:0:0:0:0:0", "1::"],
    ["2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"],
    ["2001:0:0:1:0:0:0:1", "2001:0:0:1::1"],
    ["2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
  ])("%s as RFC 5952 §4 recommends: %s", (given, expected) => {
    expect(formatAddress(parseAddress(given, 6) ?? -1n, 6)).toBe(expected);
  });

  it("so that it reads back, and IPv6 as URLs write it", () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV6(), (four, six) => {
        expect(formatAddress(parseAddress(four, 4) ?? -1n, 4)).toBe(four);
        const address = parseAddress(six, 6) ?? -1n;
        expect(parseAddress(formatAddress(address, 6), 6)).toBe(address);
        expect(`[${formatAddress(address, 6)}]`).toBe(new URL(`http://[${six}]/`).hostname);
      }),
      { seed: 5952, numRuns: 2000 },
    );
  });
});
