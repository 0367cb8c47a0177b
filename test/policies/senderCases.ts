import { generateKeyPairSync } from "node:crypto";
import { secret, UNKNOWN_VALUE, type Given } from "../support/pack.js";
import { cloudflare, route53, ROUTE53_ZONE, rsaKey, txt, ZONE } from "../support/records.js";
import type { RuleCase } from "./ruleCase.js";

const spf = (text: string): Given => txt("shop.example", text);
const key = (name: string, text = `v=DKIM1; k=rsa; p=${rsaKey(2048)}`): Given => txt(`${name}.shop.example`, text);
const dmarc = (tags: string): Given => {
  return txt("_dmarc.shop.example", `v=DMARC1; p=reject; ${tags}; rua=mailto:a@shop.example`);
};
const hiddenText = [[cloudflare("shop.example", "TXT", UNKNOWN_VALUE)]];
const hiddenKey = [
  [cloudflare("s1._domainkey.shop.example", "TXT", UNKNOWN_VALUE)],
  [cloudflare(UNKNOWN_VALUE, "TXT", UNKNOWN_VALUE)],
];
const keyless = "v=DKIM1; k=rsa; p=";
const privateKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs8", format: "der" })
  .toString("base64");
const identity = (dkimSigningAttributes: unknown): Given => ({
  type: "aws:sesv2/emailIdentity:EmailIdentity",
  name: "orders",
  inputs: { emailIdentity: "shop.example", dkimSigningAttributes },
});
const mailgun = [key("smtp._domainkey.mg"), txt("mg.shop.example", "v=spf1 include:mailgun.org ~all")];
const otherKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .publicKey.export({ type: "spki", format: "der" })
  .toString("base64");

/** Cases of the rules on senders, their includes and their keys. */
export const senderCases: Readonly<Record<string, RuleCase>> = {
  SPF12: {
    bad: [[cloudflare("shop.example", "SPF", "v=spf1 -all")], [route53("shop.example", "spf", ["v=spf1 -all"])]],
    good: [[spf("v=spf1 -all")]],
    unknown: [[cloudflare("shop.example", UNKNOWN_VALUE, "v=spf1 -all")]],
  },
  SPF16: {
    bad: [
      [ZONE, cloudflare("bounce.shop.example", "MX", "feedback-smtp.eu-west-1.amazonses.com", { priority: 10 })],
      [ROUTE53_ZONE, route53("bounce", "MX", ["10 feedback-smtp.eu-west-1.amazonses.com"])],
    ],
    good: [
      [
        ZONE,
        cloudflare("bounce.shop.example", "MX", "feedback-smtp.eu-west-1.amazonses.com", { priority: 10 }),
        txt("bounce.shop.example", "v=spf1 include:amazonses.com ~all"),
      ],
      [ZONE, cloudflare("shop.example", "MX", "smtp.google.com", { priority: 1 })],
      [ZONE, cloudflare("quiet.shop.example", "MX", ".", { priority: 0 })],
      [cloudflare("bounce.elsewhere.example", "MX", "mx.example", { priority: 10 })],
    ],
    unknown: [
      [
        ZONE,
        cloudflare("bounce.shop.example", "MX", "mx.example", { priority: 10 }),
        cloudflare(UNKNOWN_VALUE, "TXT", UNKNOWN_VALUE),
      ],
    ],
  },
  SPF17: {
    bad: [
      [ZONE, spf("v=spf1 include:_spf.google.com include:sendgrid.net ~all")],
      [ZONE, cloudflare("@", "TXT", '"v=spf1 include:amazonses.com ~all"')],
      [ROUTE53_ZONE, route53("shop.example", "TXT", ["v=spf1 include:1234567.spf02.hubspotemail.net ~all"])],
    ],
    good: [
      [ZONE, spf("v=spf1 include:_spf.google.com ~all")],
      [ZONE, txt("bounce.shop.example", "v=spf1 include:amazonses.com ~all")],
      // The zone's name is itself the MAIL FROM domain of the service.
      [
        ZONE,
        spf("v=spf1 include:amazonses.com ~all"),
        cloudflare("shop.example", "MX", "feedback-smtp.eu-west-1.amazonses.com", { priority: 10 }),
      ],
      // Whose name is that of a zone cannot be known of records alone.
      [spf("v=spf1 include:sendgrid.net ~all")],
    ],
    unknown: [
      ...hiddenText,
      [
        ZONE,
        spf("v=spf1 include:amazonses.com ~all"),
        cloudflare("shop.example", "MX", UNKNOWN_VALUE, { priority: 10 }),
      ],
    ],
  },
  SPF18: {
    bad: [
      [spf("v=spf1 include:servers.mcsv.net ~all")],
      [txt("news.shop.example", "v=spf1 include:spf.mtasv.net ~all")],
      [route53("shop.example", "TXT", ["v=spf1 include:SHOPS.shopify.com ~all"])],
    ],
    good: [
      [spf("v=spf1 include:_spf.google.com ~all")],
      [txt("mg.shop.example", "v=spf1 include:mailgun.org ~all")],
      // Behind all, nobody looks at it; SPF10 says so.
      [spf("v=spf1 -all include:servers.mcsv.net")],
    ],
    unknown: hiddenText,
  },
  SPF21: {
    bad: [
      [spf("spf2.0/mfrom,pra include:_spf.google.com ~all")],
      [txt("news.shop.example", "SPF2.0/pra ?all")],
      [route53("shop.example", "TXT", ["v=spf1 -all", "spf2.0/pra -all"])],
    ],
    good: [[spf("v=spf1 -all")], [spf("About spf2.0/pra")], [spf("spf2.0-verification=1")]],
    unknown: hiddenText,
  },
  SPF22: {
    bad: [
      [ZONE, spf("v=spf1 include:_spf.gooogle.com ~all")],
      [ZONE, cloudflare("@", "TXT", '"v=spf1 redirect=_spf.vendor.com"')],
      [route53("news.shop.example", "TXT", ["v=spf1 exists:%{i}._spf.Vendor.com -all"])],
      [spf("v=spf1 include:%{ir}.%{v}.%{d}.spf.vendor.com -all")],
      // Neither the name of a known service before a dot, nor behind a hyphen, makes a host its own.
      [spf("v=spf1 include:_spf.google.com.vendor.com include:x-mailgun.org -all")],
      [ZONE, spf("v=spf1 mx:vendor.com -all")],
      [spf("v=spf1 a:host.vendor.com/24 -all")],
    ],
    good: [
      [spf("v=spf1 include:_spf.google.com include:spf.protection.outlook.com include:mail.zendesk.com ~all")],
      [txt("mg.shop.example", "v=spf1 include:eu.mailgun.org ~all")],
      [spf("v=spf1 include:_spf.shop.example a:mx.shop.example mx ~all")],
      [ZONE, txt("news.other.example", "v=spf1 include:_spf.shop.example ~all")],
      // SPF18 and SPF17 tell of these.
      [spf("v=spf1 include:servers.mcsv.net include:1234567.spf02.hubspotemail.net ~all")],
      // Whose mail matches these does not pass by them.
      [spf("v=spf1 -include:blocked.vendor.com ?include:trial.vendor.com ~all")],
      [spf("v=spf1 exists:%{i}._ip.%{d} -all")],
      [spf("v=spf1 -all include:_spf.vendor.com")],
    ],
    unknown: [
      ...hiddenText,
      [cloudflare(UNKNOWN_VALUE, "TXT", '"v=spf1 include:_spf.vendor.com ~all"')],
      [cloudflare("news", "TXT", '"v=spf1 include:_spf.vendor.com ~all"')],
    ],
  },
  DK09: {
    bad: [
      [key("20250101pm._domainkey")],
      [key("s2025-06._domainkey")],
      [key("s1._domainkey", `v=DKIM1; k=rsa; n=signs-since-2025-11-01; p=${rsaKey(2048)}`)],
    ],
    good: [
      [key("20260101pm._domainkey")],
      // A month means its last day.
      [key("s202512._domainkey")],
      [key("s1._domainkey")],
      [key("cf2024-1._domainkey")],
      [key("20200101pm._domainkey", keyless)],
      // Since when it signs counts, not when it was made.
      [key("20250101._domainkey", `v=DKIM1; k=rsa; n=signs-since-2026-05-01; p=${rsaKey(2048)}`)],
    ],
    unknown: hiddenKey,
  },
  DK10: {
    bad: [
      [key("my_selector._domainkey")],
      [key("-s1._domainkey")],
      [txt("_domainkey.shop.example", `v=DKIM1; k=rsa; p=${rsaKey(2048)}`)],
      [cloudflare("s 1._domainkey.shop.example", "CNAME", "s1.example")],
      [cloudflare(`${"s".repeat(64)}._domainkey.shop.example`, "CNAME", "s1.example")],
      [key("s1._domainkey.shop.example._domainkey")],
    ],
    good: [
      [key("s1._domainkey")],
      [key("2026.north._domainkey")],
      [key("pdk1._domainkey.mg")],
      [txt("*._domainkey.shop.example", keyless)],
      [cloudflare("_domainkey.shop.example", "NS", "ns1.example")],
    ],
    unknown: [
      [cloudflare(UNKNOWN_VALUE, "CNAME", "x.dkim.amazonses.com")],
      [cloudflare(UNKNOWN_VALUE, "TXT", "v=DKIM1; p=")],
    ],
  },
  DK11: {
    bad: [
      [key("s1._domainkey"), key("s2._domainkey")],
      [key("s1._domainkey"), txt("s1._domainkey.outlet.example", `p=${rsaKey(2048)}`)],
      [route53("s1._domainkey.shop.example", "TXT", [`p=${rsaKey(2048)}`]), key("s2._domainkey")],
    ],
    good: [
      [key("s1._domainkey"), key("s2._domainkey", `v=DKIM1; k=rsa; p=${otherKey}`)],
      // While a domain moves, both providers hold the same name.
      [ZONE, ROUTE53_ZONE, key("s1._domainkey"), route53("s1._domainkey", "TXT", [`p=${rsaKey(2048)}`])],
      // One key for all customers of Cloudflare Email Routing.
      [key("cf2024-1._domainkey"), txt("cf2024-1._domainkey.outlet.example", `p=${rsaKey(2048)}`)],
      [key("s1._domainkey", keyless), key("s2._domainkey", keyless)],
    ],
    unknown: hiddenKey,
  },
  DK12: {
    bad: [
      [identity({ domainSigningSelector: "s1", domainSigningPrivateKey: privateKey })],
      // Another property that is a secret says nothing of this one.
      [identity({ domainSigningSelector: secret("s1"), domainSigningPrivateKey: privateKey })],
    ],
    good: [
      [identity({ domainSigningSelector: "s1", domainSigningPrivateKey: secret(privateKey) })],
      [identity(secret({ domainSigningSelector: "s1", domainSigningPrivateKey: privateKey }))],
      [identity({ nextSigningKeyLength: "RSA_2048_BIT" })],
      [{ ...identity({}), inputs: { emailIdentity: "shop.example" } }],
    ],
    unknown: [
      [identity(UNKNOWN_VALUE)],
      [identity({ domainSigningSelector: "s1", domainSigningPrivateKey: UNKNOWN_VALUE })],
    ],
  },
  DK13: {
    bad: [
      [ZONE, cloudflare("s1._domainkey.shop.example", "CNAME", "dkim.vendor.com")],
      [ROUTE53_ZONE, route53("s1._domainkey", "CNAME", ["s1.dkim.vendor.com."])],
      [ZONE, cloudflare("_domainkey.shop.example", "NS", "ns1.vendor.com")],
      // A known name before a dot, or a label that services use, makes a host nobody's own.
      [ZONE, cloudflare("k2._domainkey.shop.example", "CNAME", "dkim2.mcsv.net.vendor.com")],
      [ZONE, cloudflare("k2._domainkey.shop.example", "CNAME", "k2._domainkey.vendor.com")],
    ],
    good: [
      [ZONE, cloudflare("k2._domainkey.shop.example", "CNAME", "dkim2.mcsv.net")],
      [ROUTE53_ZONE, route53("s1._domainkey", "CNAME", ["s1.domainkey.u123.wl456.sendgrid.net"])],
      [ZONE, cloudflare("s1._domainkey.shop.example", "CNAME", "s1._domainkey.keys.shop.example")],
      [key("s1._domainkey")],
      [ZONE, cloudflare("www.shop.example", "CNAME", "shops.vendor.com")],
    ],
    unknown: [
      [ZONE, cloudflare("s1._domainkey.shop.example", "CNAME", UNKNOWN_VALUE)],
      [ZONE, cloudflare("s1._domainkey.shop.example", UNKNOWN_VALUE, "x")],
    ],
  },
  DM21: {
    bad: [
      [ZONE, cloudflare("_dmarc.shop.example", "CNAME", "shop.dmarc-service.example")],
      [ZONE, cloudflare("_dmarc.news.shop.example", "CNAME", "policy.vendor.com")],
      [ROUTE53_ZONE, route53("_dmarc", "NS", ["ns1.vendor.com."])],
    ],
    good: [
      [ZONE, dmarc("sp=reject")],
      [ZONE, cloudflare("_dmarc.news.shop.example", "CNAME", "_dmarc.shop.example")],
      [ROUTE53_ZONE, route53("www", "CNAME", ["shops.vendor.com"])],
    ],
    unknown: [
      [ZONE, cloudflare("_dmarc.shop.example", "CNAME", UNKNOWN_VALUE)],
      [ZONE, cloudflare("_dmarc.shop.example", UNKNOWN_VALUE, "x")],
    ],
  },
  DM13: {
    bad: [
      [ZONE, dmarc("adkim=s"), ...mailgun],
      [ZONE, dmarc("aspf=s"), ...mailgun],
      [ZONE, dmarc("aspf=s"), cloudflare("pm-bounces.shop.example", "CNAME", "pm.mtasv.net")],
      [ZONE, dmarc("adkim=s"), cloudflare("pdk1._domainkey.mailerabc", "CNAME", "dkim3.p1.email.myshopify.com")],
    ],
    good: [
      [ZONE, dmarc("adkim=r; aspf=r"), ...mailgun],
      [ZONE, dmarc("adkim=s; aspf=s"), spf("v=spf1 include:_spf.google.com ~all"), key("google._domainkey")],
      [ZONE, dmarc("aspf=s"), txt("www.shop.example", "v=spf1 -all")],
      [ZONE, dmarc("adkim=s"), key("old._domainkey.mg", keyless)],
      // A subdomain with a DMARC record of its own is a domain of its own.
      [
        ZONE,
        dmarc("adkim=s; aspf=s"),
        ...mailgun,
        txt("_dmarc.mg.shop.example", "v=DMARC1; p=reject; rua=mailto:a@shop.example"),
      ],
    ],
    unknown: [
      [cloudflare("_dmarc.shop.example", "TXT", UNKNOWN_VALUE)],
      [ZONE, dmarc("adkim=s"), cloudflare(UNKNOWN_VALUE, "CNAME", "x.dkim.amazonses.com")],
    ],
  },
};
