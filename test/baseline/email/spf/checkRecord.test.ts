import { describe, expect, it } from "vitest";
import { checkSpf } from "../../../../baseline/email/spf/check.js";
import { openZone } from "./plannedZone.js";

const domain = "shop.example";
const subject = "shop.example";
const alone = (text: string): string[] => checkSpf(text, { subject, domain }).map(({ rule }) => rule);
const message = (text: string): string =>
  checkSpf(text, { subject, domain })
    .map((finding) => finding.message)
    .join("\n");
const includes = (count: number): string =>
  Array.from({ length: count }, (_, index) => `include:s${index}.example`).join(" ");
const ofLength = (octets: number): string => {
  const start = "v=spf1 ";
  const end = " -all";
  return (
    start + "ip4:192.0.2.1 ".repeat(40).slice(0, 420) + "x=".padEnd(octets - start.length - 420 - end.length, "y") + end
  );
};

describe("a compliant record has no finding", () => {
  it.each([
    "v=spf1 -all",
    "v=spf1 include:_spf.example.com ~all",
    "v=spf1 redirect=_spf.example.com",
    "V=SPF1 IP4:192.0.2.0/24 MX A:mail.%{d} -ALL",
    "v=spf1 exists:%{ir}.%{v}._spf.%{d} exp=explain._spf.%{d} -all",
    "v=spf1 ip4:192.0.2.1 -all ra=postmaster rp=100 rr=all",
    "v=spf1 moo=cow ip4:192.0.2.1 -all",
  ])("%s", (text) => expect(checkSpf(text, { subject, domain, zone: openZone({}) })).toEqual([]));
});

/** Rule, what breaks it, the neighbour that does not, and what the message says. */
const OF_THE_RECORD: readonly (readonly [string, string, string, RegExp])[] = [
  ["SPF02", "v=spf1 ip4:192.0.2.1-all", "v=spf1 ip4:192.0.2.1 -all", /no space/],
  ["SPF02", "v=spf1 include:%{c}.example -all", "v=spf1 include:%{d}.example -all", /only in the text that exp/],
  ["SPF03", `v=spf1 ${includes(11)} -all`, `v=spf1 ${includes(10)} -all`, /has 11 terms .* at most 10/],
  ["SPF03", `v=spf1 ${"include:s.example ".repeat(11)}-all`, `v=spf1 ${"ip4:192.0.2.1 ".repeat(11)}-all`, /has 11/],
  [
    "SPF03",
    `v=spf1 a mx ptr exists:%{i}.x.example ${includes(6)} redirect=x.example`,
    `v=spf1 a mx ptr exists:%{i}.x.example ${includes(6)} exp=x.example -all`,
    /has 11/,
  ],
  [
    "SPF06",
    "v=spf1 include:https://spf.example.com -all",
    "v=spf1 include:spf.example.com -all",
    /"https:\/\/spf\.example\.com" is no domain name/,
  ],
  ["SPF06", "v=spf1 redirect=a..example", "v=spf1 redirect=a.example", /"a\.\.example" is no domain name/],
  [
    "SPF06",
    `v=spf1 include:${"a".repeat(64)}.example -all`,
    `v=spf1 include:${"a".repeat(63)}.example -all`,
    /no domain name/,
  ],
  ["SPF07", "v=spf1 +all", "v=spf1 ~all", /"all" lets every server of the world pass/],
  ["SPF07", "v=spf1 all", "v=spf1 -all", /"all" lets every server/],
  [
    "SPF07",
    "v=spf1 ip4:0.0.0.0/0 -all",
    "v=spf1 -ip4:0.0.0.0/0 -all",
    /lets 100 % of all IPv4 addresses pass, above all by "ip4:0\.0\.0\.0\/0"\./,
  ],
  [
    "SPF07",
    "v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all",
    "v=spf1 ip4:192.0.2.0/24 ip4:198.51.100.0/24 -all",
    /lets 100 % of all IPv4 addresses pass, above all by "ip4:0\.0\.0\.0\/1"\./,
  ],
  ["SPF07", "v=spf1 ip4:16.0.0.0/7 -all", "v=spf1 ip4:16.0.0.0/8 -all", /0\.78 % of all IPv4/],
  ["SPF07", "v=spf1 ip6:2a00::/12 -all", "v=spf1 ip6:2a00::/13 -all", /of all public IPv6/],
  ["SPF07", "v=spf1 ip6:::/0 -all", "v=spf1 ip6:fc00::/7 -all", /100 % of all public IPv6/],
  ["SPF07", "v=spf1 a/0 -all", "v=spf1 a/24 -all", /lets 100 % of all IPv4 addresses pass, above all by "a\/0"\./],
  [
    "SPF07",
    "v=spf1 mx:example.com//3 -all",
    "v=spf1 mx:example.com//64 -all",
    /lets 100 % of all public IPv6 addresses pass, above all by "mx:example\.com\/\/3"/,
  ],
  ["SPF07", "v=spf1 exists:shop.example -all", "v=spf1 exists:%{i}.shop.example -all", /asks nothing about the client/],
  ["SPF07", "v=spf1 exists:%{d} -all", "v=spf1 -exists:%{d} -all", /asks nothing about the client/],
  ["SPF07", "v=spf1 a:%{h} -all", "v=spf1 -a:%{h} -all", /a name that the client chooses/],
  ["SPF07", "v=spf1 redirect=%{h}", "v=spf1 redirect=%{h}.shop.example", /a name that the client chooses/],
  ["SPF07", "v=spf1 include:%{l} -all", "v=spf1 include:%{l}.shop.example -all", /a name that the client chooses/],
  ["SPF08", "v=spf1 ip4:192.0.2.1", "v=spf1 ip4:192.0.2.1 ~all", /neither all nor redirect/],
  ["SPF08", "v=spf1", "v=spf1 redirect=_spf.example", /neither all nor redirect/],
  ["SPF08", "v=spf1 ip4:192.0.2.1 ?all", "v=spf1 ip4:192.0.2.1 -all", /"\?all".*neutral/],
  [
    "SPF08",
    "v=spf1 include:_spf.example-all",
    "v=spf1 include:_spf.example -all",
    /the -all is part of the domain name/,
  ],
  ["SPF09", "v=spf1 ptr -all", "v=spf1 a -all", /"ptr"; ptr is slow/],
  [
    "SPF09",
    "v=spf1 exists:%{p}.x.example -all",
    "v=spf1 exists:%{i}.x.example -all",
    /the macro %\{p\} in "exists:%\{p\}\.x\.example"/,
  ],
  ["SPF09", "v=spf1 -all exp=%{P1r}.x.example", "v=spf1 -all exp=%{i}.x.example", /macro %\{p\}/],
  ["SPF10", "v=spf1 -all ip4:192.0.2.1", "v=spf1 ip4:192.0.2.1 -all", /Behind all, .* stands "ip4:192\.0\.2\.1"/],
  [
    "SPF10",
    "v=spf1 redirect=_spf.example -all",
    "v=spf1 redirect=_spf.example",
    /receivers ignore "redirect=_spf\.example"/,
  ],
  [
    "SPF10",
    "v=spf1 redirect=a.example redirect=b.example",
    "v=spf1 exp=a.example redirect=b.example",
    /redirect stands in the record more than once/,
  ],
  ["SPF10", "v=spf1 ip4=192.0.2.1 -all", "v=spf1 ip4:192.0.2.1 -all", /"ip4=192\.0\.2\.1" for an unknown modifier/],
  [
    "SPF10",
    "v=spf1 ip4:192.0.2.1 v=spf1 -all",
    "v=spf1 ip4:192.0.2.1 version=spf1 -all",
    /"v=spf1" for an unknown modifier/,
  ],
  ["SPF11", ofLength(451), ofLength(450), /has 451 octets/],
  ["SPF19", "v=spf1 ip4:198.18.0.0/15 -all", "v=spf1 ip4:198.18.0.0/16 -all", /"ip4:198\.18\.0\.0\/15"/],
  ["SPF19", "v=spf1 ip6:2001:db8::/31 -all", "v=spf1 ip6:2001:db8::/32 -all", /"ip6:2001:db8::\/31"/],
  ["SPF19", "v=spf1 ip4:192.0.2.77/24 -all", "v=spf1 ip4:192.0.2.0/24 -all", /holds all of 192\.0\.2\.0\/24/],
  ["SPF19", "v=spf1 ~ip6:2001:db8::1/64 -all", "v=spf1 ip6:2001:db8::1/128 -all", /all of 2001:db8::\/64/],
  ["SPF19", "v=spf1 a/15 -all", "v=spf1 a/16 -all", /"a\/15"/],
  ["SPF19", "v=spf1 mx//31 -all", "v=spf1 mx//32 -all", /"mx\/\/31"/],
  ["SPF19", "v=spf1 ip4:198.18.0.0/15 -all", "v=spf1 ?ip4:198.18.0.0/15 -all", /ranges wider than/],
  ["SPF20", `v=spf1 ${includes(8)} -all`, `v=spf1 ${includes(7)} -all`, /has 8 terms .* adds 3/],
  ["SPF20", `v=spf1 ${includes(10)} -all`, `v=spf1 ${includes(7)} -all`, /adds 1/],
];

describe("the record alone", () => {
  it.each(OF_THE_RECORD)("breaks %s: %s", (rule, bad, good, says) => {
    expect(alone(bad)).toContain(rule);
    expect(message(bad)).toMatch(says);
    expect(alone(good)).not.toContain(rule);
  });

  it("lets nobody pass by a range that it refused before, nor by terms after all", () => {
    expect(alone("v=spf1 -ip4:0.0.0.0/0 ip4:10.0.0.0/7 -all")).toEqual(["SPF19"]);
    expect(alone("v=spf1 ip4:10.0.0.0/7 -all")).toEqual(["SPF07"]);
    expect(alone("v=spf1 -all +all ip4:0.0.0.0/0 ip4:198.18.0.0/15")).toEqual(["SPF10"]);
  });

  it("with +all behind an unmatched mechanism still lets everyone pass, and says so once", () => {
    expect(alone("v=spf1 ip4:192.0.2.0/24 ip4:198.18.0.0/15 +all")).toEqual(["SPF07"]);
  });

  it("with more than ten look-ups is not also said to be near the limit", () => {
    expect(alone(`v=spf1 ${includes(12)} -all`)).toEqual(["SPF03"]);
  });

  it("with a fault in its grammar has only findings about that", () => {
    expect(alone("v=spf1 moo ptr +all ip4:1.2.3")).toEqual(["SPF02", "SPF02"]);
  });
});

it("a finding names the subject, and has a whole sentence, a remedy and a source", () => {
  const findings = OF_THE_RECORD.flatMap(([, bad]) => checkSpf(bad, { subject: "the record", domain }));
  for (const finding of findings) {
    expect(finding.subject).toBe("the record");
    expect(finding.message).toMatch(/^the record: [A-Z0-9].*\.$/);
    expect(finding.fix).toMatch(/^[A-Z].*\.$/);
    expect(finding.reference).toMatch(/^RFC 7208 §\d/);
  }
});
