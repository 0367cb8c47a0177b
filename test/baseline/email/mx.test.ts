import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkNullMxUse } from "../../../baseline/email/mailUse.js";
import {
  buildMx,
  checkExchange,
  checkMxSet,
  isNullMx,
  NULL_MX,
  parseMx,
  type MxRecord,
} from "../../../baseline/email/mx.js";

const mx = (exchange: string, preference = 10): MxRecord => ({ preference, exchange });

describe("an MX record in the form of a zone file", () => {
  test.each<[string, MxRecord]>([
    ["10 mail.shop.example", mx("mail.shop.example")],
    ["  0\t. ", NULL_MX],
    ["65535 MAIL.Shop.Example.", mx("mail.shop.example", 65_535)],
  ])("%j is read", (text, expected) => expect(parseMx(text)).toEqual({ ok: true, value: expected }));

  test.each<[string, string]>([
    ["mail.shop.example", "DNS06"],
    ["", "DNS06"],
    ["65536 mail.shop.example", "DNS06"],
    ["-1 mail.shop.example", "DNS06"],
    ["10", "MX02"],
    ["10 mail.shop.example mail2.shop.example", "MX02"],
    [`10 ${"a".repeat(600)}`, "MX02"],
  ])("%j is refused by %s", (text, rule) => {
    const parsed = parseMx(text);
    expect(parsed.ok ? [] : parsed.errors.map((error) => error.rule)).toEqual([rule]);
  });

  test("is read back as it was written", () => {
    const hosts = fc.oneof(fc.constant("."), fc.domain());
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 65_535 }), hosts, (preference, host) => {
        const record = mx(host.toLowerCase(), preference);
        expect(parseMx(buildMx(record))).toEqual({ ok: true, value: record });
      }),
    );
  });
});

describe("the host of an MX record", () => {
  test.each(["mail.shop.example", "mail.shop.example.", ".", "xn--bcher-kva.example"])(
    "%j is one that senders use",
    (host) => {
      expect(checkExchange(host, "shop.example")).toEqual([]);
    },
  );

  test.each([
    "192.0.2.1",
    "2001:db8::1",
    "localhost",
    "10 mail.example",
    "http://mail.example",
    "mail_1.example",
    "",
    "mail..example",
  ])("%j is refused", (host) => {
    const findings = checkExchange(host, "shop.example");
    expect(findings.length).toBeGreaterThan(0);
    expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(["MX02"]));
  });
});

describe("a null MX", () => {
  const said = (...records: MxRecord[]): string =>
    checkMxSet(records, "shop.example")
      .map(({ message }) => message)
      .join(" ");

  test("is one by its host, whatever its preference", () => {
    expect([NULL_MX, mx(".", 5), mx("mail.example")].map(isNullMx)).toEqual([true, true, false]);
  });

  test("stands alone with the preference 0 (RFC 7505 §3)", () => {
    expect(said(NULL_MX)).toBe("");
    expect(said(mx("a.example"), mx("b.example"))).toBe("");
    expect(said(NULL_MX, mx("a.example"))).toContain("beside 1 other MX record,");
    expect(said(NULL_MX, NULL_MX)).toContain("beside a second one like it");
    expect(said(mx(".", 10))).toContain("has the preference 10");
  });

  test.each<[string[], string[], number]>([
    [[], [], 0],
    [["v=spf1 -all"], ["v=DMARC1; p=reject"], 0],
    [["v=spf1 ~all"], [], 0],
    [["v=spf1 include:spf.example -all"], [], 1],
    [["v=spf1 redirect=spf.example"], ["v=DMARC1; p=none"], 2],
    [[], ["v=DMARC1; p=quarantine"], 1],
    [[], ["v=DMARC1; p=reject; sp=none"], 1],
    [[], ["v=DMARC1; p=reject; t=y"], 1],
  ])("with SPF %j and DMARC %j has %d faults (RFC 7505 §4.2)", (spf, dmarc, count) => {
    expect(checkNullMxUse(spf, dmarc, "shop.example")).toHaveLength(count);
  });
});
