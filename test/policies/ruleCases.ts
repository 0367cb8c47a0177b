import { generateKeyPairSync } from "node:crypto";
import { hashOf, LOCK_VERSION } from "../../baseline/email/spf/lock.js";
import { UNKNOWN_VALUE, type Given } from "../support/pack.js";
import { cloudflare, route53, ROUTE53_ZONE, rsaKey, txt, ZONE } from "../support/records.js";
import { alarmCases } from "./alarmCases.js";
import { backupCases } from "./backupCases.js";
import { edgeCases, hiddenEdge } from "./edgeCases.js";
import { encryptionCases } from "./encryptionCases.js";
import { iamCases } from "./iamCases.js";
import { mtaStsCases } from "./mtaStsCases.js";
import { database, lock, plan, selection, table, vault } from "./storeGiven.js";
import type { RuleCase } from "./ruleCase.js";
import { senderCases } from "./senderCases.js";
import { zoneCases } from "./zoneCases.js";

const spf = (text: string): Given => txt("shop.example", text);
const dmarc = (text: string): Given => txt("_dmarc.shop.example", text);
const key = (text: string): Given => txt("s1._domainkey.shop.example", text);
const goodSpf = spf("v=spf1 include:_spf.google.com ~all");
const goodDmarc = dmarc("v=DMARC1; p=reject; sp=reject; np=reject; rua=mailto:dmarc@shop.example");
const goodKey = key(`v=DKIM1; k=rsa; p=${rsaKey(2048)}`);
const mx = cloudflare("shop.example", "MX", "mx.shop.example", { priority: 10 });
const OTHER_ZONE: Given = { ...ZONE, name: "other-zone", inputs: { ...ZONE.inputs, name: "other.example" } };
const [rawEd25519, spkiEd25519] = ((): [string, string] => {
  const der = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "der" });
  return [der.subarray(-32).toString("base64"), der.toString("base64")];
})();

const hiddenText = [
  [cloudflare("shop.example", "TXT", UNKNOWN_VALUE)],
  [cloudflare("shop.example", UNKNOWN_VALUE, "x")],
];
const hiddenKey = [
  [cloudflare("s1._domainkey.shop.example", "TXT", UNKNOWN_VALUE)],
  [cloudflare(UNKNOWN_VALUE, "TXT", UNKNOWN_VALUE)],
];
const hiddenDmarc = [
  [cloudflare("_dmarc.shop.example", "TXT", UNKNOWN_VALUE)],
  [route53("_dmarc.shop.example", "TXT", [UNKNOWN_VALUE])],
];
const spfCase = (bad: string[], good: string[]): RuleCase => ({
  bad: bad.map((text) => [spf(text)]),
  good: [...good.map((text) => [spf(text)]), [goodSpf]],
  unknown: hiddenText,
});
const keyCase = (bad: string[], good: string[]): RuleCase => ({
  bad: bad.map((text) => [key(text)]),
  good: [...good.map((text) => [key(text)]), [goodKey]],
  unknown: hiddenKey,
});
/** An identity whose key Amazon SES makes. */
const easyDkim = (nextSigningKeyLength: string): Given => ({
  ...{ type: "aws:sesv2/emailIdentity:EmailIdentity", name: "orders" },
  inputs: { emailIdentity: "shop.example", dkimSigningAttributes: { nextSigningKeyLength } },
});
/** With pairs that the program makes, whose records show nothing before the first deploy. */
const madeKeys = ({ bad, good, unknown }: RuleCase): RuleCase => {
  const pair = (inputs: Record<string, unknown>): Given => ({
    ...{ type: "tls:index/privateKey:PrivateKey", name: "pair", inputs },
  });
  const of = { ...goodKey, edges: { content: "pair" } };
  return {
    bad: [...bad, [of, pair({ algorithm: "RSA", rsaBits: 1024 })], [easyDkim("RSA_1024_BIT")]],
    good: [
      ...good,
      [of, pair({ algorithm: "RSA", rsaBits: 2048 })],
      [of, pair({ algorithm: "ED25519" })],
      [easyDkim("RSA_2048_BIT")],
      // A key for something else.
      [goodKey, pair({ algorithm: "RSA", rsaBits: 1024 })],
    ],
    unknown,
  };
};
const dmarcCase = (bad: string[], good: string[]): RuleCase => ({
  bad: bad.map((text) => [dmarc(text)]),
  good: [...good.map((text) => [dmarc(text)]), [goodDmarc]],
  unknown: hiddenDmarc,
});
const GOOGLE_SPF = ["v=spf1 ip4:203.0.113.0/24 -all"];
const lockOf = (checkedAt: string): string =>
  JSON.stringify({
    version: LOCK_VERSION,
    checkedAt,
    domains: ["_spf.google.com"],
    records: {
      "_spf.google.com": {
        ...{ txt: GOOGLE_SPF, sha256: hashOf(GOOGLE_SPF), lookups: 0, voidLookups: 0 },
        ...{ ip4: ["203.0.113.0/24"], ip6: [], fetchedAt: checkedAt },
      },
    },
    hosts: {},
  });
const emailDomain = (inputs: Given["inputs"]): Given => ({
  type: "storefront-baseline:index:EmailDomain",
  name: "mail",
  inputs: {
    domain: "shop.example",
    zone: { provider: "cloudflare", id: "023e105f4ecef8ad9ca31a8372d0c353" },
    senders: [{ google: { dkimKey: `v=DKIM1; k=rsa; p=${rsaKey(2048)}` } }],
    dmarc: { reportTo: ["dmarc@shop.example"] },
    today: "2026-05-10", // which the program says, whatever day it is
    ...inputs,
  },
});
const within = (...records: Given[]): Given[] => [ZONE, goodDmarc, ...records];
const eleven = Array.from({ length: 11 }, (_, index) => `include:s${index}.example`).join(" ");
const at = (host: string, text: string): Given => txt(`${host}.shop.example`, text);

/** For each rule of the pack, by its id: programs that break it, that keep it, and that it cannot judge. */
export const ruleCases: Readonly<Record<string, RuleCase>> = {
  ...senderCases,
  SPF01: {
    bad: [
      [goodSpf, spf("v=spf1 ip4:192.0.2.1 -all")],
      within(cloudflare("@", "TXT", '"v=spf1 -all"'), goodSpf),
      [route53("shop.example", "TXT", ["v=spf1 -all", "v=spf1 ~all"])],
      within(cloudflare("SHOP.example.", "TXT", '"v=spf1 -all"'), goodSpf),
    ],
    good: [
      [goodSpf, at("bounce", "v=spf1 include:amazonses.com ~all")],
      [route53("shop.example", "TXT", ["v=spf1 -all", "google-site-verification=x"])],
      // While a domain moves, each provider holds a zone of its own.
      [ZONE, ROUTE53_ZONE, goodDmarc, goodSpf, route53("shop.example", "TXT", ["v=spf1 ~all"])],
    ],
    unknown: hiddenText,
  },
  SPF02: spfCase(
    [
      ...["v=spf1 ip4:1.2.3.4-all", "v=spf1 ipv4:192.0.2.1 -all", "v=spf1 a:192.0.2.1 -all"],
      // Receivers see no SPF record in these.
      ...[" v=spf1 -all", "v=spf1-all", "v=spf1\u00a0-all", "v=spf1ip4:192.0.2.1 -all", "v=spf1, -all"],
      ...["v = spf1 -all", "v=spf -all", "spf1 -all"],
    ],
    ["V=SPF1 IP4:192.0.2.1 -ALL", "v=spf10 -all", "spf1-verification=x", "About v=spf1", "v=spfx"],
  ),
  SPF03: {
    bad: [
      [spf(`v=spf1 ${eleven} -all`)],
      // Ten of its own, and one behind an include that is in the stack.
      within(
        spf(`v=spf1 include:a.shop.example ${eleven.split(" ").slice(2).join(" ")} -all`),
        at("a", "v=spf1 include:b.example -all"),
      ),
    ],
    good: [
      [spf(`v=spf1 ${eleven.split(" ").slice(1).join(" ")} -all`)],
      within(spf("v=spf1 include:a.shop.example -all"), at("a", "v=spf1 ip4:192.0.2.1 -all")),
    ],
    unknown: hiddenText,
  },
  SPF04: {
    bad: [
      within(
        spf("v=spf1 mx -all"),
        ...Array.from({ length: 11 }, (_, index) =>
          cloudflare("shop.example", "MX", `mx${index}.shop.example`, { priority: 10 }),
        ),
      ),
    ],
    good: [
      within(
        spf("v=spf1 mx -all"),
        cloudflare("shop.example", "MX", "mx.shop.example", { priority: 10 }),
        cloudflare("mx.shop.example", "A", "192.0.2.1"),
      ),
    ],
    unknown: hiddenText,
  },
  SPF05: {
    bad: [within(spf("v=spf1 a:x.shop.example a:y.shop.example a:z.shop.example -all"))],
    good: [
      within(spf("v=spf1 a:x.shop.example a:y.shop.example -all")),
      // Of a zone that the stack does not hold, nothing is known.
      [spf("v=spf1 a:x.shop.example a:y.shop.example a:z.shop.example -all")],
    ],
    unknown: hiddenText,
  },
  SPF06: {
    bad: [within(spf("v=spf1 include:nothing.shop.example -all")), within(spf("v=spf1 redirect=nothing.shop.example"))],
    good: [
      within(spf("v=spf1 include:a.shop.example -all"), at("a", "v=spf1 -all")),
      within(spf("v=spf1 include:elsewhere.example -all")),
    ],
    unknown: hiddenText,
  },
  SPF07: {
    bad: [
      [spf("v=spf1 +all")],
      [spf("v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all")],
      within(spf("v=spf1 include:open.shop.example -all"), at("open", "v=spf1 +all")),
      [route53("shop.example", "TXT", ["v=spf1 ip4:0.0.0.0/0 ~all"])],
    ],
    good: [
      [spf("v=spf1 ip4:192.0.2.0/24 ~all")],
      within(spf("v=spf1 include:shut.shop.example -all"), at("shut", "v=spf1 ip4:192.0.2.1 -all")),
    ],
    unknown: hiddenText,
  },
  SPF08: spfCase(
    ["v=spf1 ip4:192.0.2.1", "v=spf1 ip4:192.0.2.1 ?all"],
    ["v=spf1 redirect=_spf.example", "v=spf1 -all"],
  ),
  SPF09: spfCase(["v=spf1 ptr -all", "v=spf1 exists:%{p}.example -all"], ["v=spf1 exists:%{i}.example -all"]),
  SPF10: spfCase(["v=spf1 -all ip4:192.0.2.1", "v=spf1 redirect=_spf.example -all"], ["v=spf1 ip4:192.0.2.1 -all"]),
  SPF11: {
    bad: [
      [spf(`v=spf1 ${Array.from({ length: 30 }, (_, index) => `ip4:192.0.2.${index}`).join(" ")} -all`)],
      within(goodSpf, ...[1, 2].map((index) => txt("shop.example", `verification-${index}=${"x".repeat(220)}`))),
      [route53("shop.example", "TXT", ["v=spf1 -all", "x".repeat(240), "y".repeat(240)])],
    ],
    good: [
      [goodSpf],
      within(goodSpf, txt("shop.example", `verification=${"x".repeat(220)}`)),
      within(goodSpf, ...[1, 2].map((index) => txt("other.shop.example", `verification-${index}=${"x".repeat(220)}`))),
    ],
    unknown: hiddenText,
  },
  SPF15: {
    bad: [within(spf("v=spf1 include:a.shop.example -all"), at("a", "v=spf1 include:shop.example -all"))],
    good: [within(spf("v=spf1 include:a.shop.example -all"), at("a", "v=spf1 ip4:192.0.2.1 -all"))],
    unknown: hiddenText,
  },
  SPF19: spfCase(
    ["v=spf1 ip4:198.18.0.0/15 -all", "v=spf1 ip6:2001:db8::/29 -all", "v=spf1 ip4:192.0.2.77/24 -all"],
    ["v=spf1 ip4:198.18.0.0/16 ip6:2001:db8::/32 -all"],
  ),
  SPF20: {
    ...spfCase(
      [`v=spf1 ${eleven.split(" ").slice(3).join(" ")} -all`],
      [`v=spf1 ${eleven.split(" ").slice(4).join(" ")} -all`],
    ),
  },
  SPF23: {
    bad: [
      [emailDomain({ spfFlatten: ["_spf.google.com"], spfLock: lockOf("2026-05-01T12:00:00Z") })],
      [emailDomain({ spfFlatten: ["_spf.google.com"], spfLock: "{}" })],
    ],
    good: [
      [emailDomain({ spfFlatten: ["_spf.google.com"], spfLock: lockOf("2026-05-02T00:00:00Z") })],
      [emailDomain({ spfFlatten: [], spfLock: lockOf("2025-01-01T00:00:00Z") })],
      [emailDomain({ spfLock: lockOf("2025-01-01T00:00:00Z") })],
    ],
    unknown: [
      [emailDomain({ spfFlatten: UNKNOWN_VALUE, spfLock: lockOf("2025-01-01T00:00:00Z") })],
      [emailDomain({ spfFlatten: ["_spf.google.com"], spfLock: UNKNOWN_VALUE })],
    ],
  },
  DK01: madeKeys(keyCase([`v=DKIM1; k=rsa; p=${rsaKey(1024)}`], [`v=DKIM1; p=${rsaKey(4096)}`])),
  DK02: keyCase([`v=DKIM1; k=ed25519; p=${spkiEd25519}`], [`v=DKIM1; k=ed25519; p=${rawEd25519}`]),
  DK03: keyCase(
    [`v=DKIM1; k=rsa; p=${rsaKey(2048).slice(0, -20)}`, "v=DKIM1; k=rsa; p=-----BEGIN PUBLIC KEY-----"],
    [],
  ),
  DK04: {
    bad: [
      [goodKey, key(`v=DKIM1; k=rsa; p=${rsaKey(4096)}`)],
      [route53("s1._domainkey.shop.example", "TXT", [`v=DKIM1; k=ed25519; p=${rawEd25519}`, "v=DKIM1; p="])],
    ],
    good: [[goodKey, txt("s2._domainkey.shop.example", `v=DKIM1; k=rsa; p=${rsaKey(2048)}`)]],
    unknown: hiddenKey,
  },
  DK05: keyCase([`k=rsa; v=DKIM1; p=${rsaKey(2048)}`], [`k=rsa; p=${rsaKey(2048)}`]),
  DK06: keyCase(
    [`v=DKIM1; h=sha1; p=${rsaKey(2048)}`, `v=DKIM1; s=tlsrpt; p=${rsaKey(2048)}`],
    [`v=DKIM1; h=sha1:sha256; s=email; p=${rsaKey(2048)}`],
  ),
  DK07: keyCase([`v=DKIM1; t=y; p=${rsaKey(2048)}`], [`v=DKIM1; t=s; p=${rsaKey(2048)}`]),
  DM01: {
    bad: [
      [goodDmarc, dmarc("v=DMARC1; p=none; rua=mailto:a@shop.example")],
      [dmarc("v=dmarc1; p=reject; rua=mailto:a@shop.example")],
      [dmarc("v=DMARC1 p=reject")],
      [route53("_dmarc.shop.example", "TXT", ["v=DMARC1; p=reject", "v=DMARC1; p=none"])],
    ],
    good: [
      [goodDmarc],
      [goodDmarc, txt("_dmarc.news.shop.example", "v=DMARC1; p=reject; sp=reject; rua=mailto:a@shop.example")],
    ],
    unknown: hiddenDmarc,
  },
  DM02: dmarcCase(
    ["v=DMARC1; p=reject; sp=rejct; rua=mailto:a@shop.example", "v=DMARC1; p=rejected; rua=mailto:a@shop.example"],
    ["v=DMARC1; p=REJECT; rua=mailto:a@shop.example"],
  ),
  DM03: dmarcCase(
    ["v=DMARC1; p=none; rua=mailto:a@shop.example", "v=DMARC1; p=reject; sp=none; rua=mailto:a@shop.example"],
    ["v=DMARC1; p=quarantine; rua=mailto:a@shop.example"],
  ),
  // DM04, DM05, DM08 and DM12 have more cases in dmarcRules.test.ts.
  DM04: {
    bad: [within(goodSpf)],
    good: [within(goodSpf, goodKey)],
    unknown: [...hiddenDmarc, [goodDmarc, goodSpf]],
  },
  DM05: {
    bad: [[ZONE, dmarc("v=DMARC1; p=reject"), mx]],
    good: [within(mx)],
    unknown: hiddenDmarc,
  },
  DM06: dmarcCase(
    ["v=DMARC1; p=reject; pct=50; rua=mailto:a@shop.example", "v=DMARC1; p=reject; ri=3600; rua=mailto:a@shop.example"],
    [],
  ),
  DM07: dmarcCase(
    ["v=DMARC1; p=reject; sp=quarantine; rua=mailto:a@shop.example"],
    ["v=DMARC1; p=quarantine; sp=reject; rua=mailto:a@shop.example"],
  ),
  DM08: {
    bad: [within(txt("_dmarc.news.shop.example", "v=DMARC1; p=reject; sp=reject; rua=mailto:a@shop.example"))],
    good: [within(txt("_dmarc.news.shop.example", "v=DMARC1; p=reject; rua=mailto:a@shop.example"))],
    unknown: hiddenDmarc,
  },
  DM09: dmarcCase(["v=DMARC1; p=reject; psd=y; rua=mailto:a@shop.example"], []),
  DM10: {
    bad: [
      [ZONE],
      [ROUTE53_ZONE, route53("shop.example", "TXT", ["v=spf1 -all"])],
      [ZONE, txt("_dmarc.news.shop.example", "v=DMARC1; p=reject; rua=mailto:a@shop.example")],
    ],
    good: [
      [ZONE, goodDmarc],
      [ZONE, cloudflare("_dmarc", "TXT", '"v=DMARC1; p=reject; rua=mailto:a@shop.example"')],
      [ZONE, cloudflare("_dmarc.shop.example", "CNAME", "shop.dmarc-service.example")],
      [{ ...ROUTE53_ZONE, inputs: { name: "internal.example", vpcs: [{ vpcId: "vpc-1" }] } }],
      [{ ...ROUTE53_ZONE, inputs: { name: "2.0.192.in-addr.arpa" } }],
    ],
    unknown: [
      [ZONE, cloudflare(UNKNOWN_VALUE, "TXT", UNKNOWN_VALUE)],
      [route53("shop.example", "TXT", ["v=spf1 include:_spf.google.com ~all"])],
    ],
  },
  DM11: dmarcCase(
    ["v=DMARC1; p=reject; rua=dmarc@shop.example"],
    ["v=DMARC1; p=reject; rua=mailto:a@shop.example,mailto:b@shop.example"],
  ),
  DM12: {
    bad: [[ZONE, OTHER_ZONE, dmarc("v=DMARC1; p=reject; rua=mailto:a@other.example")]],
    good: [[ZONE, dmarc("v=DMARC1; p=reject; rua=mailto:a@shop.example")]],
    unknown: [[ZONE, dmarc("v=DMARC1; p=reject; rua=mailto:a@other.example")]],
  },
  DM14: dmarcCase(
    ["v=DMARC1; p=reject; fo=2; rua=mailto:a@shop.example"],
    ["v=DMARC1; p=reject; fo=1:d; rua=mailto:a@shop.example; ruf=mailto:a@shop.example"],
  ),
  DM16: dmarcCase(["v=DMARC1; p=reject; polcy=x; rua=mailto:a@shop.example"], []),
  DM18: dmarcCase(
    ["v=DMARC1; p=reject; t=y; rua=mailto:a@shop.example"],
    ["v=DMARC1; p=reject; t=n; rua=mailto:a@shop.example"],
  ),
  DM19: dmarcCase(
    ["v=DMARC1; p=reject; psd=n; rua=mailto:a@shop.example"],
    ["v=DMARC1; p=reject; psd=u; rua=mailto:a@shop.example"],
  ),
  DM22: {
    bad: [
      [ZONE, dmarc("v=DMARC1; p=reject; rua=mailto:a@other.example")],
      [ZONE, dmarc("v=DMARC1; p=reject; rua=mailto:a@shop.example,mailto:a@other.example")],
      [ZONE, dmarc("v=DMARC1; p=reject; rua=mailto:a@shop.example; ruf=mailto:a@other.example")],
    ],
    good: [
      [ZONE, dmarc("v=DMARC1; p=reject; rua=mailto:a@reports.shop.example")],
      [ZONE, OTHER_ZONE, dmarc("v=DMARC1; p=reject; rua=mailto:a@other.example")],
      [
        ZONE,
        dmarc("v=DMARC1; p=reject; rua=mailto:a@other.example"),
        { ...txt("shop.example._report._dmarc.other.example", "v=DMARC1"), edges: {} },
      ],
    ],
    unknown: hiddenDmarc,
  },
  DM20: dmarcCase(["v=DMARC1; p=reject; rua=mailto:a@shop.example!10m"], []),
  DNS01: {
    bad: [
      [cloudflare("x._domainkey.shop.example", "CNAME", "x.dkim.amazonses.com", { proxied: true })],
      [cloudflare("pm-bounces.shop.example", "CNAME", "pm.mtasv.net", { proxied: true })],
      [
        {
          ...cloudflare("x._domainkey.shop.example", "CNAME", "x.example", { proxied: true }),
          type: "cloudflare:index/record:Record",
        },
      ],
      within(
        cloudflare("shop.example", "MX", "mx.shop.example", { priority: 5 }),
        cloudflare("mx.shop.example", "A", "192.0.2.1", { proxied: true }),
      ),
      [cloudflare("_mta-sts.shop.example", "CNAME", "_mta-sts.policies.example", { proxied: true })],
      within(
        cloudflare("shop.example", "MX", "mta-sts.shop.example", { priority: 5 }),
        cloudflare("mta-sts.shop.example", "A", "192.0.2.1", { proxied: true }),
      ),
    ],
    good: [
      // STS07: the host of the policy file, and no other name for mail.
      [cloudflare("mta-sts.shop.example", "CNAME", "policies.example", { proxied: true })],
      [cloudflare("mta-sts.shop.example", "CNAME", "policies.sendgrid.net", { proxied: true })],
      [cloudflare("www.shop.example", "CNAME", "shops.example", { proxied: true })],
      [cloudflare("x._domainkey.shop.example", "CNAME", "x.dkim.amazonses.com", { proxied: false })],
    ],
    unknown: [
      [cloudflare("x._domainkey.shop.example", "CNAME", "x.example", { proxied: UNKNOWN_VALUE })],
      [cloudflare(UNKNOWN_VALUE, "CNAME", "x.example", { proxied: true })],
    ],
  },
  DNS02: {
    bad: [
      [cloudflare("s1._domainkey.shop.example", "TXT", `"v=DKIM1; k=rsa; p=${rsaKey(2048)}"`)],
      [route53("shop.example", "TXT", ['"v=spf1 -all"'])],
      [cloudflare("shop.example", "TXT", '"v=spf1 -all')],
    ],
    good: [
      [goodKey],
      [route53("shop.example", "TXT", ["v=spf1 -all"])],
      [cloudflare("shop.example", "TXT", "v=spf1 -all")],
    ],
    unknown: hiddenText,
  },
  DNS03: {
    bad: [
      [cloudflare("shop.example", "TXT", '"v=spf1 ip4:192.0.2.1" "ip4:203.0.113.9 -all"')],
      [route53("shop.example", "TXT", ['v=spf1 ip4:192.0.2.1""ip4:203.0.113.9 -all'])],
    ],
    good: [[cloudflare("shop.example", "TXT", '"v=spf1 ip4:192.0.2.1 " "ip4:203.0.113.9 -all"')], [goodKey]],
    unknown: hiddenText,
  },
  DNS04: {
    bad: [
      within(cloudflare("_dmarc", "CNAME", "shop.dmarc-service.example")),
      [
        route53("s1._domainkey.shop.example", "CNAME", ["s1.example"]),
        route53("s1._domainkey.shop.example", "TXT", ["v=DKIM1; p="]),
      ],
    ],
    good: [
      within(cloudflare("shop.example", "CNAME", "shops.example"), goodSpf),
      within(cloudflare("www.shop.example", "CNAME", "a.example")),
    ],
    unknown: [
      [cloudflare("_dmarc.shop.example", "CNAME", "a.example"), cloudflare("_dmarc.shop.example", UNKNOWN_VALUE, "x")],
    ],
  },
  ...mtaStsCases,
  ...zoneCases,
  ...alarmCases,
  ...iamCases,
  ...backupCases,
  ...encryptionCases,
  ...edgeCases,
  BYP01: {
    bad: [
      [{ ...goodDmarc, options: { ignoreChanges: ["content"] } }],
      [{ ...goodSpf, options: { ignoreChanges: ["*"] } }],
      [{ ...route53("shop.example", "TXT", ["v=spf1 -all"]), options: { ignoreChanges: ["records[0]"] } }],
      [{ ...lock(), options: { protect: true, ignoreChanges: ["minRetentionDays"] } }],
      [{ ...plan(), options: { ignoreChanges: ["rules[0].lifecycle"] } }],
      [{ ...database(), options: { ignoreChanges: ["deletionProtection"] } }],
      ...hiddenEdge.bad,
      [{ ...table(), options: { ignoreChanges: ["tags"] } }, plan(), selection()],
      [{ ...table(), options: { ignoreChanges: ['tags["backup"]'] } }, plan(), selection()],
    ],
    good: [
      [{ ...goodDmarc, options: { ignoreChanges: ["comment"] } }],
      [{ ...lock(), options: { protect: true, ignoreChanges: ["changeableForDays"] } }],
      [{ ...table(), options: { ignoreChanges: ["tags"] } }],
      [{ ...table(), options: { ignoreChanges: ["tags.owner"] } }, plan(), selection()],
      [{ ...cloudflare("home.shop.example", "A", "192.0.2.1"), options: { ignoreChanges: ["content"] } }],
      ...hiddenEdge.good,
    ],
    unknown: [
      [
        { ...table(), options: { ignoreChanges: ["tags.owner"] } },
        plan(),
        selection({ selectionTags: [{ type: "STRINGEQUALS", key: UNKNOWN_VALUE, value: "daily" }] }),
      ],
    ],
  },
  BYP02: {
    bad: [
      [{ ...ROUTE53_ZONE, inputs: { name: "2.0.192.in-addr.arpa", forceDestroy: true } }],
      [vault("vault", { forceDestroy: true })],
    ],
    good: [[{ type: "aws:s3/bucket:Bucket", name: "b", inputs: { forceDestroy: false } }]],
    unknown: [[{ type: "aws:s3/bucket:Bucket", name: "b", inputs: { forceDestroy: UNKNOWN_VALUE } }]],
  },
  BYP03: {
    bad: [[route53("www.shop.example", "A", ["192.0.2.1"], { allowOverwrite: true })]],
    good: [[route53("www.shop.example", "A", ["192.0.2.1"])]],
    unknown: [[route53("www.shop.example", "A", ["192.0.2.1"], { allowOverwrite: UNKNOWN_VALUE })]],
  },
};
