import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recordAlone } from "../../../baseline/email/dmarcEffective.js";
import {
  authorizationName,
  authorizedDestination,
  buildReportAuthorization,
  checkReportAuthorization,
  isExternal,
  parseReportAuthorization,
} from "../../../baseline/email/reportAuthorization.js";
import { planReportAuthorization } from "../../../baseline/email/reportAuthorizationPlan.js";
import { zoneAnswers } from "../../../baseline/email/zoneAnswers.js";

const subject = "shop.example._report._dmarc.reports.example";

describe("an authorisation record is taken", () => {
  it.each([
    "v=DMARC1",
    "v=DMARC1;",
    "v = DMARC1 ;",
    "v=DMARC1; rua=mailto:all@reports.example",
    "v=DMARC1; x=y",
    "v=DMARC1; p=nonsense",
  ])("of the form %s", (text) => {
    expect(parseReportAuthorization(text).ok).toBe(true);
    expect(checkReportAuthorization(text, subject)).toEqual([]);
  });
});

describe("an authorisation record is refused", () => {
  it.each([
    ["v=DMARC2", /value "DMARC2" instead of DMARC1/],
    ["v=dmarc1", /instead of DMARC1/],
    ["DMARC1", /does not begin with v=DMARC1/],
    ["p=none; v=DMARC1", /after other tags/],
    ['"v=DMARC1"', /literal quotation marks/],
    ["v=DMARC1; v=DMARC1", /stands twice/],
    ["v=DMARC1; rua=all@reports.example", /no scheme/],
    ["v=DMARC1; rua=mailto:a@elsewhere.example", /outside the mail domain reports\.example/],
    ["v=DMARC1; rua=mailto:a@sub.reports.example", /outside the mail domain reports\.example/],
    ["v=DMARC1; rua=https://reports.example/in", /outside the mail domain/],
    ["", /does not begin/],
  ])("of the form %j", (text, message) => {
    const findings = checkReportAuthorization(text, subject);
    expect(findings.map(({ rule }) => rule)).toEqual(["DM12"]);
    expect(findings[0]?.message).toMatch(message);
    expect(findings[0]?.message.startsWith(`${subject}: `)).toBe(true);
    expect(findings[0]).toMatchObject({ fix: 'Publish exactly "v=DMARC1".', reference: "RFC 9990 §4, RFC 7489 §7.1" });
  });
});

describe("an authorisation record is built", () => {
  const mailbox = fc.tuple(fc.stringMatching(/^[a-z0-9+._~-]{1,9}$/), fc.stringMatching(/^[a-z]{1,9}$/));

  it("so that the parser reads the same (random mailboxes)", () => {
    fc.assert(
      fc.property(
        fc.array(
          mailbox.map(([local, label]) => `mailto:${local}@${label}.example`),
          { maxLength: 3 },
        ),
        (rua) => {
          expect(parseReportAuthorization(buildReportAuthorization({ rua }))).toEqual({ ok: true, value: { rua } });
        },
      ),
      { seed: 9990 },
    );
  });

  it("and no text makes the parser throw, or take what does not begin with v=DMARC1", () => {
    const noise = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.string({ maxLength: 40 }).map((rest) => `v=DMARC1; rua=mailto:${rest}`),
      fc.string({ maxLength: 40 }).map((rest) => `v=DMARC1${rest}`),
    );
    fc.assert(
      fc.property(noise, (text) => {
        const { ok } = parseReportAuthorization(text);
        const findings = checkReportAuthorization(text, subject);
        if (ok) expect(text).toMatch(/^v[ \t]*=[ \t]*DMARC1/);
        else expect(findings.length).toBeGreaterThan(0);
        for (const { message } of findings) expect(message.length).toBeLessThan(900);
      }),
      { seed: 9990, numRuns: 20_000 },
    );
  });
});

describe("the name of an authorisation", () => {
  it("is the policy's domain before the mail domain", () => {
    expect(authorizationName("shop.example", "reports.example")).toBe(subject);
    expect(authorizedDestination(subject)).toBe("reports.example");
  });

  it("does not exist beyond 253 characters", () => {
    const domain = (length: number): string => `${"a.".repeat(length)}`.slice(0, length - 8) + ".example";
    const rest = "._report._dmarc.reports.example".length;
    expect(authorizationName(domain(253 - rest), "reports.example")).toHaveLength(253);
    expect(authorizationName(domain(254 - rest), "reports.example")).toBeUndefined();
  });

  it.each([
    "shop.example",
    "_dmarc.shop.example",
    "shop.example._report._dmarc",
    "._report._dmarc.reports.example",
    "x._report._dmarc.",
  ])("is not %s", (name) => {
    expect(authorizedDestination(name)).toBeUndefined();
  });
});

describe("reports leave the organisation", () => {
  const alone = (domain: string) => recordAlone(domain, "v=DMARC1; p=reject");

  it.each([
    ["shop.example", "shop.example", false],
    ["shop.example", "mail.shop.example", false],
    ["news.shop.example", "shop.example", false],
    ["shop.example", "reports.example", true],
    ["shop.co.uk", "reports.co.uk", true],
    ["one.github.io", "two.github.io", true],
    ["one.github.io", "mail.one.github.io", false],
  ])("from %s to %s: %s", (domain, destination, expected) => {
    expect(isExternal(domain, destination, alone(domain))).toBe(expected);
  });

  it("where the tree walk finds two organisations, though one was registered", () => {
    const names = zoneAnswers("example", [
      { name: "_dmarc.shop.example", type: "TXT", value: "v=DMARC1; p=reject" },
      { name: "_dmarc.unit.shop.example", type: "TXT", value: "v=DMARC1; p=reject; psd=n" },
    ]);
    expect(isExternal("unit.shop.example", "shop.example", names)).toBe(true);
    expect(isExternal("news.shop.example", "shop.example", names)).toBe(false);
  });
});

describe("a plan of authorisations", () => {
  const model = { destination: "Reports.example", domains: ["shop.example", "bücher.example"] };

  it("has one record for each domain, in A-labels, and no wildcard", () => {
    const { records, problems } = planReportAuthorization({
      ...model,
      domains: ["shop.example", "xn--bcher-kva.example"],
    });
    expect(problems).toEqual([]);
    expect(records.map(({ name, type, content }) => ({ name, type, content }))).toEqual([
      { name: "shop.example._report._dmarc.reports.example", type: "TXT", content: "v=DMARC1" },
      { name: "xn--bcher-kva.example._report._dmarc.reports.example", type: "TXT", content: "v=DMARC1" },
    ]);
  });

  it.each([
    ["no domain", { ...model, domains: [] }, "domains", /empty/],
    ["a wildcard", { ...model, domains: ["*"] }, "domains[0]", /character "\*"/],
    ["a wildcard below a domain", { ...model, domains: ["*.shop.example"] }, "domains[0]", /character "\*"/],
    [
      "a domain twice",
      { ...model, domains: ["shop.example", "SHOP.example."] },
      "domains[1]",
      /stands in the list twice/,
    ],
    ["a mailbox as domain", { ...model, domains: ["a@shop.example"] }, "domains[0]", /mailbox address/],
    ["a mailbox as destination", { ...model, destination: "a@reports.example" }, "destination", /mailbox address/],
    ["a URL as destination", { ...model, destination: "https://reports.example" }, "destination", /URL/],
    [
      "names that are too long together",
      { destination: `${"b".repeat(60)}.example`, domains: [`${`${"a".repeat(60)}.`.repeat(3)}example`] },
      "domains[0]",
      /longer than a DNS name/,
    ],
  ])("is refused with %s", (_, given, property, reason) => {
    const found = planReportAuthorization(given).problems.find((problem) => problem.property === property);
    expect(found?.reason).toMatch(reason);
  });
});
