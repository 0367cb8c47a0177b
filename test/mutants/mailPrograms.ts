import * as aws from "@pulumi/aws";
import * as cloudflare from "@pulumi/cloudflare";
import {
  BimiRecord,
  CaaRecords,
  CertificatePlatform,
  DkimAlgorithm,
  DkimKey,
  DnsProvider,
  EmailDomain,
  esp,
  google,
  MtaSts,
  ParkedDomain,
  ParkedDomains,
  PolicyHost,
  ReportAuthorization,
  ses,
  type PolicyHostArgs,
} from "../../index.js";
import { ACCOUNT } from "../support/personas.js";
import { rsaKey } from "../support/records.js";
import { EXAMPLE_DAY, senderExamples, type ExampleContext } from "../support/senderExamples.js";
import { issuers, mailExchange, signedZone } from "../support/zones.js";
import { exampleKeys } from "./exampleKeys.js";
import type { Program } from "./subjects.js";

const DOMAIN = "shop.example";
const BRAND = "brand.example";
const REPORTS = { reportTo: [`dmarc@${DOMAIN}`] };
const PROVIDERS = [DnsProvider.Cloudflare, DnsProvider.Route53] as const;

/** A shop's mail with everything that belongs to its domain. */
const domain = (provider: DnsProvider) => (): void => {
  const zone = signedZone(provider, DOMAIN);
  mailExchange(zone, DOMAIN);
  const identity = new aws.sesv2.EmailIdentity("orders", { emailIdentity: DOMAIN });
  const mail = new EmailDomain("mail", {
    ...{ domain: DOMAIN, zone, dmarc: REPORTS, otherTexts: ["verification=1"] },
    senders: [
      google({ dkimKey: rsaKey(2048) }),
      ses({ dkimTokens: identity.dkimSigningAttributes.tokens, region: "eu-west-1" }),
    ],
  });
  new BimiRecord("logo", {
    ...{ domain: DOMAIN, zone, dmarc: mail.dmarc },
    ...{ logo: `https://${DOMAIN}/logo.svg`, evidence: `https://${DOMAIN}/logo.pem` },
  });
  new CaaRecords("certificates", {
    ...{ domain: DOMAIN, zone, platforms: [CertificatePlatform.Acm, CertificatePlatform.Shopify] },
    ...{ markAuthorities: ["digicert.com"], reportTo: `security@${DOMAIN}` },
  });
  new aws.acm.Certificate("www", {
    ...{ domainName: DOMAIN, subjectAlternativeNames: [`*.${DOMAIN}`], validationMethod: "DNS" },
  });
};

const sts = (provider: DnsProvider, host: PolicyHostArgs) => (): void => {
  const zone = signedZone(provider, DOMAIN);
  issuers(zone, DOMAIN);
  const named = { zoneId: zone.id, ttl: 3600 };
  const dmarc = `v=DMARC1; p=reject; sp=reject; rua=mailto:d@${DOMAIN}`;
  if (provider === DnsProvider.Cloudflare) {
    new cloudflare.DnsRecord("spf", { ...named, name: DOMAIN, type: "TXT", content: '"v=spf1 mx -all"' });
    new cloudflare.DnsRecord("dmarc", { ...named, name: `_dmarc.${DOMAIN}`, type: "TXT", content: `"${dmarc}"` });
    new cloudflare.DnsRecord("mx", { ...named, name: DOMAIN, type: "MX", content: `mx1.${DOMAIN}`, priority: 10 });
    new cloudflare.DnsRecord("host", { ...named, name: `mx1.${DOMAIN}`, type: "A", content: "192.0.2.25" });
  } else {
    new aws.route53.Record("spf", { ...named, name: DOMAIN, type: "TXT", records: ["v=spf1 mx -all"] });
    new aws.route53.Record("dmarc", { ...named, name: `_dmarc.${DOMAIN}`, type: "TXT", records: [dmarc] });
    new aws.route53.Record("mx", { ...named, name: DOMAIN, type: "MX", records: [`10 mx1.${DOMAIN}`] });
    new aws.route53.Record("host", { ...named, name: `mx1.${DOMAIN}`, type: "A", records: ["192.0.2.25"] });
  }
  new MtaSts("sts", { domain: DOMAIN, zone, mx: [`mx1.${DOMAIN}`], host, tlsReportTo: [`tls@${DOMAIN}`] });
};

/** A brand whose lookalikes send nothing, and report to it. */
const portfolio = (provider: DnsProvider) => (): void => {
  const zone = signedZone(provider, BRAND, "brand");
  mailExchange(zone, BRAND);
  issuers(zone, BRAND);
  const dmarc = { reportTo: [`dmarc@${BRAND}`] };
  new EmailDomain("mail", { domain: BRAND, zone, senders: [google({ dkimKey: rsaKey(2048) })], dmarc });
  const names = ["brand-shop.example", "brandshop.example"];
  new ParkedDomains("lookalikes", {
    domains: names.map((name) => ({ domain: name, zone: signedZone(provider, name, name) })),
    ...{ ...dmarc, reportZone: zone },
  });
  const sale = { zone: signedZone(provider, "sale.example", "sale"), domain: "sale.example" };
  new ParkedDomain("sale", { ...sale, ...dmarc, certificateAuthorities: ["amazon.com"] });
  new ReportAuthorization("reports", { zone, destination: BRAND, domains: [sale.domain] });
};

/** A sender with a key pair of the program's own. */
const ownKeys = (): void => {
  const zone = signedZone(DnsProvider.Cloudflare, DOMAIN);
  mailExchange(zone, DOMAIN);
  issuers(zone, DOMAIN);
  const rsa = new DkimKey("r1", { domain: DOMAIN, selector: "r1" });
  const ed25519 = new DkimKey("e1", { domain: DOMAIN, selector: "e1", algorithm: DkimAlgorithm.Ed25519 });
  const orders = new DkimKey("orders", { domain: DOMAIN, selector: "s1" });
  new aws.sesv2.EmailIdentity("identity", {
    emailIdentity: DOMAIN,
    dkimSigningAttributes: { domainSigningSelector: "s1", domainSigningPrivateKey: orders.privateKey },
  });
  const current = { ...rsa.publication, ed25519: ed25519.publication };
  new EmailDomain("mail", {
    ...{ domain: DOMAIN, zone, dmarc: REPORTS, today: EXAMPLE_DAY },
    senders: [
      esp({ name: "Own server", include: "spf.service.example", dkimRotation: { current, since: "2026-05-20" } }),
      ses({ region: "eu-west-1", selector: "s1", dkimKey: orders.publicKey }),
    ],
  });
};

const context = (): ExampleContext => ({ domain: DOMAIN, key: exampleKeys() });
/** Of a service that the catalogue does not know, the team says in the pack's settings that it is wanted. */
const settings = { spfIncludes: ["service.example"] };
/** The account of the keys that sign zones. */
const own = { trustedAccounts: [ACCOUNT] };
const PARKED = ["ParkedDomain", "ParkedDomains", "ReportAuthorization"];

/** Programs of the mail components, by what they show. */
export const mailPrograms: Readonly<Record<string, Program>> = {
  ...Object.fromEntries(PROVIDERS.map((provider) => [`mail at ${provider}`, { run: domain(provider), settings: own }])),
  ...Object.fromEntries(
    PROVIDERS.map((provider) => [
      `parked domains at ${provider}`,
      { run: portfolio(provider), settings: own, components: PARKED },
    ]),
  ),
  "MTA-STS by a Worker": {
    run: sts(DnsProvider.Cloudflare, { kind: PolicyHost.Worker, accountId: "account-id" }),
    components: ["MtaSts"],
  },
  "MTA-STS by CloudFront": {
    run: sts(DnsProvider.Route53, { kind: PolicyHost.CloudFront }),
    settings: own,
    components: ["MtaSts"],
  },
  "keys of one's own": { run: ownKeys, settings, today: EXAMPLE_DAY, components: ["DkimKey", "EmailDomain"] },
  ...Object.fromEntries(
    senderExamples.map(({ title, make }, index): [string, Program] => {
      const provider = PROVIDERS[index % 2] ?? DnsProvider.Cloudflare;
      const run = (): void => {
        const zone = signedZone(provider, DOMAIN);
        mailExchange(zone, DOMAIN);
        issuers(zone, DOMAIN);
        const senders = [make(context())];
        new EmailDomain("mail", { domain: DOMAIN, zone, senders, dmarc: REPORTS, today: EXAMPLE_DAY });
      };
      return [`sender ${title}`, { run, settings, today: EXAMPLE_DAY, components: ["EmailDomain"] }];
    }),
  ),
};
