import { describe, expect, test } from "vitest";
import { mailUseOf, type ZoneMail } from "../../../baseline/email/mailUse.js";
import { NULL_MX } from "../../../baseline/email/mx.js";
import { parkedDmarc, planParkedDomain } from "../../../baseline/email/parkedDomain.js";

const model = { domain: "shop.example", reportTo: [], certificateAuthorities: [] };

/** What a parked zone holds. */
const parked: ZoneMail = {
  spf: ["v=spf1 -all"],
  wildcardSpf: ["v=spf1 -all"],
  otherSpf: [],
  mx: [NULL_MX],
  ownMx: [NULL_MX],
  dmarc: [parkedDmarc()],
  wildcardKeys: ["v=DKIM1; p="],
  keys: [],
  delegatedKeys: 0,
};
const use = (change: Partial<ZoneMail> = {}): ReturnType<typeof mailUseOf> =>
  mailUseOf({ ...parked, ...change }, "shop.example");

describe("the plan of a parked domain", () => {
  test("holds exactly these records", () => {
    expect(
      planParkedDomain(model).records.map(({ name, type, content, preference }) => [name, type, content, preference]),
    ).toEqual([
      ["shop.example", "TXT", "v=spf1 -all", undefined],
      ["*.shop.example", "TXT", "v=spf1 -all", undefined],
      ["shop.example", "MX", ".", 0],
      ["_dmarc.shop.example", "TXT", "v=DMARC1; p=reject; sp=reject; np=reject; adkim=s; aspf=s", undefined],
      ["*._domainkey.shop.example", "TXT", "v=DKIM1; p=", undefined],
      ["shop.example", "CAA", '0 issue ";"', undefined],
    ]);
  });

  test("asks for reports where somebody reads them", () => {
    expect(planParkedDomain({ ...model, reportTo: ["dmarc@brand.example"] }).dmarc).toBe(
      "v=DMARC1; p=reject; sp=reject; np=reject; adkim=s; aspf=s; rua=mailto:dmarc@brand.example",
    );
  });

  test("names the authorities that may still issue, and tells of it", () => {
    const { records, exceptions } = planParkedDomain({ ...model, certificateAuthorities: ["amazon.com", "pki.goog"] });
    expect(records.filter(({ type }) => type === "CAA").map(({ content }) => content)).toEqual([
      '0 issue "amazon.com"',
      '0 issue "pki.goog"',
    ]);
    expect(exceptions).toEqual([
      "certificateAuthorities: amazon.com, pki.goog may issue certificates for shop.example.",
    ]);
    expect(planParkedDomain(model).exceptions).toEqual([]);
  });

  test("gathers every problem by its argument", () => {
    const { problems } = planParkedDomain({ domain: "a b", reportTo: ["nobody"], certificateAuthorities: ["x y"] });
    expect(problems.map(({ property }) => property)).toEqual(["domain", "reportTo", "certificateAuthorities[0]"]);
    expect(planParkedDomain(model).problems).toEqual([]);
  });
});

describe("what a zone's records say it is for", () => {
  test("parked: nobody sends, and nothing is missing", () => {
    expect(use()).toEqual({ signs: [], gaps: [], isBegun: true });
  });

  test.each<[string, Partial<ZoneMail>, string]>([
    ["SPF", { spf: [] }, "at shop.example"],
    ["hard SPF", { spf: ["v=spf1 ~all"] }, "at shop.example"],
    ["one SPF record", { spf: ["v=spf1 -all", "v=spf1 -all"] }, "at shop.example"],
    ["SPF below it", { wildcardSpf: [] }, "at *.shop.example"],
    ["a null MX", { mx: [], ownMx: [] }, "null MX"],
    ["DMARC", { dmarc: [] }, "DMARC"],
    ["DMARC for subdomains", { dmarc: ["v=DMARC1; p=reject; sp=quarantine"] }, "DMARC"],
    ["a revoked key", { wildcardKeys: [] }, "*._domainkey"],
  ])("parked by half without %s", (_, change, gap) => {
    const { signs, gaps, isBegun } = use(change);
    expect([signs, isBegun]).toEqual([[], true]);
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).toContain(gap);
  });

  test.each<[string, Partial<ZoneMail>]>([
    ["an SPF record that includes somebody", { spf: ["v=spf1 include:spf.example -all"] }],
    ["an SPF record that redirects", { spf: ["v=spf1 redirect=spf.example"] }],
    ["an SPF record below it", { otherSpf: ["v=spf1 ip4:192.0.2.1 -all"] }],
    ["an MX record", { mx: [{ preference: 10, exchange: "mail.example" }] }],
    ["a DKIM key", { keys: ["v=DKIM1; p=AAAA"] }],
    ["an unreadable DKIM key", { keys: ["nonsense"] }],
    ["a service's DKIM key", { delegatedKeys: 1 }],
  ])("used for mail by %s", (_, change) => expect(use(change).signs).toHaveLength(1));

  test("not used for mail by an SPF record that only excludes, nor by a revoked key", () => {
    expect(
      use({ spf: ["v=spf1 -ip4:192.0.2.1 -all"], keys: ["v=DKIM1; p="], otherSpf: ["not SPF at all"] }).signs,
    ).toEqual([]);
  });

  test("unused where nothing is begun", () => {
    const nothing = use({ spf: [], wildcardSpf: [], mx: [], ownMx: [], dmarc: [], wildcardKeys: [] });
    expect([nothing.signs, nothing.gaps.length, nothing.isBegun]).toEqual([[], 5, false]);
  });
});
