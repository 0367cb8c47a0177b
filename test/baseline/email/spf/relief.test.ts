import { describe, expect, it } from "vitest";
import { parseSpf } from "../../../../baseline/email/spf/parse.js";
import { relieveSpf, type SpfRelief } from "../../../../baseline/email/spf/relief.js";
import { closedZone, type Records } from "./plannedZone.js";

/** Each include costs its own look-up and those of the addresses behind it; `flat` ones have networks only. */
const zone: Records = {
  "_spf.google.com TXT": ["v=spf1 include:n1.example include:n2.example -all"],
  "n1.example TXT": ["v=spf1 ip4:192.0.2.0/25 -all"],
  "n2.example TXT": ["v=spf1 ip4:192.0.2.128/25 -all"],
  "bulk.example TXT": ["v=spf1 a a a a a -all"],
  "bulk.example A": ["198.51.100.1"],
  "bulk.example AAAA": ["2001:db8::1"],
  "wide.example TXT": [`v=spf1 ${Array.from({ length: 40 }, (_, at) => `ip4:10.${at}.1.0/24`).join(" ")} -all`],
  "shop.example A": ["203.0.113.1"],
  "shop.example AAAA": ["2001:db8::2"],
};

function relieve(text: string): SpfRelief | undefined {
  const parsed = parseSpf(text);
  if (!parsed.ok) throw new Error(text);
  return relieveSpf(parsed.value, "shop.example", closedZone(zone));
}

describe("a record", () => {
  it("with room below the limit needs nothing", () => {
    expect(relieve("v=spf1 include:bulk.example a ~all")).toBeUndefined();
  });

  it("near the limit gets room", () => {
    expect(relieve("v=spf1 include:_spf.google.com include:bulk.example a ~all")).toEqual({
      replacement: {
        text: "v=spf1 ip4:192.0.2.0/24 include:bulk.example a ~all",
        includes: ["_spf.google.com"],
        left: 7,
      },
      moves: { moves: [{ include: "bulk.example", lookups: 6 }], left: 4 },
    });
  });

  it("above it can have networks in place of an include, or a sender elsewhere", () => {
    expect(relieve("v=spf1 include:_spf.google.com include:wide.example include:bulk.example a ~all")).toEqual({
      replacement: {
        text: "v=spf1 ip4:192.0.2.0/24 include:wide.example include:bulk.example a ~all",
        includes: ["_spf.google.com"],
        left: 8,
      },
      moves: { moves: [{ include: "bulk.example", lookups: 6 }], left: 5 },
    });
  });

  it("is not replaced by one that is too long for a DNS answer", () => {
    expect(relieve("v=spf1 include:wide.example include:bulk.example a a a a ~all")).toEqual({
      moves: { moves: [{ include: "bulk.example", lookups: 6 }], left: 5 },
    });
  });

  it("has no way where its own terms exceed the limit", () => {
    expect(relieve(`v=spf1 ${"a ".repeat(11)}~all`)).toEqual({});
  });
});
