import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildCaa, checkCaa, parseCaa, type CaaRecord } from "../../../baseline/dns/caa.js";
import { buildIssueValue, parseIssueValue } from "../../../baseline/dns/caaIssue.js";
import { planCaa, type CaaModel } from "../../../baseline/dns/caaPlan.js";
import { authoritiesFor } from "../../../baseline/dns/caaSet.js";
import { PLATFORM_AUTHORITIES } from "../../../baseline/dns/certificateAuthorities.js";

const issue = (value: string, more: Partial<CaaRecord> = {}): CaaRecord => ({ flags: 0, tag: "issue", value, ...more });
const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);

describe("a CAA record in the form of a zone file", () => {
  test.each<[string, CaaRecord]>([
    ['0 issue "letsencrypt.org"', issue("letsencrypt.org")],
    ["0 issue letsencrypt.org", issue("letsencrypt.org")],
    ['  128\tISSUEWILD  ";"  ', { flags: 128, tag: "issuewild", value: ";" }],
    ['0 issue ""', issue("")],
    ['0 iodef "mailto:a@b.example"', issue("mailto:a@b.example", { tag: "iodef" })],
    ['0 issue "a\\"b\\092\\200"', issue('a"b\\\u00c8')],
  ])("%s is read", (text, expected) => expect(parseCaa(text)).toEqual({ ok: true, value: expected }));

  test.each([
    ["", /not of the form/],
    ["0 issue", /not of the form/],
    ["issue letsencrypt.org x", /the flags "issue"/],
    ['256 issue "x"', /the flags "256"/],
    ['0 is-sue "x"', /the tag "is-sue"/],
    ["0 issue letsencrypt.org; x=y", /needs quotation marks/],
    ['0 issue "letsencrypt.org', /never closed/],
    ['0 issue "letsencrypt.org" x', /follows the value/],
    ['0 issue "\\999"', /escape/],
    [`0 issue "${"x".repeat(9000)}"`, /has 9010 characters/],
  ])("%s is refused", (text, message) => {
    const parsed = parseCaa(text);
    expect(parsed.ok ? "read" : parsed.errors.map(({ message: said }) => said).join(" ")).toMatch(message);
  });

  test("is read back as it was written", () => {
    const octets = fc.string({
      unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
      maxLength: 300,
    });
    const records = fc.record({
      flags: fc.integer({ min: 0, max: 255 }),
      tag: fc.stringMatching(/^[a-z0-9]{1,15}$/),
      value: octets,
    });
    fc.assert(
      fc.property(records, (record) => {
        expect(parseCaa(buildCaa(record))).toEqual({ ok: true, value: record });
      }),
      { numRuns: 500 },
    );
  });
});

describe("the value of an issue property", () => {
  test.each([
    [";", { parameters: [] }],
    ["", { parameters: [] }],
    [" ; ", { parameters: [] }],
    ["LetsEncrypt.org", { issuer: "letsencrypt.org", parameters: [] }],
    ["letsencrypt.org;", { issuer: "letsencrypt.org", parameters: [] }],
    [
      "ca.example; a=b;c = d ",
      {
        issuer: "ca.example",
        parameters: [
          { tag: "a", value: "b" },
          { tag: "c", value: "d" },
        ],
      },
    ],
    ["; policy=", { parameters: [{ tag: "policy", value: "" }] }],
  ])("%j is read", (text, expected) => expect(parseIssueValue(text)).toEqual({ ok: true, value: expected }));

  test.each([
    "lets encrypt.org",
    "-ca.example",
    "ca..example",
    "ca.example; a",
    "ca.example; a=b;",
    "ca.example; a=b c",
    "ca.example; a_b=c",
    "cä.example",
  ])("%j is refused, since authorities then let nobody issue (RFC 8659 §4.2)", (text) =>
    expect(parseIssueValue(text).ok).toBe(false),
  );

  test("is read back as it was written", () => {
    const models = fc.record(
      {
        issuer: fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join(".")),
        parameters: fc.array(fc.record({ tag: label, value: fc.stringMatching(/^[!-:<-~]{0,30}$/) }), { maxLength: 4 }),
      },
      { requiredKeys: ["parameters"] },
    );
    fc.assert(
      fc.property(models, (model) => {
        expect(parseIssueValue(buildIssueValue(model))).toEqual({ ok: true, value: model });
      }),
      { numRuns: 500 },
    );
  });
});

describe("the check of a record", () => {
  const said = (record: CaaRecord, also?: string[]): string =>
    checkCaa(record, "shop.example", also)
      .map(({ message }) => message)
      .join(" ");

  test.each(Object.values(PLATFORM_AUTHORITIES).flat())("finds nothing in %s, which a platform uses", (name) => {
    expect(said(issue(name))).toBe("");
  });

  test.each<[CaaRecord, RegExp]>([
    [issue("letsencrypt.org", { flags: 1 }), /flags are 1/],
    [issue("x", { tag: "isue" }), /"isue".*authorities ignore the record/],
    [issue("x", { tag: "isue", flags: 128 }), /no authority may issue at all/],
    [issue("let us encrypt"), /lets nobody issue/],
    [issue("comodoca.com"), /lets "comodoca.com" issue/],
    [issue("letsencrypt.org", { tag: "issuevmc" }), /property issuevmc/],
    [issue("letsencrypt.org; accounturi=1234"), /accounturi is "1234"/],
    [issue("letsencrypt.org; accounturi=https://a; accounturi=https://b"), /accounturi stands twice/],
    [issue("letsencrypt.org; validationmethods=dns-1"), /"dns-1"/],
    [issue("security@shop.example", { tag: "iodef" }), /iodef/],
  ])("%j is found at fault", (record, message) => expect(said(record)).toMatch(message));

  test.each<CaaRecord>([
    issue(";"),
    issue(";", { tag: "issuemail" }),
    issue("digicert.com", { tag: "issuevmc", flags: 128 }),
    issue("letsencrypt.org; accounturi=https://acme.example/acct/1; validationmethods=dns-01,ca-mail"),
    issue("pki.goog; cansignhttpexchanges=yes"),
    issue("https://shop.example/caa", { tag: "iodef" }),
    issue("anything", { tag: "contactphone" }),
  ])("%j is found right", (record) => expect(said(record)).toBe(""));

  test("takes an authority that a team adds", () => {
    expect(said(issue("comodoca.com"), ["comodoca.com"])).toBe("");
  });
});

describe("who may issue", () => {
  test("is everybody where no record restricts that kind of certificate", () => {
    expect(authoritiesFor([], "issue")).toBeUndefined();
    expect(authoritiesFor([issue("mailto:a@b.example", { tag: "iodef" })], "issue")).toBeUndefined();
    expect(authoritiesFor([issue(";")], "issuevmc")).toBeUndefined();
    expect(authoritiesFor([issue(";", { tag: "issuewild" })], "issue")).toBeUndefined();
  });

  test("is nobody with an empty, a broken or an unknown critical property", () => {
    expect(authoritiesFor([issue(";")], "issue")).toEqual([]);
    expect(authoritiesFor([issue("not valid")], "issue")).toEqual([]);
    expect(authoritiesFor([issue("a.example"), issue("x", { tag: "tbs", flags: 128 })], "issue")).toEqual([]);
  });

  test("of wildcards follows issue only where there is no issuewild (RFC 8659 §4.3)", () => {
    expect(authoritiesFor([issue("a.example")], "issuewild")).toEqual(["a.example"]);
    expect(authoritiesFor([issue("a.example"), issue("b.example", { tag: "issuewild" })], "issuewild")).toEqual([
      "b.example",
    ]);
  });
});

describe("the plan of a domain", () => {
  const model: CaaModel = {
    domain: "shop.example",
    platforms: ["acm", "shopify"],
    otherAuthorities: [],
    wildcards: true,
    markAuthorities: [],
  };
  const contents = (change: Partial<CaaModel>): unknown[] =>
    planCaa({ ...model, ...change }).records.map(({ content }) => content);

  test("names each authority once", () => {
    expect(contents({ platforms: ["acm", "shopify", "cloudflare"] })).toEqual([
      '0 issue "amazon.com"',
      '0 issue "letsencrypt.org"',
      '0 issue "pki.goog"',
      '0 issue "ssl.com"',
      '0 issue "sectigo.com"',
    ]);
  });

  test("lets nobody issue without a platform, and says what else was asked", () => {
    expect(
      contents({ platforms: [], wildcards: false, markAuthorities: ["DigiCert.com"], reportTo: "sec@shop.example" }),
    ).toEqual(['0 issue ";"', '0 issuewild ";"', '0 issuevmc "digicert.com"', '0 iodef "mailto:sec@shop.example"']);
  });

  test("has keys that no other order of authorities changes", () => {
    const keys = (platforms: CaaModel["platforms"]): string[] =>
      planCaa({ ...model, platforms }).records.map(({ key }) => key);
    expect(keys(["shopify", "acm"]).sort()).toEqual(keys(["acm", "shopify"]).sort());
  });

  test("gathers every problem by its argument", () => {
    const { problems } = planCaa({
      domain: "shop",
      platforms: ["heroku" as never],
      otherAuthorities: ["not a name"],
      wildcards: true,
      markAuthorities: ["letsencrypt.org"],
      reportTo: "nobody",
    });
    expect(problems.map(({ property }) => property)).toEqual([
      "platforms[0]",
      "otherAuthorities",
      "markAuthorities",
      "reportTo",
    ]);
  });
});
