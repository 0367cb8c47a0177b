import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildSpf } from "../../../../baseline/email/spf/build.js";
import { parseSpf } from "../../../../baseline/email/spf/parse.js";
import type { SpfTerm } from "../../../../baseline/email/spf/record.js";
import { spfRecord } from "./records.js";

describe("what buildSpf writes", () => {
  it("parseSpf reads back as the same record (random records)", () => {
    const kinds = new Set<SpfTerm["kind"]>();
    fc.assert(
      fc.property(spfRecord, (record) => {
        for (const { kind } of record.terms) kinds.add(kind);
        expect(parseSpf(buildSpf(record))).toStrictEqual({ ok: true, value: record });
      }),
      { seed: 7208, numRuns: 5000 },
    );
    expect(kinds.size).toBe(11);
  });

  it("parseSpf reads back in any case of its literals", () => {
    fc.assert(
      fc.property(spfRecord, (record) => {
        const kindsOf = (text: string): string[] => {
          const parsed = parseSpf(text);
          return parsed.ok ? parsed.value.terms.map(({ kind }) => kind) : ["refused"];
        };
        expect(kindsOf(buildSpf(record).toUpperCase())).toEqual(record.terms.map(({ kind }) => kind));
      }),
      { seed: 7208, numRuns: 1000 },
    );
  });

  it("is this text", () => {
    expect(
      buildSpf({
        terms: [
          { kind: "include", qualifier: "+", domain: "_spf.example.com" },
          { kind: "a", qualifier: "?", domain: "%{d}", prefix4: 0, prefix6: 64 },
          { kind: "mx", qualifier: "+" },
          { kind: "ptr", qualifier: "~" },
          { kind: "ip4", qualifier: "-", network: "192.0.2.0", prefix: 24 },
          { kind: "ip6", qualifier: "+", network: "2001:db8::1" },
          { kind: "exists", qualifier: "+", domain: "%{i}.example.com" },
          { kind: "unknown", name: "ra", value: "" },
          { kind: "exp", domain: "e.example.com" },
          { kind: "redirect", domain: "r.example.com" },
          { kind: "all", qualifier: "-" },
        ],
      }),
    ).toBe(
      "v=spf1 include:_spf.example.com ?a:%{d}/0//64 mx ~ptr -ip4:192.0.2.0/24 ip6:2001:db8::1 exists:%{i}.example.com ra= exp=e.example.com redirect=r.example.com -all",
    );
    expect(buildSpf({ terms: [] })).toBe("v=spf1");
  });
});
