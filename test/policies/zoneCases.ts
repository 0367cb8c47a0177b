import type { RuleCase } from "./ruleCase.js";
import { buildBimi } from "../../baseline/email/bimi.js";
import { UNKNOWN_VALUE, type Given } from "../support/pack.js";
import { cloudflare, route53, ROUTE53_ZONE, rsaKey, SIGNED, txt, ZONE } from "../support/records.js";

const DOMAIN = "shop.example";
const spf = txt(DOMAIN, "v=spf1 include:_spf.google.com ~all");
const dmarc = (text: string): Given => txt(`_dmarc.${DOMAIN}`, text);
const goodDmarc = dmarc("v=DMARC1; p=reject; sp=reject; np=reject; rua=mailto:dmarc@shop.example");
const mx = (host: string, priority = 10): Given => cloudflare(DOMAIN, "MX", host, { priority });
const OWN_ID = "0".repeat(32);
const OWN_ROUTE53_ZONE: Given = { ...ROUTE53_ZONE, inputs: { ...ROUTE53_ZONE.inputs, zoneId: "Z1OWN" } };
const OTHER_ID = "1".repeat(32);
/** A record whose zone's id is known. */
const placed = (record: Given, zoneId: string): Given => ({ ...record, inputs: { ...record.inputs, zoneId } });
/** One whose zone is written down. */
const lost = (record: Given, zoneId: string): Given => ({ ...placed(record, zoneId), edges: {} });
const within = (...records: Given[]): Given[] => [ZONE, spf, goodDmarc, ...records];
const within53 = (...records: Given[]): Given[] => [ROUTE53_ZONE, ...records];

const without = (record: Given, property: string): Given => ({
  ...record,
  inputs: Object.fromEntries(Object.entries(record.inputs).filter(([name]) => name !== property)),
});
/** A Cloudflare record that is given in parts. */
const parts = (name: string, type: string, data: Record<string, unknown>): Given =>
  without(cloudflare(name, type, JSON.stringify(data), { data }), "content");
export const caa = (tag: string, value: string, flags: unknown = 0): Given =>
  parts(DOMAIN, "CAA", { flags, tag, value });
const caa53 = (...records: string[]): Given => route53(DOMAIN, "CAA", records);
const acm = (domainName: string, more: Record<string, unknown> = {}): Given => ({
  type: "aws:acm/certificate:Certificate",
  name: "certificate",
  inputs: { domainName, validationMethod: "DNS", ...more },
});

const LOGO = { l: "https://shop.example/logo.svg", a: "https://shop.example/logo.pem" };
const bimi = (text: string): Given => txt(`default._bimi.${DOMAIN}`, text);
const goodBimi = bimi(buildBimi(LOGO));
const file = (content: unknown, more: Record<string, unknown> = {}): Given => ({
  type: "aws:s3/bucketObjectv2:BucketObjectv2",
  name: "logo",
  inputs: { bucket: "b", key: "logo.svg", content, ...more },
});
const emptyFile = (more: Record<string, unknown>): Given => without(file("", more), "content");
const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" version="1.2" baseProfile="tiny-ps" viewBox="0 0 8 8"><title>Shop</title><path d="M0 0h8v8z"/></svg>';

/** The records of a parked domain, by hand. */
const parked = {
  spf: txt(DOMAIN, "v=spf1 -all"),
  below: txt(`*.${DOMAIN}`, "v=spf1 -all"),
  mx: mx(".", 0),
  dmarc: dmarc("v=DMARC1; p=reject; sp=reject; np=reject; adkim=s; aspf=s"),
  dkim: txt(`*._domainkey.${DOMAIN}`, "v=DKIM1; p="),
};
export const parkedWithout = (...missing: (keyof typeof parked)[]): Given[] => [
  ZONE,
  ...Object.entries(parked).flatMap(([key, record]) => ((missing as string[]).includes(key) ? [] : [record])),
];
export const parked53 = within53(
  route53(DOMAIN, "TXT", ["v=spf1 -all", "site-verification=1"]),
  route53(`*.${DOMAIN}`, "TXT", ["v=spf1 -all"]),
  route53(DOMAIN, "MX", ["0 ."]),
  route53(`_dmarc.${DOMAIN}`, "TXT", ["v=DMARC1; p=reject; sp=reject; np=reject; adkim=s; aspf=s"]),
  route53(`*._domainkey.${DOMAIN}`, "TXT", ["v=DKIM1; p="]),
);

const signing = (status: unknown): Given => ({ ...SIGNED, inputs: { ...SIGNED.inputs, status } });
const signing53 = (signingStatus?: unknown): Given => ({
  type: "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec",
  name: "signing53",
  inputs: { hostedZoneId: UNKNOWN_VALUE, ...(signingStatus === undefined ? {} : { signingStatus }) },
  edges: { hostedZoneId: "zone53" },
});
const ds = (text: string): Given => route53(`em.${DOMAIN}`, "DS", [text]);
const SHA256 = "AB".repeat(32);
const unknownType = [cloudflare(DOMAIN, UNKNOWN_VALUE, "x")];

/** Cases of the rules on MX, parked domains, BIMI, CAA, DNSSEC, and on what providers let through. */
export const zoneCases: Readonly<Record<string, RuleCase>> = {
  MX01: {
    bad: [
      [mx(".", 0), mx("mx.example")],
      [mx(".", 10)],
      [route53(DOMAIN, "MX", ["0 .", "10 mx.example"])],
      [mx(".", 0), spf],
      [mx(".", 0), dmarc("v=DMARC1; p=quarantine; rua=mailto:a@b.example")],
    ],
    good: [
      [mx(".", 0)],
      [mx("mx.example"), mx("mx2.example", 20), spf],
      [route53(DOMAIN, "MX", ["0 ."]), route53(`news.${DOMAIN}`, "MX", ["10 mx.example"])],
      parkedWithout(),
    ],
    unknown: [[mx(UNKNOWN_VALUE)], unknownType],
  },
  MX03: {
    bad: [
      [cloudflare("shop.example", "MX", "mx.foreign.example", { priority: 10 })],
      [cloudflare("bounce.shop.example", "MX", "mx.foreign.example", { priority: 10 })],
      [route53("shop.example", "MX", ["1 smtp.google.com", "10 mail.smtp.google.com.evil.example"])],
    ],
    good: [
      [cloudflare("shop.example", "MX", "smtp.google.com", { priority: 1 })],
      [cloudflare("shop.example", "MX", "shop-example.mail.protection.outlook.com", { priority: 0 })],
      [cloudflare("bounce.shop.example", "MX", "feedback-smtp.eu-west-1.amazonses.com", { priority: 10 })],
      [route53("shop.example", "MX", ["10 inbound-smtp.eu-west-1.amazonaws.com", "20 mx.shop.example"])],
      [cloudflare("shop.example", "MX", ".", { priority: 0 })],
    ],
    unknown: [
      [cloudflare("shop.example", "MX", UNKNOWN_VALUE, { priority: 10 })],
      [cloudflare(UNKNOWN_VALUE, "MX", "smtp.google.com", { priority: 10 })],
    ],
  },
  MX02: {
    bad: [
      [mx("192.0.2.1")],
      [mx("10 mx.example")],
      [mx("localhost")],
      [mx("https://mx.example")],
      [route53(DOMAIN, "MX", ["10 2001:db8::1"])],
      [route53(DOMAIN, "MX", ["10 mx.example mx2.example"])],
      within(mx("mail.shop.example"), cloudflare("mail.shop.example", "CNAME", "mx.example")),
      within(mx("mail.shop.example")),
    ],
    good: [
      [mx("smtp.google.com")],
      [mx("mx.example.")],
      [mx("mail.shop.example")],
      within(mx("mail.shop.example"), cloudflare("mail", "AAAA", "2001:db8::1")),
      within(mx("mail.shop.example"), cloudflare("*", "A", "192.0.2.1")),
      within(mx("mail.em.shop.example"), cloudflare("em", "NS", "ns1.example")),
      within(mx("mail.shop.example"), cloudflare(UNKNOWN_VALUE, "A", "192.0.2.1")),
      [route53(DOMAIN, "MX", ["1 aspmx.l.google.com", "5 alt1.aspmx.l.google.com"])],
    ],
    unknown: [[mx(UNKNOWN_VALUE)], [route53(DOMAIN, "MX", [UNKNOWN_VALUE])], unknownType],
  },
  PK01: {
    bad: [
      [ZONE],
      [ZONE, goodDmarc, cloudflare("www", "A", "192.0.2.1")],
      [ROUTE53_ZONE, route53("www.shop.example", "A", ["192.0.2.1"])],
      parkedWithout("spf"),
      parkedWithout("below"),
      parkedWithout("mx"),
      parkedWithout("dmarc"),
      parkedWithout("dkim"),
      [...parkedWithout("dmarc"), dmarc("v=DMARC1; p=reject; sp=none; rua=mailto:a@b.example")],
      [...parkedWithout("dmarc"), dmarc("v=DMARC1; p=reject; t=y; rua=mailto:a@b.example")],
      [...parkedWithout("spf"), txt(DOMAIN, "v=spf1 ~all")],
      // A zone below says nothing of the zone above.
      [
        ZONE,
        { ...ZONE, name: "below", inputs: { ...ZONE.inputs, name: "news.shop.example" } },
        { ...cloudflare("news.shop.example", "MX", "mx.example", { priority: 1 }), edges: { zoneId: "below" } },
      ],
    ],
    good: [
      within(),
      [ZONE, mx("mx.example")],
      [ZONE, txt(`bounce.${DOMAIN}`, "v=spf1 include:amazonses.com ~all")],
      [ZONE, txt(`s1._domainkey.${DOMAIN}`, `v=DKIM1; p=${rsaKey(2048)}`)],
      [ZONE, cloudflare(`s1._domainkey.${DOMAIN}`, "CNAME", "s1.domainkey.example")],
      parkedWithout(),
      parked53,
      [{ ...ROUTE53_ZONE, inputs: { name: "internal.example", vpcs: [{ vpcId: "vpc-1" }] } }],
      [{ ...ROUTE53_ZONE, inputs: { name: "2.0.192.in-addr.arpa" } }],
      [{ ...ZONE, inputs: { ...ZONE.inputs, type: "partial" } }],
      // What the stack does not hold whole it may not judge.
      [txt(DOMAIN, "v=spf1 -all")],
    ],
    unknown: [
      [ZONE, cloudflare(DOMAIN, "TXT", UNKNOWN_VALUE)],
      [ZONE, cloudflare(UNKNOWN_VALUE, "MX", "mx.example")],
      [...parkedWithout("dmarc"), cloudflare(`_dmarc.${DOMAIN}`, "CNAME", "dmarc.example")],
      [{ ...ZONE, inputs: { ...ZONE.inputs, name: UNKNOWN_VALUE } }],
    ],
  },
  BI01: {
    bad: [
      [bimi("v=bimi1; l=https://shop.example/logo.svg; a=")],
      [bimi("v=BIMI1; a=https://shop.example/logo.pem")],
      [bimi("v=BIMI1; l=http://shop.example/logo.svg; a=")],
      [bimi("v=BIMI1; l=https://shop.example/logo.png; a=")],
      [bimi("v=BIMI1; l=; a=https://shop.example/logo.pem")],
      [bimi("v=BIMI1; l=https://shop.example/logo.svg; avp=Brand")],
      [goodBimi, bimi("v=BIMI1; l=; a=")],
      [route53(`default._bimi.${DOMAIN}`, "TXT", ["v=BIMI1; l=https://192.0.2.1/logo.svg; a="])],
    ],
    good: [[goodBimi], [bimi("v=BIMI1; l=; a=;")], [bimi("v=BIMI1; l=; a=; lps=brand-;")], within(goodBimi)],
    unknown: [
      [cloudflare(`default._bimi.${DOMAIN}`, "TXT", UNKNOWN_VALUE)],
      [cloudflare(UNKNOWN_VALUE, "TXT", UNKNOWN_VALUE)],
    ],
  },
  BI02: {
    bad: [
      [ZONE, goodBimi],
      [goodBimi, dmarc("v=DMARC1; p=none; rua=mailto:a@b.example")],
      [goodBimi, dmarc("v=DMARC1; p=reject; sp=none; rua=mailto:a@b.example")],
      [goodBimi, dmarc("v=DMARC1; p=quarantine; pct=50; rua=mailto:a@b.example")],
      [goodBimi, dmarc("v=dmarc1; p=reject")],
      // The domain above counts too.
      [
        ZONE,
        txt(`default._bimi.news.${DOMAIN}`, buildBimi(LOGO)),
        txt(`_dmarc.news.${DOMAIN}`, "v=DMARC1; p=reject; rua=mailto:a@b.example"),
        dmarc("v=DMARC1; p=none; rua=mailto:a@b.example"),
      ],
    ],
    good: [
      within(goodBimi),
      within(txt(`default._bimi.news.${DOMAIN}`, buildBimi(LOGO))),
      [goodBimi, dmarc("v=DMARC1; p=quarantine; pct=100; rua=mailto:a@b.example")],
      [ZONE, bimi("v=BIMI1; l=; a=;")],
    ],
    unknown: [
      [goodBimi],
      [ZONE, goodBimi, cloudflare(`_dmarc.${DOMAIN}`, "TXT", UNKNOWN_VALUE)],
      [ZONE, goodBimi, cloudflare(`_dmarc.${DOMAIN}`, "CNAME", "dmarc.example")],
      [ZONE, goodBimi, cloudflare(UNKNOWN_VALUE, "TXT", UNKNOWN_VALUE)],
    ],
  },
  BI03: {
    bad: [
      within(goodBimi, file(SVG.replace("<title>Shop</title>", ""))),
      within(goodBimi, file(SVG.replace("<path", "<script/><path"))),
      within(goodBimi, emptyFile({ contentBase64: Buffer.from("<svg/>").toString("base64") })),
    ],
    good: [
      within(goodBimi, file(SVG)),
      within(goodBimi, file("<svg/>", { key: "other.svg" })),
      [file("<svg/>")],
      within(bimi("v=BIMI1; l=; a=;"), file("<svg/>")),
    ],
    unknown: [within(goodBimi, file(UNKNOWN_VALUE)), within(goodBimi, emptyFile({ source: "logo.svg" }))],
  },
  BI04: {
    bad: [
      [bimi("v=BIMI1; l=https://shop.example/logo.svg; a=")],
      [bimi(`${buildBimi(LOGO)}; e=x`)],
      [goodBimi, dmarc("v=DMARC1; p=reject; t=y; rua=mailto:a@b.example")],
    ],
    good: [[goodBimi], within(goodBimi), [bimi("v=BIMI1; l=; a=")]],
    unknown: [[cloudflare(`default._bimi.${DOMAIN}`, "TXT", UNKNOWN_VALUE)]],
  },
  CAA01: {
    bad: [
      [caa("isue", "letsencrypt.org")],
      [caa("issue", "letsencrypt.org", 1)],
      [caa("issue", "letsencrypt")],
      [caa("issue", "lets encrypt.org")],
      [caa("issue", "letsencrypt.org; validationmethods=dns01")],
      [caa("issue", "evil.example")],
      [caa("issuevmc", "letsencrypt.org")],
      [caa("iodef", "security@shop.example")],
      [parts(DOMAIN, "CAA", { tag: "issue", value: "letsencrypt.org" })],
      [caa53("0 issue letsencrypt.org; validationmethods=dns-01")],
      [caa53('0 issue "amazon.com"', '0 issuewild "comodoca.com"')],
    ],
    good: [
      [caa("issue", "letsencrypt.org"), caa("issue", "pki.goog; cansignhttpexchanges=yes", "0")],
      [caa("issue", ";"), caa("issuemail", ";"), caa("issuevmc", "digicert.com", 128)],
      [caa53('0 issue "amazon.com"', '0 iodef "mailto:security@shop.example"', '0 contactemail "a@b.example"')],
      [caa("issue", "letsencrypt.org; accounturi=https://acme.example/acct/1; validationmethods=dns-01,ca-mail")],
    ],
    unknown: [[caa("issue", UNKNOWN_VALUE)], [caa53(UNKNOWN_VALUE)], unknownType],
  },
  CAA02: {
    bad: [
      [goodBimi, caa("issue", "letsencrypt.org"), caa("issuevmc", ";")],
      [goodBimi, caa53('0 issuevmc ";"')],
      [txt(`default._bimi.news.${DOMAIN}`, buildBimi(LOGO)), caa("issuevmc", "not valid.com")],
    ],
    good: [
      [goodBimi, caa("issuevmc", "digicert.com"), caa("issuevmc", ";")],
      [goodBimi, caa("issue", ";")],
      [bimi("v=BIMI1; l=https://shop.example/logo.svg; a="), caa("issuevmc", ";")],
      // The nearest records decide.
      [
        txt(`default._bimi.news.${DOMAIN}`, buildBimi(LOGO)),
        parts(`news.${DOMAIN}`, "CAA", { flags: 0, tag: "issue", value: "letsencrypt.org" }),
        caa("issuevmc", ";"),
      ],
    ],
    unknown: [[goodBimi, caa("issuevmc", UNKNOWN_VALUE)]],
  },
  CAA03: {
    bad: [
      [acm(DOMAIN), caa53('0 issue "letsencrypt.org"')],
      [acm(`www.${DOMAIN}`), caa53('0 issue ";"')],
      [acm(`*.${DOMAIN}`), caa53('0 issue "amazon.com"', '0 issuewild ";"')],
      [acm("other.example", { subjectAlternativeNames: [DOMAIN] }), caa("issue", "letsencrypt.org")],
      [acm(DOMAIN), caa53('0 issue "amazon.com"', '128 unknowntag "x"')],
    ],
    good: [
      [acm(DOMAIN), caa53('0 issue "letsencrypt.org"', '0 issue "amazontrust.com"')],
      [acm(`*.${DOMAIN}`), caa53('0 issue "amazon.com"')],
      [acm(DOMAIN)],
      [acm(DOMAIN), caa53('0 iodef "mailto:a@b.example"')],
      [acm(DOMAIN, { privateKey: "x" }), caa53('0 issue ";"')],
      [acm(DOMAIN, { certificateAuthorityArn: "arn:aws:acm-pca:x" }), caa53('0 issue ";"')],
      [acm(`www.${DOMAIN}`), caa53('0 issue ";"'), route53(`www.${DOMAIN}`, "CAA", ['0 issue "amazon.com"'])],
    ],
    unknown: [
      [acm(DOMAIN), caa53(UNKNOWN_VALUE)],
      [acm(UNKNOWN_VALUE), caa53('0 issue ";"')],
    ],
  },
  CAA04: {
    bad: [
      within(),
      within53(),
      within(caa("iodef", "mailto:a@shop.example")),
      within(goodBimi, caa("issue", "letsencrypt.org")),
      within(cloudflare("www.shop.example", "CAA", "", { data: { flags: 0, tag: "issue", value: "letsencrypt.org" } })),
    ],
    good: [
      within(caa("issue", "letsencrypt.org")),
      within(caa("issue", ";")),
      within(goodBimi, caa("issue", "letsencrypt.org"), caa("issuevmc", "digicert.com")),
      [...within53(), caa53('0 issue "amazon.com"')],
      [caa("iodef", "mailto:a@shop.example")],
    ],
    unknown: [
      within(cloudflare(UNKNOWN_VALUE, "CAA", "")),
      [...within53(), caa53(UNKNOWN_VALUE)],
      [{ ...ZONE, inputs: { ...ZONE.inputs, name: "eu.shop.example" } }],
    ],
  },
  DS01: {
    bad: [
      within(),
      within(signing("disabled")),
      within53(signing53("NOT_SIGNING")),
      [ROUTE53_ZONE, ZONE, SIGNED],
      [ds(`2371 13 1 ${"AB".repeat(20)}`)],
      [ds(`2371 7 2 ${SHA256}`)],
      [ds("2371 13 2 ABCD")],
      [parts("em", "DS", { keyTag: 2371, algorithm: 5, digestType: 2, digest: SHA256 })],
    ],
    good: [
      within(SIGNED),
      within53(signing53()),
      [ds(`2371 13 2 ${SHA256}`)],
      [parts("em", "DS", { keyTag: 2371, algorithm: 13, digestType: 2, digest: SHA256 })],
      [{ ...ZONE, inputs: { ...ZONE.inputs, type: "internal" } }],
    ],
    unknown: [within(signing(UNKNOWN_VALUE)), within({ ...SIGNED, edges: {} }), [ds(UNKNOWN_VALUE)]],
  },
  DNS05: {
    bad: [
      [cloudflare("www", "A", "192.0.2.1", { proxied: true, ttl: 300 })],
      [
        {
          ...cloudflare("www", "A", "192.0.2.1", { proxied: true, ttl: "300" }),
          type: "cloudflare:index/record:Record",
        },
      ],
    ],
    good: [
      [cloudflare("www", "A", "192.0.2.1", { proxied: true, ttl: 1 })],
      [cloudflare("www", "A", "192.0.2.1", { proxied: false, ttl: 300 })],
    ],
    unknown: [
      [cloudflare("www", "A", "192.0.2.1", { proxied: UNKNOWN_VALUE, ttl: 300 })],
      [cloudflare("www", "A", "192.0.2.1", { proxied: true, ttl: UNKNOWN_VALUE })],
    ],
  },
  DNS06: {
    bad: [
      [cloudflare(DOMAIN, "MX", "mx.example")],
      [route53(DOMAIN, "MX", ["mx.example"])],
      [route53(DOMAIN, "MX", ["70000 mx.example"])],
      [parts(DOMAIN, "MX", { target: "mx.example" })],
    ],
    good: [
      [mx("mx.example", 0)],
      [route53(DOMAIN, "MX", ["10 mx.example"])],
      [parts(DOMAIN, "MX", { priority: 10, target: "mx.example" })],
    ],
    unknown: [[cloudflare(DOMAIN, "MX", "mx.example", { priority: UNKNOWN_VALUE })], unknownType],
  },
  DNS07: {
    bad: [
      [without(cloudflare("www", "A", "192.0.2.1"), "content")],
      [cloudflare("www", "TXT", "")],
      [route53("www", "A", [])],
    ],
    good: [
      [cloudflare("www", "A", "192.0.2.1")],
      [cloudflare("www", "A", UNKNOWN_VALUE)],
      [caa("issue", ";")],
      [parts("_sip._tcp", "SRV", { port: 5060, priority: 1, target: "sip.example", weight: 1 })],
      [route53("www", "A", [], { aliases: [{ name: "lb.example", zoneId: "Z", evaluateTargetHealth: true }] })],
    ],
    unknown: [],
  },
  DNS08: {
    bad: [
      [cloudflare("www", "A", "192.0.2.1", { ttl: 5 })],
      [cloudflare("www", "A", "192.0.2.1", { ttl: "300s" })],
      [cloudflare("www", "A", "192.0.2.1", { ttl: 100_000 })],
      [without(route53("www", "A", ["192.0.2.1"]), "ttl")],
      [route53("www", "A", ["192.0.2.1"], { ttl: -1 })],
    ],
    good: [
      [cloudflare("www", "A", "192.0.2.1", { ttl: 1 })],
      [cloudflare("www", "A", "192.0.2.1", { ttl: 60 })],
      [route53("www", "A", ["192.0.2.1"], { ttl: 5 })],
      [without(route53("www", "A", [], { aliases: [{ name: "lb.example", zoneId: "Z" }] }), "ttl")],
    ],
    unknown: [
      [cloudflare("www", "A", "192.0.2.1", { ttl: UNKNOWN_VALUE })],
      [cloudflare("www", "A", "192.0.2.1", { ttl: 30 })],
    ],
  },
  DNS09: {
    bad: [within53(route53(DOMAIN, "CNAME", ["shops.example"])), within53(route53("", "CNAME", ["shops.example"]))],
    good: [
      within53(route53(`www.${DOMAIN}`, "CNAME", ["shops.example"])),
      within(cloudflare(DOMAIN, "CNAME", "shops.example")),
      within53(route53(DOMAIN, "A", [], { aliases: [{ name: "lb.example", zoneId: "Z" }] })),
    ],
    unknown: [
      within53(route53(DOMAIN, UNKNOWN_VALUE, ["x"])),
      within53(route53(UNKNOWN_VALUE, "CNAME", ["x.example"])),
    ],
  },
  DNS11: {
    bad: [
      [ZONE, placed(spf, "shop-id"), lost(goodDmarc, "outlet-id")],
      [ZONE, placed(spf, OWN_ID), lost(goodDmarc, OTHER_ID)],
      [
        { ...ZONE, inputs: { ...ZONE.inputs, id: OWN_ID } },
        lost(cloudflare("www.shop.example", "A", "192.0.2.1"), OTHER_ID),
      ],
      [OWN_ROUTE53_ZONE, lost(route53(DOMAIN, "TXT", ["v=spf1 -all"]), "Z9PRIVATE")],
      [OWN_ROUTE53_ZONE, lost(route53(DOMAIN, "CAA", ['0 issue "amazon.com"']), "Z9PRIVATE")],
    ],
    good: [
      [OWN_ROUTE53_ZONE, lost(route53(DOMAIN, "TXT", ["v=spf1 -all"]), "Z1OWN")],
      // Hosts may have other addresses within a private zone of the same name.
      [OWN_ROUTE53_ZONE, lost(route53(`www.${DOMAIN}`, "A", ["10.0.0.1"]), "Z9PRIVATE")],
      [ZONE, placed(spf, "shop-id"), lost(txt("_dmarc.other.example", "v=DMARC1; p=reject"), "outlet-id")],
      [ZONE, placed(spf, OWN_ID), lost(goodDmarc, OWN_ID)],
      [ZONE, placed(spf, OWN_ID), lost(txt("_dmarc.other.example", "v=DMARC1; p=reject"), OTHER_ID)],
      // Of a zone that another stack holds, or at another provider, nothing is known.
      [lost(spf, OTHER_ID)],
      [ROUTE53_ZONE, lost(spf, OTHER_ID)],
    ],
    unknown: [
      [ZONE, spf, lost(goodDmarc, OTHER_ID)],
      // The offline preview invents the id of the zone.
      [ZONE, placed(spf, "shop-5c52961"), lost(goodDmarc, OTHER_ID)],
    ],
  },
  DNS10: {
    bad: [
      within(cloudflare("em", "NS", "ns1.example"), txt(`em.${DOMAIN}`, "v=spf1 -all")),
      within(cloudflare("em", "NS", "ns1.example"), txt(`s1._domainkey.em.${DOMAIN}`, "v=DKIM1; p=")),
      within53(
        route53(`em.${DOMAIN}`, "NS", ["ns1.example"]),
        route53(`_dmarc.em.${DOMAIN}`, "TXT", ["v=DMARC1; p=reject"]),
      ),
    ],
    good: [
      within(cloudflare("em", "NS", "ns1.example"), txt(`xem.${DOMAIN}`, "v=spf1 -all")),
      within(cloudflare("em", "NS", "ns1.em.shop.example"), cloudflare("ns1.em", "A", "192.0.2.1")),
      within(cloudflare(DOMAIN, "NS", "ns1.example")),
      // The zone to which the name is delegated holds its own records.
      [
        ZONE,
        spf,
        cloudflare("em", "NS", "ns1.example"),
        { ...ROUTE53_ZONE, inputs: { name: "em.shop.example" } },
        route53(`em.${DOMAIN}`, "TXT", ["v=spf1 -all"]),
      ],
    ],
    unknown: [within(cloudflare("em", "NS", "ns1.example"), cloudflare(`em.${DOMAIN}`, UNKNOWN_VALUE, "x"))],
  },
  DM15: {
    bad: [
      within(txt(`*.${DOMAIN}`, "site-verification=1")),
      within(txt(`*.${DOMAIN}`, "v=spf1 -all")),
      [...parkedWithout("below"), txt(`*.${DOMAIN}`, "v=spf1 ~all")],
      [route53(`*.${DOMAIN}`, "TXT", ["v=spf1 -all"])],
    ],
    good: [
      parkedWithout(),
      parked53,
      // The same in a stack that does not hold the zone.
      parkedWithout().slice(1),
      within(txt(`*._report._dmarc.${DOMAIN}`, "v=DMARC1")),
      within(cloudflare("*", "A", "192.0.2.1")),
    ],
    unknown: [
      [ZONE, cloudflare(`*.${DOMAIN}`, "TXT", UNKNOWN_VALUE)],
      [...parkedWithout("spf"), cloudflare(DOMAIN, "TXT", UNKNOWN_VALUE)],
    ],
  },
  DM17: {
    bad: [[dmarc("v=DMARC1; p=reject")], [spf, parked.dmarc], [parked.dmarc]],
    good: [parkedWithout(), parkedWithout().slice(1), parked53],
    unknown: [[cloudflare(`_dmarc.${DOMAIN}`, "TXT", UNKNOWN_VALUE)]],
  },
  SPF24: {
    bad: [
      [ZONE, mx("mx.shop.example"), goodDmarc],
      [ZONE, mx("mx.shop.example"), txt(DOMAIN, "v=spf2 -all")],
      [ZONE, txt(`s1._domainkey.${DOMAIN}`, `v=DKIM1; p=${rsaKey(2048)}`)],
      [ROUTE53_ZONE, route53(DOMAIN, "MX", ["10 mx.shop.example"])],
    ],
    good: [
      [ZONE, mx("mx.shop.example"), txt(DOMAIN, "v=spf1 -all")],
      [ZONE, cloudflare("www", "A", "192.0.2.1")],
      [mx("mx.shop.example")],
    ],
    unknown: [
      [ZONE, mx("mx.shop.example"), cloudflare(DOMAIN, "TXT", UNKNOWN_VALUE)],
      [ZONE, mx("mx.shop.example"), cloudflare(UNKNOWN_VALUE, "TXT", "x")],
    ],
  },
};
