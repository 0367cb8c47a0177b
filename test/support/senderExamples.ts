import type { SenderKey } from "../../baseline/email/senders/catalogue.js";
import {
  brevo,
  cloudflareEmailRouting,
  esp,
  google,
  hubspot,
  klaviyo,
  mailchimp,
  mailgun,
  mailjet,
  mandrill,
  microsoft365,
  postmark,
  resend,
  sendgrid,
  ses,
  shopify,
  zendesk,
  type SenderArgs,
} from "../../index.js";

/** For whom an example is, and what makes its keys. */
export interface ExampleContext {
  readonly domain: string;
  /** Gives a public key as base64: SubjectPublicKeyInfo of RSA with 2048 bits, or the 32 octets of Ed25519. */
  readonly key: (type?: "rsa" | "ed25519") => string;
}

/** The day on which the examples are as good as they can be. */
export const EXAMPLE_DAY = "2026-06-01";

const dashed = (domain: string): string => domain.replaceAll(".", "-");

/**
 * Arguments for every sender of the catalogue in all its ways, as a shop gives them. The type demands an entry for a new
 * one; golden table, judgement by the pack and judgement by receivers follow from it.
 */
export const SENDER_EXAMPLES: Readonly<
  Record<SenderKey, Readonly<Record<string, (context: ExampleContext) => SenderArgs>>>
> = {
  brevo: {
    aliases: ({ domain }) =>
      brevo({
        code: "brevo-code:0123456789abcdef0123456789abcdef",
        dkim1Target: `b1.${dashed(domain)}.dkim.brevo.com`,
        dkim2Target: `b2.${dashed(domain)}.dkim.brevo.com`,
        returnPath: { host: "r.mail", target: `mail-${dashed(domain)}.r.brand.brevosend.com` },
      }),
    key: ({ key }) => brevo({ code: "brevo-code:0123456789abcdef0123456789abcdef", dkimKey: key() }),
  },
  cloudflareEmailRouting: {
    routing: ({ key }) => cloudflareEmailRouting({ dkimKey: `v=DKIM1; h=sha256; k=rsa; p=${key()}` }),
  },
  esp: {
    aliases: () =>
      esp({
        name: "Service by CNAME",
        dkim: [
          { selector: "s1", target: "s1.domainkey.cname.service.example" },
          { selector: "s2", target: "s2.domainkey.cname.service.example" },
        ],
        returnPath: { host: "em", target: "bounces.cname.service.example" },
      }),
    include: ({ key }) =>
      esp({
        name: "Service by include",
        dkim: [
          { selector: "inc", key: key() },
          { selector: "inc-ed", key: `v=DKIM1; k=ed25519; p=${key("ed25519")}` },
        ],
        include: "spf.include.service.example",
        lookups: 3,
      }),
    dkim: () => esp({ name: "Service by DKIM alone", dkim: [{ selector: "k1", target: "dkim.own.service.example" }] }),
    below: ({ key }) =>
      esp({
        name: "Service below the domain",
        dkim: [{ selector: "k1", key: key(), host: "news" }],
        returnPath: { host: "news", include: "spf.below.service.example", exchange: "mx.below.service.example" },
      }),
    rotation: ({ key }) =>
      esp({
        name: "Own server",
        include: "spf.own-server.service.example",
        dkimRotation: {
          current: { selector: "r2", key: key(), ed25519: { selector: "e2", key: key("ed25519") } },
          since: "2026-05-20",
          next: { selector: "r3", key: key(), ed25519: { selector: "e3", key: key("ed25519") } },
          previous: { selector: "r1" },
        },
      }),
  },
  google: { workspace: ({ key }) => google({ dkimKey: key() }) },
  hubspot: {
    shared: ({ domain }) =>
      hubspot({
        portalId: "1234567",
        hs1Target: `${dashed(domain)}.hs01a.dkim.hubspotemail.net`,
        hs2Target: `${dashed(domain)}.hs01b.dkim.hubspotemail.net`,
      }),
  },
  klaviyo: {
    dynamic: () =>
      klaviyo({
        verification: "klaviyo-site-verification=AbCdEf",
        sendingDomain: "send",
        nameServers: ["ns1.klaviyo.com", "ns2.klaviyo.com"],
      }),
    static: () =>
      klaviyo({
        verification: "klaviyo-site-verification=AbCdEf",
        cnames: [
          { host: "send", target: "u161779.wl030.sendgrid.net" },
          { host: "kl._domainkey", target: "kl.domainkey.u161779.wl030.sendgrid.net" },
          { host: "kl2._domainkey", target: "kl2.domainkey.u161779.wl030.sendgrid.net" },
        ],
      }),
  },
  mailchimp: { campaigns: () => mailchimp({}) },
  mailgun: {
    delegated: () =>
      mailgun({
        host: "mg",
        dkimTargets: ["pdk1._domainkey.9d876.dkim1.mailgun.com", "pdk2._domainkey.9d876.dkim1.mailgun.com"],
      }),
    key: ({ key }) => mailgun({ host: "mg", selector: "smtp", dkimKey: `k=rsa; p=${key()}` }),
  },
  mailjet: {
    plain: ({ key }) => mailjet({ dkimKey: `k=rsa; p=${key()}` }),
    branded: ({ key }) => mailjet({ dkimKey: `k=rsa; p=${key()}`, returnPath: "bnc3" }),
  },
  mandrill: {
    plain: () => mandrill({}),
    branded: () => mandrill({ verification: "mandrill_verify.AbCdEf-123_456", returnPath: "mandrill" }),
  },
  microsoft365: {
    partition: ({ domain }) =>
      microsoft365({
        selector1Target: `selector1-${dashed(domain)}._domainkey.fernwood.n-v1.dkim.mail.microsoft`,
        selector2Target: `selector2-${dashed(domain)}._domainkey.fernwood.n-v1.dkim.mail.microsoft`,
      }),
    legacy: ({ domain }) =>
      microsoft365({
        selector1Target: `selector1-${dashed(domain)}._domainkey.fernwood.onmicrosoft.com`,
        selector2Target: `selector2-${dashed(domain)}._domainkey.fernwood.onmicrosoft.com`,
      }),
  },
  postmark: {
    server: ({ key }) => postmark({ selector: "20260420123456pm", dkimKey: `k=rsa;p=${key()}` }),
  },
  resend: { ireland: ({ key }) => resend({ region: "eu-west-1", dkimKey: `p=${key()}` }) },
  sendgrid: {
    automated: () => sendgrid({ host: "em1234", target: "u123.wl456.sendgrid.net" }),
    manual: ({ key }) => sendgrid({ host: "em1234", dkimKey: `k=rsa; t=s; p=${key()}` }),
  },
  ses: {
    easy: () => ses({ region: "eu-west-1", dkimTokens: ["sestoken1", "sestoken2", "sestoken3"] }),
    regional: () => ses({ region: "eu-south-1", dkimTokens: ["sestoken1", "sestoken2", "sestoken3"] }),
    own: ({ key }) => ses({ region: "eu-west-1", selector: "ses-2026", dkimKey: key(), mailFrom: "orders-bounce" }),
  },
  shopify: {
    shop: () =>
      shopify({
        cnames: [
          { host: "abc._domainkey", target: "dkim1.71c7ab9a65e3.p479.email.myshopify.com" },
          { host: "abc2._domainkey", target: "dkim2.71c7ab9a65e3.p479.email.myshopify.com" },
          { host: "mailerabc", target: "71c7ab9a65e3.p479.email.myshopify.com" },
          { host: "pdk1._domainkey.mailerxyz", target: "dkim3.9356d00f962a.p705.email.myshopify.com" },
          { host: "pdk2._domainkey.mailerxyz", target: "dkim4.9356d00f962a.p705.email.myshopify.com" },
          { host: "mailerxyz", target: "9356d00f962a.p705.email.myshopify.com" },
        ],
      }),
  },
  zendesk: { support: () => zendesk({ verification: "a1b2c3d4e5f6" }) },
};

/** One example: a service in one of its ways. */
export interface SenderExample {
  /** For example `sendgrid manual`. */
  readonly title: string;
  readonly service: SenderKey;
  readonly make: (context: ExampleContext) => SenderArgs;
}

/** All examples, services in the order of the catalogue. */
export const senderExamples: readonly SenderExample[] = Object.entries(SENDER_EXAMPLES).flatMap(([service, ways]) =>
  Object.entries(ways).map(([way, make]) => ({ title: `${service} ${way}`, service: service as SenderKey, make })),
);
