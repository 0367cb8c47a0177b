import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstMatches } from "../../../../baseline/email/spf/firstMatch.js";
import type { SpfZone } from "../../../../baseline/email/spf/lookups.js";
import { parseSpf } from "../../../../baseline/email/spf/parse.js";
import { buildTerm } from "../../../../baseline/email/spf/build.js";
import { EVERYONE, reachOf, type SpfReach } from "../../../../baseline/email/spf/reach.js";
import { closedZone, openZone } from "./plannedZone.js";

function reach(text: string, zone: SpfZone = openZone({})): SpfReach {
  const parsed = parseSpf(text);
  if (!parsed.ok) throw new Error(parsed.errors[0]?.message ?? "");
  return reachOf(parsed.value, "shop.example", zone);
}
const ALL_IP4 = 1n << 32n;
const ALL_IP6 = 1n << 125n;

describe("the addresses that pass", () => {
  it.each([
    ["v=spf1 -all", 0n, 0n],
    ["v=spf1 ip4:192.0.2.1 ip4:192.0.2.77/24 -all", 256n, 0n],
    ["v=spf1 ip4:192.0.2.0/24 ip4:192.0.2.0/25 ip4:192.0.3.0/24 -all", 512n, 0n],
    ["v=spf1 -ip4:192.0.2.128/25 ip4:192.0.2.0/24 -all", 128n, 0n],
    ["v=spf1 ip4:192.0.2.0/24 -ip4:192.0.2.128/25 -all", 256n, 0n],
    ["v=spf1 ?ip4:0.0.0.0/0 all", 0n, ALL_IP6],
    ["v=spf1 ip6:2001:db8::/112 ip6:fc00::/7 -all", 0n, 65536n],
    ["v=spf1 -ip4:0.0.0.0/1 all", ALL_IP4 / 2n, ALL_IP6],
    ["v=spf1 ~all all", 0n, 0n],
    ["v=spf1 ptr exists:%{i}.x.example include:unknown.example a mx redirect=unknown.example", 0n, 0n],
  ])("by %s are %s and %s", (text, ip4, ip6) => expect(reach(text).passing).toEqual({ 4: ip4, 6: ip6 }));

  it("behind an include are those that its record lets pass, whatever it says of the others", () => {
    const zone = openZone({ "a.example TXT": ["v=spf1 -ip4:203.0.113.9 ip4:203.0.113.0/24 +ip4:10.0.0.0/30 -all"] });
    expect(reach("v=spf1 include:a.example -all", zone).passing[4]).toBe(259n);
    expect(reach("v=spf1 -ip4:10.0.0.0/31 include:a.example -all", zone).passing[4]).toBe(257n);
    expect(reach("v=spf1 ~include:a.example ip4:10.0.0.0/28 -all", zone).passing[4]).toBe(12n);
    expect(reach("v=spf1 ip4:192.0.2.1 redirect=a.example", zone).passing[4]).toBe(260n);
  });

  it("of a and mx are those of the known hosts", () => {
    const zone = closedZone({
      "shop.example A": ["192.0.2.1", "198.51.100.1"],
      "shop.example MX": ["mx.example", "shop.example"],
      "mx.example AAAA": ["2001:db8::1"],
    });
    expect(reach("v=spf1 a -all", zone).passing).toEqual({ 4: 2n, 6: 0n });
    expect(reach("v=spf1 a/24//64 mx//64 -all", zone).passing).toEqual({ 4: 512n, 6: 1n << 64n });
    expect(reach("v=spf1 a:none.example/0 -all", zone).passing).toEqual({ 4: 0n, 6: 0n });
  });
});

describe("everyone passes", () => {
  it.each([
    ["v=spf1 ip4:0.0.0.0/7 -all", ["ip4:0.0.0.0/7"]],
    ["v=spf1 ip4:10.0.0.0/8 ip4:192.0.2.1 ip4:12.0.0.0/8 -all", ["ip4:10.0.0.0/8", "ip4:12.0.0.0/8"]],
    ["v=spf1 ip4:192.0.2.0/24 all", ["all"]],
    ["v=spf1 ip6:2000::/13 ip6:2008::/13 -all", ["ip6:2000::/13", "ip6:2008::/13"]],
    ["v=spf1 mx/0 a -all", ["mx/0"]],
    ["v=spf1 ip4:192.0.2.1 redirect=%{h}", ["redirect=%{h}"]],
  ])("by %s, because of %j", (text, culprits) => {
    const { isEveryone, culprits: found } = reach(text);
    expect(isEveryone).toBe(true);
    expect(found.map(buildTerm)).toEqual(culprits);
  });

  it.each([
    "v=spf1 ip4:0.0.0.0/8 -all",
    "v=spf1 -ip4:0.0.0.1 ip4:0.0.0.0/7 -all",
    "v=spf1 ip6:2000::/13 ip6:4000::/2 -all",
    "v=spf1 -all all",
    "v=spf1 -include:%{h} exists:%{h}.x.example -all",
  ])("not by %s", (text) => expect(reach(text)).toMatchObject({ isEveryone: false, culprits: [] }));

  it("where a constant exists meets an address, and no one where it is known to meet none", () => {
    const text = "v=spf1 exists:x.example -all";
    expect(reach(text).isEveryone).toBe(true);
    expect(reach(text, openZone({ "x.example A": ["192.0.2.1"] })).isEveryone).toBe(true);
    expect(reach(text, openZone({ "x.example A": [] })).isEveryone).toBe(false);
    expect(reach("v=spf1 -exists:x.example all", openZone({ "x.example A": ["192.0.2.1"] })).isEveryone).toBe(false);
  });

  it("the threshold is a /7 of IPv4 and a /12 of IPv6", () => {
    expect(EVERYONE).toEqual({ 4: ALL_IP4 >> 7n, 6: 1n << (128n - 12n) });
  });
});

describe("the first match", () => {
  it("has the owner that trying every address in turn gives (random ranges)", () => {
    const range = fc
      .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }))
      .map(([a, b]) => ({ first: BigInt(Math.min(a, b)), last: BigInt(Math.max(a, b)) }));
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), (ranges) => {
        const claims = ranges.map((given, owner) => ({ ...given, owner }));
        const decided = firstMatches(claims);
        for (let address = 0n; address <= 41n; address++) {
          const holds = ({ first, last }: { first: bigint; last: bigint }): boolean =>
            first <= address && address <= last;
          expect(decided.filter(holds).map(({ owner }) => owner)).toEqual(
            claims
              .filter(holds)
              .slice(0, 1)
              .map(({ owner }) => owner),
          );
        }
      }),
      { seed: 7208, numRuns: 1000 },
    );
  });
});

describe("a hostile record or zone is judged in short time", () => {
  const quick = (run: () => void, milliseconds: number): void => {
    const start = performance.now();
    run();
    expect(performance.now() - start).toBeLessThan(milliseconds);
  };

  it("with thousands of alternating ranges", () => {
    const terms = Array.from(
      { length: 3600 },
      (_, n) => `${n % 2 ? "-" : ""}ip4:${n >> 8}.${n & 255}.0.0/${8 + (n % 9)}`,
    );
    quick(() => expect(reach(`v=spf1 ${terms.join(" ")} -all`).passing[4]).toBeGreaterThan(0n), 2000);
  });

  it("with thousands of includes of one long record", () => {
    const long = `v=spf1 ${Array.from({ length: 4000 }, (_, n) => `ip4:${n >> 8}.${n & 255}.0.1`).join(" ")} -all`;
    quick(() => {
      const zone = openZone({ "a.example TXT": [long] });
      expect(reach(`v=spf1 ${"include:a.example ".repeat(3500)}-all`, zone).passing[4]).toBe(4000n);
    }, 2000);
  });

  it("in which all records include all", () => {
    const all = Array.from({ length: 100 }, (_, n) => `include:n${n}.example`).join(" ");
    quick(() => {
      const zone: SpfZone = { ...openZone({}), txt: () => [`v=spf1 ${all} ip4:192.0.2.1 -all`] };
      expect(reach("v=spf1 include:n0.example -all", zone).passing[4]).toBe(1n);
    }, 2000);
  });
});
