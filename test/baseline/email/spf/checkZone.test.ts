import { describe, expect, it } from "vitest";
import { checkSpf, checkSpfInZone } from "../../../../baseline/email/spf/check.js";
import { closedZone, openZone, type Records } from "./plannedZone.js";

const domain = "shop.example";
const subject = "shop.example";
const alone = (text: string): string[] => checkSpf(text, { subject, domain }).map(({ rule }) => rule);
const includes = (count: number): string =>
  Array.from({ length: count }, (_, index) => `include:s${index}.example`).join(" ");
const bad4 = Array.from({ length: 11 }, (_, index) => `mx${index}.shop.example`);
const chain = (last: string): Records => ({
  "a.example TXT": ["v=spf1 include:b.example -all"],
  "b.example TXT": [last],
});

/** Rule, record, the zone that breaks it, the neighbouring zone that does not, and what the message says. */
const IN_THE_ZONE: readonly (readonly [string, string, Records, Records, RegExp])[] = [
  [
    "SPF03",
    `v=spf1 ${includes(6)} -all`,
    { "s0.example TXT": [`v=spf1 ${includes(6).replaceAll("s", "t")} -all`] },
    { "s0.example TXT": [`v=spf1 ${includes(1)} -all`.replace("s0", "t0")] },
    /at least 12 terms/,
  ],
  [
    "SPF20",
    "v=spf1 include:a.example -all",
    { "a.example TXT": ["v=spf1 a a a a a a a -all"], "a.example A": ["192.0.2.1"], "a.example AAAA": ["2001:db8::1"] },
    { "a.example TXT": ["v=spf1 a a a a a a -all"], "a.example A": ["192.0.2.1"], "a.example AAAA": ["2001:db8::1"] },
    /has, with the records behind it, 8 terms/,
  ],
  [
    "SPF04",
    "v=spf1 mx -all",
    { "shop.example MX": bad4 },
    { "shop.example MX": bad4.slice(1) },
    /meets 11 MX hosts, and at most 10/,
  ],
  [
    "SPF05",
    "v=spf1 a:x.example mx:y.example exists:z.example -all",
    { "x.example A": [], "y.example MX": [], "z.example A": [] },
    { "x.example A": [], "y.example MX": [], "z.example A": ["192.0.2.1"] },
    /3 terms .*"x\.example", "y\.example", "z\.example"/,
  ],
  [
    "SPF05",
    "v=spf1 a a:x.example a:y.example -all",
    { "shop.example AAAA": [], "x.example AAAA": [], "y.example AAAA": [] },
    { "shop.example AAAA": [], "x.example AAAA": [], "y.example A": [] },
    /3 terms/,
  ],
  [
    "SPF06",
    "v=spf1 include:a.example -all",
    { "a.example TXT": ["some=text"] },
    { "a.example TXT": ["v=spf1 -all"] },
    /"a\.example" has no SPF record/,
  ],
  [
    "SPF06",
    "v=spf1 redirect=a.example",
    { "a.example TXT": ["v=spf1 -all", "v=spf1 ~all"] },
    { "a.example TXT": ["v=spf1 -all", "v=spf10"] },
    /has more than one SPF record/,
  ],
  [
    "SPF06",
    "v=spf1 include:a.example -all",
    chain("v=spf1 moo"),
    chain("v=spf1 -all"),
    /"b\.example" has an SPF record with faults/,
  ],
  [
    "SPF07",
    "v=spf1 include:a.example -all",
    chain("v=spf1 +all"),
    chain("v=spf1 ~all"),
    /lets 100 % of all IPv4 .*, above all by the record behind "include:a\.example"\./,
  ],
  [
    "SPF07",
    "v=spf1 redirect=a.example",
    chain("v=spf1 ip4:0.0.0.0/2 -all"),
    chain("v=spf1 ip4:192.0.2.0/24 -all"),
    /lets 25 % of all IPv4 .* by the record behind "redirect=a\.example"\./,
  ],
  [
    "SPF07",
    "v=spf1 ip4:0.0.0.0/8 include:a.example -all",
    { "a.example TXT": ["v=spf1 ip4:1.0.0.0/8 -all"] },
    { "a.example TXT": ["v=spf1 -ip4:1.0.0.0/9 ip4:1.0.0.0/8 -all"] },
    /lets 0\.78 % .* by "ip4:0\.0\.0\.0\/8", "include:a\.example"\./,
  ],
  [
    "SPF15",
    "v=spf1 include:a.example -all",
    chain("v=spf1 include:a.example -all"),
    chain("v=spf1 -all"),
    /"a\.example" → "b\.example" → "a\.example"/,
  ],
];

describe("the record in its zone", () => {
  const inZone = (text: string, records: Records) => checkSpfInZone(text, { subject, domain, zone: openZone(records) });

  it.each(IN_THE_ZONE)("breaks %s: %s", (rule, text, bad, good, says) => {
    expect(alone(text)).not.toContain(rule);
    const found = inZone(text, bad);
    expect(found.map((finding) => finding.rule)).toEqual([rule]);
    expect(found[0]?.message).toMatch(says);
    expect(inZone(text, good)).toEqual([]);
  });

  it("that redirects to itself goes in a circle, whatever is known; one that redirects elsewhere does not", () => {
    const [found] = inZone("v=spf1 redirect=shop.example", {});
    expect(found).toMatchObject({ rule: "SPF15" });
    expect(found?.message).toMatch(/"shop\.example" → "shop\.example"/);
    expect(inZone("v=spf1 redirect=mail.shop.example", {})).toEqual([]);
  });

  it("nothing that the record alone proves is said again", () => {
    const closed = closedZone({ "shop.example A": ["192.0.2.1"], "shop.example AAAA": ["2001:db8::1"] });
    for (const text of [
      `v=spf1 ${"a ".repeat(11)}-all`,
      `v=spf1 ${"a ".repeat(8)}-all`,
      "v=spf1 +all",
      "v=spf1 include:https://a.example -all",
      "v=spf1 exists:shop.example -all",
      "v=spf1 moo include:missing.example -all",
    ]) {
      expect(alone(text)).not.toEqual([]);
      expect(checkSpfInZone(text, { subject, domain, zone: closed })).toEqual([]);
    }
  });

  it("near the limit by itself, it is said to exceed it once the zone shows that", () => {
    const records = { "s0.example TXT": ["v=spf1 include:x.example include:y.example include:z.example -all"] };
    expect(inZone(`v=spf1 ${includes(8)} -all`, records).map(({ rule }) => rule)).toEqual(["SPF03"]);
  });

  it("checkSpf with a zone gives both", () => {
    const zone = openZone(chain("v=spf1 +all"));
    const rules = checkSpf("v=spf1 ptr include:a.example -all", { subject, domain, zone }).map(({ rule }) => rule);
    expect(rules).toEqual(["SPF09", "SPF07"]);
  });

  it("the domain's own name stays unknown where it is not given", () => {
    const zone = closedZone({});
    expect(checkSpfInZone("v=spf1 a mx a/24 a/25 -all", { subject, zone })).toEqual([]);
    expect(checkSpfInZone("v=spf1 a mx a/24 a/25 -all", { subject, domain, zone }).map(({ rule }) => rule)).toEqual([
      "SPF05",
    ]);
  });
});

it("a finding names the subject, and has a whole sentence, a remedy and a source", () => {
  const found = IN_THE_ZONE.flatMap(([, text, bad]) =>
    checkSpfInZone(text, { subject: "the record", domain, zone: openZone(bad) }),
  );
  expect(found).toHaveLength(IN_THE_ZONE.length);
  for (const finding of found) {
    expect(finding.subject).toBe("the record");
    expect(finding.message).toMatch(/^the record: [A-Z0-9].*\.$/);
    expect(finding.fix).toMatch(/^[A-Z].*\.$/);
    expect(finding.reference).toMatch(/^RFC 7208 §\d/);
  }
});
