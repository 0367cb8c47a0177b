import { describe, expect, it } from "vitest";
import { appliedPolicy, checkDmarc, isDmarc, parseDmarc, policyStrength } from "../../../baseline/email/dmarc.js";

const subject = "_dmarc.shop.example";
const rua = "rua=mailto:dmarc@shop.example";
const compliant = `v=DMARC1; p=reject; ${rua}`;
const rules = (text: string) => checkDmarc(text, subject).map(({ rule }) => rule);

describe("checkDmarc accepts", () => {
  it.each([
    ["reject", compliant],
    ["quarantine for all", `v=DMARC1; p=quarantine; sp=quarantine; np=quarantine; ${rua}`],
    ["subdomains stricter than the domain", `v=DMARC1; p=quarantine; sp=reject; np=reject; ${rua}`],
    ["np weaker than sp, but no weaker than p", `v=DMARC1; p=quarantine; sp=reject; np=quarantine; ${rua}`],
    [
      "every tag",
      `v=DMARC1; p=reject; sp=reject; np=reject; adkim=s; aspf=r; ${rua}; ruf=mailto:f@shop.example; fo=1:d:s; psd=u; t=n`,
    ],
    ["no white space, and a semicolon at the end", "v=DMARC1;p=reject;rua=mailto:dmarc@shop.example;"],
    ["white space around the version", `v = DMARC1 ; p = reject ; ${rua}`],
    ["policies in capitals", `v=DMARC1; p=REJECT; ${rua}`],
    ["two destinations", `${compliant} , mailto:other@shop.example`],
    ["an encoded comma and exclamation mark", "v=DMARC1; p=reject; rua=mailto:a%2Cb%21c@shop.example"],
  ])("%s", (_, text) => {
    expect(checkDmarc(text, subject)).toEqual([]);
    expect(parseDmarc(text).ok).toBe(true);
    expect(isDmarc(text)).toBe(true);
  });
});

describe("checkDmarc finds", () => {
  it.each([
    ["DM01", "v=dmarc1", compliant.replace("DMARC1", "dmarc1"), /value "dmarc1" instead of DMARC1/],
    ["DM01", "v=DMARC2", compliant.replace("DMARC1", "DMARC2"), /value "DMARC2"/],
    ["DM01", "no semicolon after the version", "v=DMARC1 p=reject", /No semicolon/],
    ["DM01", "a comma after the version", "v=DMARC1, p=reject", /No semicolon/],
    ["DM01", "literal quotation marks", `"${compliant}"`, /literal quotation marks/],
    ["DM01", "white space before the version", ` ${compliant}`, /White space/],
    ["DM01", "the version after another tag", `p=reject; v=DMARC1; ${rua}`, /stands after other tags/],
    ["DM01", "the tag v in capitals", compliant.replace("v=", "V="), /not in lower case/],
    ["DM01", "no equals sign", `v DMARC1; p=reject; ${rua}`, /does not begin with v=DMARC1/],
    ["DM01", "no version", "p=reject", /does not begin with v=DMARC1/],
    ["DM01", "an empty text", "", /does not begin with v=DMARC1/],
    ["DM01", "a tag twice", `${compliant}; p=reject`, /stands twice/],
    ["DM02", "p=rejct", compliant.replace("reject", "rejct"), /tag p has the value "rejct"/],
    ["DM02", "a typo in sp", `${compliant}; sp=bogus`, /tag sp has the value "bogus"/],
    ["DM02", "a typo in np", `${compliant}; np=all`, /tag np has the value "all"/],
    ["DM02", "an empty p", compliant.replace("p=reject", "p="), /tag p has the value ""/],
    ["DM02", "a missing semicolon between tags", `v=DMARC1; p=reject sp=reject; ${rua}`, /"reject sp=reject"/],
    ["DM02", "adkim=relaxed", `${compliant}; adkim=relaxed`, /allowed are r, s/],
    ["DM02", "aspf=x", `${compliant}; aspf=x`, /tag aspf/],
    ["DM02", "t=yes", `${compliant}; t=yes`, /tag t/],
    ["DM02", "psd=x", `${compliant}; psd=x`, /tag psd/],
    ["DM02", "a part that is no tag", `${compliant}; quarantine`, /no tag/],
    ["DM02", "an empty part", `v=DMARC1; p=reject;; ${rua}`, /Nothing stands before a semicolon/],
    ["DM03", "p=none", `v=DMARC1; p=none; ${rua}`, /p=none asks/],
    ["DM03", "no p", `v=DMARC1; ${rua}`, /no tag p; receivers read it as p=none/],
    ["DM06", "pct", `${compliant}; pct=100`, /tag pct was removed.*t=y/],
    ["DM06", "rf", `${compliant}; rf=afrf`, /tag rf was removed/],
    ["DM06", "ri", `${compliant}; ri=86400`, /tag ri was removed/],
    [
      "DM07",
      "sp weaker than p",
      `v=DMARC1; p=reject; sp=quarantine; ${rua}`,
      /sp=quarantine protects subdomains less than p=reject/,
    ],
    [
      "DM07",
      "np stricter than p",
      `v=DMARC1; p=quarantine; np=reject; ${rua}`,
      /np=reject is stricter than p=quarantine/,
    ],
    [
      "DM07",
      "np stricter than sp",
      `v=DMARC1; p=quarantine; sp=quarantine; np=reject; ${rua}`,
      /stricter than sp=quarantine/,
    ],
    [
      "DM07",
      "np weaker than p",
      `v=DMARC1; p=reject; sp=reject; np=quarantine; ${rua}`,
      /np=quarantine protects subdomains that do not exist less than p=reject/,
    ],
    ["DM09", "psd=y", `${compliant}; psd=y`, /public suffix/],
    ["DM11", "a bare address", "v=DMARC1; p=reject; rua=dmarc@shop.example", /no scheme/],
    ["DM11", "an address without a domain", "v=DMARC1; p=reject; rua=mailto:dmarc", /names no mailbox/],
    ["DM11", "an address without a mailbox", "v=DMARC1; p=reject; rua=mailto:@shop.example", /names no mailbox/],
    ["DM11", "a domain without a dot", "v=DMARC1; p=reject; rua=mailto:a@localhost", /no dot/],
    ["DM11", "a domain with an underscore", "v=DMARC1; p=reject; rua=mailto:a@shop_x.example", /character "_"/],
    ["DM11", "an unencoded exclamation mark", "v=DMARC1; p=reject; rua=mailto:a!b@shop.example", /%21/],
    ["DM11", "a space within the address", "v=DMARC1; p=reject; rua=mailto:a b@shop.example", /no URI may hold/],
    ["DM11", "a broken escape", "v=DMARC1; p=reject; rua=mailto:a%2@shop.example", /no URI may hold/],
    ["DM11", "two mailboxes in one URI", "v=DMARC1; p=reject; rua=mailto:a@b.example%2Cc@d.example", /"@" twice/],
    ["DM11", "a comma at the end", `${compliant},`, /empty entry/],
    ["DM11", "an empty rua", "v=DMARC1; p=reject; rua=", /empty entry/],
    ["DM11", "a bad ruf", `${compliant}; ruf=f@shop.example`, /In the tag ruf: .*no scheme/],
    ["DM14", "fo=2", `${compliant}; fo=2`, /tag fo has the value "2"/],
    ["DM14", "fo=0:1", `${compliant}; fo=0:1`, /"0:1"/],
    ["DM14", "fo=d:d", `${compliant}; fo=d:d`, /"d:d"/],
    ["DM14", "an empty fo", `${compliant}; fo=`, /""/],
    ["DM14", "fo without ruf", `${compliant}; fo=1`, /no tag ruf/],
    ["DM16", "an unknown tag", `${compliant}; foo=bar`, /unknown tag "foo"/],
    ["DM17", "no rua", "v=DMARC1; p=reject", /no tag rua/],
    ["DM18", "t=y", `${compliant}; t=y`, /apply quarantine instead of reject/],
    ["DM19", "psd=n", `${compliant}; psd=n`, /its own Organizational Domain/],
    ["DM20", "an obsolete size", `${compliant}!10m`, /"!10m", which reporters ignore/],
    ["DM20", "another scheme", "v=DMARC1; p=reject; rua=https://shop.example/dmarc", /mailto only/],
    ["DM20", "three destinations", `${compliant},mailto:a@b.example,mailto:c@d.example`, /names 3 destinations/],
  ])("%s: %s", (rule, _, text, message) => {
    const findings = checkDmarc(text, subject);
    expect(findings.map((finding) => finding.rule)).toEqual([rule]);
    expect(findings[0]?.message).toMatch(message);
    expect(findings[0]?.message.startsWith(`${subject}: `)).toBe(true);
    expect(findings[0]?.fix).toMatch(/^[A-Z].*[.?]$/);
    expect(findings[0]?.reference).toMatch(/RFC \d{4} §/);
  });

  it("sp=none as no enforcement and as weaker than p", () => {
    expect(rules(`v=DMARC1; p=reject; sp=none; ${rua}`)).toEqual(["DM03", "DM07"]);
  });

  it("np=none as no enforcement and as weaker than p", () => {
    expect(rules(`v=DMARC1; p=reject; np=none; ${rua}`)).toEqual(["DM03", "DM07"]);
  });

  it("everything at once", () => {
    expect(rules("v=DMARC1; p=none; sp=bogus; pct=5; fo=x; rua=a@b.example; polcy=reject")).toEqual([
      "DM02",
      "DM14",
      "DM11",
      "DM03",
      "DM06",
      "DM16",
    ]);
  });

  it.each([
    ["polcy", "p"],
    ["policy", "p"],
    ["P", "p"],
    ["su", "sp"],
    ["ruaa", "rua"],
    ["rxua", "rua"],
    ["adkm", "adkim"],
    ["RUF", "ruf"],
  ])("the misspelt tag %s and suggests %s", (name, tag) => {
    const finding = checkDmarc(`${compliant}; ${name}=x`, subject).find(({ rule }) => rule === "DM16");
    expect(finding?.fix).toBe(`Did you mean the tag ${tag}?`);
  });

  it("no suggestion for a tag that resembles none", () => {
    const [finding] = checkDmarc(`${compliant}; tracking=x; y=1`, subject);
    expect(finding).toMatchObject({
      fix: "Remove it or correct its name.",
      message: `${subject}: Receivers ignore the unknown tag "tracking" and 1 more.`,
    });
  });
});

describe("appliedPolicy (RFC 9989 §4.10.1)", () => {
  it.each([
    ["v=DMARC1; p=reject", "reject", "reject", "reject"],
    [`v=DMARC1; p=reject; sp=none; np=quarantine`, "reject", "none", "quarantine"],
    [`v=DMARC1; p=none; np=reject`, "none", "none", "reject"],
    ["v=DMARC1; p=reject; sp=quarantine; t=y", "quarantine", "none", "none"],
    [`v=DMARC1; p=reject; sp=bogus; ${rua}`, "none", "none", "none"],
    [`v=DMARC1; p=reject; np=bogus; ${rua}`, "none", "none", "none"],
    ["v=DMARC1; p=reject; sp=bogus", undefined, undefined, undefined],
    ["v=DMARC1; p=rejct; rua=dmarc@shop.example", undefined, undefined, undefined],
    [`v=DMARC1; sp=reject; ${rua}`, "none", "none", "none"],
    ["v=DMARC1; p=reject; pct=0", "reject", "reject", "reject"],
    ["v=DMARC1; p=reject; adkim=x; t=maybe", "reject", "reject", "reject"],
    ["v=dmarc1; p=reject", undefined, undefined, undefined],
    ["v=DMARC1 p=reject", undefined, undefined, undefined],
    ["v=DMARC1; p=none; p=reject", undefined, undefined, undefined],
  ])("%s", (text, domain, subdomain, missingSubdomain) => {
    const applied = (["domain", "subdomain", "missingSubdomain"] as const).map((audience) =>
      appliedPolicy(text, audience),
    );
    expect(applied).toEqual([domain, subdomain, missingSubdomain]);
  });

  it("orders the policies by strength", () => {
    expect(policyStrength("none")).toBeLessThan(policyStrength("quarantine"));
    expect(policyStrength("quarantine")).toBeLessThan(policyStrength("reject"));
  });
});
