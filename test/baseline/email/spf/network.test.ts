import { BlockList } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countWithin, networkOf, parseAddress } from "../../../../baseline/email/spf/network.js";

describe("an address is read as an integer", () => {
  it.each<[string, 4 | 6, bigint | undefined]>([
    ["0.0.0.0", 4, 0n],
    ["255.255.255.255", 4, 0xffffffffn],
    ["192.0.2.1", 4, 0xc0000201n],
    ["192.0.02.1", 4, undefined],
    ["192.0.2", 4, undefined],
    ["192.0.2.256", 4, undefined],
    ["::", 6, 0n],
    ["::1", 6, 1n],
    ["2001:DB8::", 6, 0x20010db8n << 96n],
    ["::ffff:192.0.2.1", 6, 0xffffc0000201n],
    ["1:2:3:4:5:6:7:8", 6, 0x00010002000300040005000600070008n],
    ["1::8", 6, (1n << 112n) | 8n],
    ["fe80::1%eth0", 6, undefined],
    [":CAFE::BABE", 6, undefined],
    ["1:2:3:4:5:6:7:8:9", 6, undefined],
    ["::1", 4, undefined],
    ["192.0.2.1", 6, undefined],
  ])("%s as IPv%i", (text, family, value) => expect(parseAddress(text, family)).toBe(value));
});

it("a network holds exactly the addresses that Node's block list says (random networks)", () => {
  const family = fc.constantFrom<4 | 6>(4, 6);
  const cases = family.chain((of) => {
    const address = of === 4 ? fc.ipV4() : fc.ipV6();
    return fc.tuple(fc.constant(of), address, fc.integer({ min: 0, max: of === 4 ? 32 : 128 }), address);
  });
  fc.assert(
    fc.property(cases, ([of, network, prefix, client]) => {
      const list = new BlockList();
      list.addSubnet(network, prefix, `ipv${of}`);
      const range = networkOf(parseAddress(network, of) ?? -1n, prefix, of);
      const value = parseAddress(client, of) ?? -1n;
      expect(range.first <= value && value <= range.last).toBe(list.check(client, `ipv${of}`));
      expect(list.check(network, `ipv${of}`)).toBe(true);
      expect(range.last - range.first + 1n).toBe(1n << BigInt((of === 4 ? 32 : 128) - prefix));
    }),
    { seed: 4291, numRuns: 2000 },
  );
});

it("only the addresses within the other range are counted", () => {
  const range = { first: 10n, last: 19n };
  expect(countWithin(range, { first: 0n, last: 100n })).toBe(10n);
  expect(countWithin(range, { first: 15n, last: 100n })).toBe(5n);
  expect(countWithin(range, { first: 0n, last: 10n })).toBe(1n);
  expect(countWithin(range, { first: 20n, last: 30n })).toBe(0n);
});
