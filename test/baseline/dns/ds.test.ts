import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildDs, checkDs, parseDs } from "../../../baseline/dns/ds.js";
import { checkTtl, needsEnterprise } from "../../../baseline/dns/ttl.js";

const SHA256 = "AB".repeat(32);

describe("a DS record", () => {
  test("is read with spaces within its digest (RFC 4034 §5.3)", () => {
    const text = `60485 5 1 ( 2BB183AF )`.replace(/[()]/g, "");
    expect(parseDs(text)).toEqual({
      ok: true,
      value: { keyTag: 60485, algorithm: 5, digestType: 1, digest: "2BB183AF" },
    });
    expect(parseDs("1 13 2 ab cd")).toEqual({
      ok: true,
      value: { keyTag: 1, algorithm: 13, digestType: 2, digest: "ABCD" },
    });
  });

  test.each(["", "1 13 2", "1 13 2 ABC", "1 13 2 XYZW", "70000 13 2 AB", "1 256 2 AB", `1 13 2 ${"AB".repeat(400)}`])(
    "%j is refused",
    (text) => expect(parseDs(text).ok).toBe(false),
  );

  test("is read back as it was written", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const digest = fc
      .uint8Array({ minLength: 1, maxLength: 64 })
      .map((octets) => Buffer.from(octets).toString("hex").toUpperCase());
    const records = fc.record({
      keyTag: fc.integer({ min: 0, max: 65_535 }),
      algorithm: byte,
      digestType: byte,
      digest,
    });
    fc.assert(
      fc.property(records, (record) => {
        expect(parseDs(buildDs(record))).toEqual({ ok: true, value: record });
      }),
    );
  });

  test.each<[string, RegExp | undefined]>([
    [`2371 13 2 ${SHA256}`, undefined],
    [`2371 8 4 ${"AB".repeat(48)}`, undefined],
    [`2371 15 2 ${SHA256}`, undefined],
    [`2371 5 2 ${SHA256}`, /algorithm 5/],
    [`2371 7 2 ${SHA256}`, /algorithm 7/],
    [`2371 13 1 ${"AB".repeat(20)}`, /digest type 1/],
    [`2371 13 3 ${SHA256}`, /digest type 3/],
    [`2371 13 4 ${SHA256}`, /has 32 octets; one of SHA-384 has 48/],
  ])("%s is judged", (text, message) => {
    const parsed = parseDs(text);
    const findings = parsed.ok ? checkDs(parsed.value, "em.shop.example") : [];
    expect(parsed.ok).toBe(true);
    expect(findings.length).toBe(message ? 1 : 0);
    if (message) expect(findings[0]?.message).toMatch(message);
  });
});

describe("a TTL", () => {
  test.each<[number, "cloudflare" | "route53", boolean]>([
    [1, "cloudflare", true],
    [2, "cloudflare", false],
    [29, "cloudflare", false],
    [30, "cloudflare", true],
    [60, "cloudflare", true],
    [86_400, "cloudflare", true],
    [86_401, "cloudflare", false],
    [60.5, "cloudflare", false],
    [Number.NaN, "cloudflare", false],
    [0, "route53", true],
    [-1, "route53", false],
    [2_147_483_648, "route53", false],
  ])("of %d is accepted by %s: %s", (ttl, provider, isAccepted) => {
    expect(checkTtl(ttl, provider, "www.shop.example").length).toBe(isAccepted ? 0 : 1);
  });

  test("of 30 to 59 needs an Enterprise zone", () => {
    expect([29, 30, 59, 60].map(needsEnterprise)).toEqual([false, true, true, false]);
  });
});
