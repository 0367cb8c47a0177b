import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildBimi, checkBimi, declinesBimi, isBimi, parseBimi } from "../../../baseline/email/bimi.js";
import { bimiDmarcReasons, planBimi, type BimiModel } from "../../../baseline/email/bimiPlan.js";
import { checkBimiPrerequisites } from "../../../baseline/email/bimiPrerequisites.js";

const L = "https://shop.example/logo.svg";
const A = "https://shop.example/logo.pem";
const OWNER = "default._bimi.shop.example";
const rules = (text: string): string[] => checkBimi(text, OWNER).map(({ rule }) => rule);

describe("a BIMI record", () => {
  test.each([
    [`v=BIMI1; l=${L}; a=${A}`, { l: L, a: A, unknownTags: [] }],
    ["v=BIMI1; l=; a=;", { l: "", a: "", unknownTags: [] }],
    ["v=BIMI1;l=", { l: "", a: "", unknownTags: [] }],
    [`v = BIMI1 ; a=${A} ; l= ${L}z ; avp=personal`, { l: `${L}z`, a: A, avp: "personal", unknownTags: [] }],
    ["v=BIMI1; l=; a=; lps=", { l: "", a: "", lps: [], unknownTags: [] }],
    [
      "v=BIMI1; l=; a=; lps = brand-one , brand-two",
      { l: "", a: "", lps: ["brand-one", "brand-two"], unknownTags: [] },
    ],
    [`v=BIMI1; l=${L}; e=x`, { l: L, a: "", unknownTags: ["e"] }],
  ])("%j is read", (text, expected) => expect(parseBimi(text)).toEqual({ ok: true, value: expected }));

  test.each<[string, RegExp]>([
    ["", /does not begin with v=BIMI1/],
    [`v=bimi1; l=${L}`, /does not begin with v=BIMI1/],
    [` v=BIMI1; l=${L}`, /does not begin with v=BIMI1/],
    [`l=${L}; v=BIMI1`, /does not begin with v=BIMI1/],
    [`v=BIMI1; a=${A}`, /no tag l/],
    ["v=BIMI1; l=http://shop.example/logo.svg", /begins with https/],
    ["v=BIMI1; l=logo.svg", /begins with https/],
    ["v=BIMI1; l=https://shop/logo.svg", /whole domain name/],
    ["v=BIMI1; l=https://192.0.2.1/logo.svg", /whole domain name/],
    ["v=BIMI1; l=https://shop.example/logo.png", /\.svg or \.svgz/],
    [`v=BIMI1; l=${L},${L}`, /comma/],
    ["v=BIMI1; l=https://shop.example/lo go.svg", /no valid URI/],
    [`v=BIMI1; l=${L}; a=ftp://shop.example/logo.pem`, /The tag a is/],
    [`v=BIMI1; l=; a=${A}`, /tag l is empty beside evidence/],
    [`v=BIMI1; l=${L}; avp=Brand`, /tag avp/],
    [`v=BIMI1; l=${L}; lps=a.b`, /tag lps/],
    [`v=BIMI1; l=${L}; l=${L}`, /stands twice/],
    [`v=BIMI1; l=${L}; x`, /no tag/],
  ])("%j is refused", (text, message) => {
    const parsed = parseBimi(text);
    expect(parsed.ok ? "read" : parsed.errors.map(({ message: said }) => said).join(" ")).toMatch(message);
    expect(rules(text)).toContain("BI01");
  });

  test("is read back as it was written", () => {
    // Two hyphens in the third and fourth place say that a label is encoded (RFC 5891 §4.2.3.1), as this one is not.
    const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,7}$/).filter((name) => name.slice(2, 4) !== "--");
    const uri = (end: string) => label.map((name) => `https://${name}x.example/${name}${end}`);
    const models = fc.record(
      {
        l: uri(".svg"),
        a: fc.oneof(fc.constant(""), uri(".pem")),
        lps: fc.array(fc.stringMatching(/^[A-Za-z0-9-]{1,20}$/), { maxLength: 4 }),
        avp: fc.constantFrom("brand" as const, "personal" as const),
      },
      { requiredKeys: ["l", "a"] },
    );
    fc.assert(
      fc.property(models, (model) => {
        expect(parseBimi(buildBimi(model))).toEqual({ ok: true, value: { ...model, unknownTags: [] } });
      }),
      { numRuns: 500 },
    );
  });

  test("cannot be given another tag through a URI", () => {
    const text = buildBimi({ l: `${L}; a=https://evil.example/x.pem`, a: "" });
    expect(text).toBe(`v=BIMI1; l=${L}%3B a=https://evil.example/x.pem; a=`);
  });

  test("without evidence, or with an unknown tag, is advised on, not refused", () => {
    expect(rules(`v=BIMI1; l=${L}; a=`)).toEqual(["BI04"]);
    expect(rules(`v=BIMI1; l=${L}; a=${A}; e=x`)).toEqual(["BI04"]);
    expect(rules(`v=BIMI1; l=${L}; a=${A}`)).toEqual([]);
    expect(rules("v=BIMI1; l=; a=")).toEqual([]);
  });

  test("is one by its version, and declines by two empty tags", () => {
    expect([isBimi("v=BIMI1"), isBimi("v=BIMI1;l="), isBimi("v=BIMI10; l="), isBimi("V=BIMI1; l=")]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([declinesBimi({ l: "", a: "" }), declinesBimi({ l: L, a: "" })]).toEqual([true, false]);
  });
});

describe("the DMARC record above it", () => {
  const found = (dmarc: string): string[] =>
    checkBimiPrerequisites(dmarc, OWNER, "_dmarc.shop.example").map(({ rule }) => rule);

  test.each([
    ["v=DMARC1; p=reject", []],
    ["v=DMARC1; p=quarantine; sp=quarantine", []],
    ["v=DMARC1; p=quarantine; pct=100", []],
    ["v=DMARC1; p=reject; pct=10", []],
    ["v=DMARC1; p=quarantine; pct=99", ["BI02"]],
    ["v=DMARC1; p=none", ["BI02"]],
    ["v=DMARC1; p=reject; sp=none", ["BI02"]],
    ["v=DMARC1; p=none; sp=none", ["BI02", "BI02"]],
    ["v=DMARC1; p=rejct; rua=mailto:a@b.example", ["BI02"]],
    ["v=dmarc1; p=reject", ["BI02"]],
    ["v=DMARC1; p=reject; t=y", ["BI04"]],
  ])("%j gives %j", (dmarc, expected) => expect(found(dmarc)).toEqual(expected));
});

describe("the plan of a BIMI record", () => {
  const model: BimiModel = { domain: "shop.example", selector: "default", record: { l: L, a: A } };

  test("gives the record and its name", () => {
    expect(planBimi(model)).toEqual({ name: OWNER, text: `v=BIMI1; l=${L}; a=${A}`, problems: [], exceptions: [] });
  });

  test("tells of missing evidence as a choice", () => {
    const { problems, exceptions } = planBimi({ ...model, record: { l: L, a: "" } });
    expect(problems).toEqual([]);
    expect(exceptions.join(" ")).toContain("Gmail shows no indicator");
  });

  test("gives the reasons of a DMARC record that becomes known only later", () => {
    expect(bimiDmarcReasons("v=DMARC1; p=reject", OWNER, "shop.example")).toEqual([]);
    expect(bimiDmarcReasons("v=DMARC1; p=none", OWNER, "shop.example")).toEqual([
      expect.stringMatching(/_dmarc\.shop\.example has p=none\. Publish p=quarantine or p=reject\./),
    ]);
  });

  test("gathers every problem by its argument", () => {
    const { problems } = planBimi({
      domain: "a b.example",
      selector: "-x",
      record: { l: "x", a: "y", lps: ["."], avp: "both" as never },
      svg: "<svg/>",
      dmarc: "v=DMARC1; p=none",
    });
    expect([...new Set(problems.map(({ property }) => property))]).toEqual([
      "domain",
      "selector",
      "logo",
      "evidence",
      "localParts",
      "preferredPicture",
      "svg",
      "dmarc",
    ]);
  });
});
