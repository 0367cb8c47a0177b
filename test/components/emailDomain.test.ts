import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { fromCloudflareTxt, fromRoute53Txt } from "../../baseline/email/txt.js";
import {
  DmarcPolicy,
  DnsProvider,
  EmailDomain,
  esp,
  google,
  ses,
  type EmailDomainArgs,
  type SenderArgs,
} from "../../index.js";
import { presets } from "../../policies/presets.js";
import { run, UNKNOWN_VALUE } from "../support/pack.js";
import { deploy, type Registered, refusalOf } from "../support/program.js";
import { issuers, mailExchange, signedZone } from "../support/zones.js";
import { rsaKey } from "../support/records.js";

const DOMAIN = "shop.example";

const good = (): EmailDomainArgs => ({
  domain: DOMAIN,
  zone: { provider: DnsProvider.Cloudflare, id: "zone-id" },
  senders: [google({ dkimKey: rsaKey(2048) }), ses({ dkimTokens: ["t1", "t2", "t3"], region: "eu-west-1" })],
  dmarc: { reportTo: [`dmarc@${DOMAIN}`] },
});

/** The records in zone-file order of the program, with texts decoded. */
function records(registered: readonly Registered[]): string[] {
  return registered
    .flatMap(({ type, inputs }) => {
      if (type === "cloudflare:index/dnsRecord:DnsRecord") {
        const decoded = inputs["type"] === "TXT" ? fromCloudflareTxt(String(inputs["content"])) : undefined;
        const content = decoded?.ok
          ? decoded.value.text
          : `${inputs["priority"] === undefined ? "" : `${Number(inputs["priority"])} `}${String(inputs["content"])}`;
        return `${String(inputs["name"])} ${String(inputs["type"])} ${content}`;
      }
      if (type !== "aws:route53/record:Record") return [];
      return (inputs["records"] as string[]).map((value) => {
        const decoded = inputs["type"] === "TXT" ? fromRoute53Txt(value) : undefined;
        return `${String(inputs["name"])} ${String(inputs["type"])} ${decoded?.ok ? decoded.value.text : value}`;
      });
    })
    .sort();
}

const EXPECTED = (key: string): string[] =>
  [
    "shop.example TXT v=spf1 include:_spf.google.com ~all",
    "_dmarc.shop.example TXT v=DMARC1; p=reject; sp=reject; np=reject; rua=mailto:dmarc@shop.example",
    `google._domainkey.shop.example TXT v=DKIM1; k=rsa; p=${key}`,
    "t1._domainkey.shop.example CNAME t1.dkim.amazonses.com",
    "t2._domainkey.shop.example CNAME t2.dkim.amazonses.com",
    "t3._domainkey.shop.example CNAME t3.dkim.amazonses.com",
    "bounce.shop.example MX 10 feedback-smtp.eu-west-1.amazonses.com",
    "bounce.shop.example TXT v=spf1 include:amazonses.com ~all",
  ].sort();

describe("the records", () => {
  test("at Cloudflare are exactly these", async () => {
    expect(records(await deploy(() => new EmailDomain("mail", good())))).toEqual(EXPECTED(rsaKey(2048)));
  });

  test("at Route 53 are the same", async () => {
    const registered = await deploy(
      () => new EmailDomain("mail", { ...good(), zone: { provider: DnsProvider.Route53, id: "Z1" } }),
    );
    expect(records(registered)).toEqual(EXPECTED(rsaKey(2048)));
  });

  test("at Route 53 all texts of the domain's name are one record set", async () => {
    const registered = await deploy(
      () =>
        new EmailDomain("mail", {
          ...good(),
          zone: { provider: DnsProvider.Route53, id: "Z1" },
          otherTexts: ["verification=1", pulumi.output("verification=2")],
        }),
    );
    const apex = registered.filter(({ inputs }) => inputs["name"] === DOMAIN);
    expect(apex.map(({ inputs }) => inputs["records"])).toEqual([
      ["v=spf1 include:_spf.google.com ~all", "verification=1", "verification=2"],
    ]);
  });

  test("at Cloudflare are never proxied, have whole names, and long texts are in strings of 255 octets", async () => {
    const registered = (await deploy(() => new EmailDomain("mail", good()))).filter(({ type }) =>
      type.startsWith("cloudflare:"),
    );
    expect(registered.map(({ inputs }) => inputs["proxied"])).toEqual(registered.map(() => false));
    for (const { inputs } of registered) expect(inputs["name"]).toMatch(/(^|\.)shop\.example$/);
    const key = String(registered.find(({ name }) => name === "mail-dkim-google")?.inputs["content"]);
    expect(key).toMatch(/^"[^"]{1,255}" "[^"]{1,255}"$/);
  });

  test("are children of the component and named after it", async () => {
    const registered = await deploy(() => new EmailDomain("mail", good()));
    const component = registered.find(({ type }) => type === "storefront-baseline:index:EmailDomain");
    for (const { name, parent } of registered.filter(({ type }) => type.startsWith("cloudflare:"))) {
      expect(name).toMatch(/^mail-/);
      expect(parent).toBe(component?.urn);
    }
  });

  test("of an unknown SES identity have the same resource names before and after the deploy", async () => {
    const program = (): void => {
      const identity = new aws.sesv2.EmailIdentity("orders", { emailIdentity: DOMAIN });
      new EmailDomain("mail", {
        ...good(),
        senders: [ses({ dkimTokens: identity.dkimSigningAttributes.tokens, region: "eu-west-1" })],
      });
    };
    const before = await deploy(program, { preview: true });
    const after = await deploy(program);
    expect(before.map(({ name }) => name)).toEqual(after.map(({ name }) => name));
    expect(before.find(({ name }) => name === "mail-dkim-ses-1")?.inputs["name"]).toBe(UNKNOWN_VALUE);
    expect(after.find(({ name }) => name === "mail-dkim-ses-1")?.inputs["name"]).toBe("token1._domainkey.shop.example");
  });

  test("of a service with its own bounce domain leave SPF at the domain's name alone", async () => {
    const sender = esp({
      name: "Postmark",
      dkim: [{ selector: "2026pm", key: rsaKey(2048) }],
      returnPath: { host: "pm-bounces", target: "pm.mtasv.net" },
    });
    const registered = await deploy(() => new EmailDomain("mail", { ...good(), senders: [sender] }));
    expect(records(registered)).toContain("pm-bounces.shop.example CNAME pm.mtasv.net");
    expect(records(registered)).toContain("shop.example TXT v=spf1 -all");
  });
});

describe("bad input is refused at once, before any resource is registered", () => {
  const refuse = (change: (args: EmailDomainArgs) => EmailDomainArgs): Promise<string> =>
    refusalOf(() => new EmailDomain("mail", change(good())));
  const withSenders =
    (...senders: SenderArgs[]) =>
    (args: EmailDomainArgs): EmailDomainArgs => ({ ...args, senders });

  test.each<[string, (args: EmailDomainArgs) => EmailDomainArgs, RegExp]>([
    ["a URL as domain", (args) => ({ ...args, domain: "https://shop.example" }), /domain: .*URL/],
    [
      "an unknown zone provider",
      (args) => ({ ...args, zone: { provider: "godaddy" as never, id: "x" } }),
      /zone\.provider: "godaddy".*cloudflare and route53/,
    ],
    ["an empty zone id", (args) => ({ ...args, zone: { provider: DnsProvider.Route53, id: "" } }), /zone\.id: /],
    ["an undecodable DKIM key", withSenders(google({ dkimKey: "MIIBIjANBgkq" })), /senders\[0\]\.google\.dkimKey: /],
    ["a short DKIM key", withSenders(google({ dkimKey: rsaKey(1024) })), /senders\[0\]\.google\.dkimKey: .*1024/],
    [
      "two senders above ten look-ups",
      withSenders(
        google({ dkimKey: rsaKey(2048) }),
        esp({
          name: "Bulk",
          include: "spf.bulk.example",
          lookups: 7,
          dkim: [{ selector: "b", target: "b.bulk.example" }],
        }),
      ),
      /senders: .*11.*Google Workspace 4, Bulk 7/s,
    ],
    [
      "reject with a sender without DKIM",
      withSenders(esp({ name: "Old", dkim: [], include: "spf.old.example" })),
      /senders\[0\]: Old has no aligned DKIM key.*p=reject.*RFC 9989 §7\.4.*SPF aligned: MAIL FROM is at shop\.example.*DKIM not aligned: No key of Old/,
    ],
    [
      "a misspelt DMARC policy",
      (args) => ({ ...args, dmarc: { ...args.dmarc, policy: "rejct" as never } }),
      /dmarc: .*rejct/,
    ],
    [
      "subdomains weaker than the domain",
      (args) => ({ ...args, dmarc: { ...args.dmarc, subdomainPolicy: DmarcPolicy.Quarantine } }),
      /dmarc: /,
    ],
    ["no report address", (args) => ({ ...args, dmarc: { reportTo: [] } }), /dmarc\.reportTo: /],
    ["a malformed report address", (args) => ({ ...args, dmarc: { reportTo: ["dmarc at shop.example"] } }), /dmarc: /],
    [
      "an unknown sender",
      withSenders({ pigeon: {} } as never),
      /senders\[0\]: "pigeon" is no sender.*esp, google.*ses/,
    ],
    ["a Google sender without key", withSenders({ google: {} }), /senders\[0\]\.google\.dkimKey: It is missing/],
    [
      "two SES tokens",
      withSenders(ses({ dkimTokens: ["a", "b"], region: "eu-west-1" })),
      /senders\[0\]\.ses\.dkimTokens: It has 2 elements\. SES makes 3/,
    ],
    [
      "two keys at one selector",
      withSenders(
        google({ dkimKey: rsaKey(2048) }),
        esp({ name: "Other", dkim: [{ selector: "google", target: "x.example" }] }),
      ),
      /senders: google\._domainkey\.shop\.example would hold two records/,
    ],
  ])("%s", async (_, change, expected) => {
    expect(await refuse(change)).toMatch(expected);
  });

  test("all of it in one error", async () => {
    const message = await refuse((args) => ({
      ...args,
      domain: "-shop",
      zone: { provider: "x" as never, id: "" },
      senders: [google({ dkimKey: "%" })],
      dmarc: { reportTo: [] },
    }));
    for (const property of ["domain", "zone.provider", "zone.id", "senders[0].google.dkimKey", "dmarc.reportTo"])
      expect(message).toContain(`  ${property}: `);
    expect(message).toContain('EmailDomain "mail" is refused');
  });

  test("a private key by mistake, without repeating it", async () => {
    const secret = generateKeyPairSync("rsa", { modulusLength: 2048 })
      .privateKey.export({ type: "pkcs8", format: "der" })
      .toString("base64");
    const message = await refuse(withSenders(google({ dkimKey: secret })));
    expect(message).toMatch(/private key/i);
    expect(message).not.toContain(secret.slice(60, 100));
  });
});

describe("the pack", () => {
  const program = (provider: DnsProvider) => (): void => {
    const identity = new aws.sesv2.EmailIdentity("orders", { emailIdentity: DOMAIN });
    const zone = signedZone(provider, DOMAIN);
    // The reports go to the domain itself, so that it needs to receive mail (DM11).
    mailExchange(zone, DOMAIN);
    issuers(zone, DOMAIN);
    new EmailDomain("mail", {
      ...good(),
      zone,
      senders: [
        google({ dkimKey: rsaKey(2048) }),
        ses({ dkimTokens: identity.dkimSigningAttributes.tokens, region: "eu-west-1" }),
      ],
      otherTexts: ["verification=1"],
    });
  };

  test.each([DnsProvider.Cloudflare, DnsProvider.Route53])(
    "has nothing to say of a component's output at %s",
    async (provider) => {
      expect(await run(await deploy(program(provider)))).toEqual([]);
    },
  );

  test.each([DnsProvider.Cloudflare, DnsProvider.Route53])(
    "blocks nothing at a first preview at %s, where ids and tokens are unknown",
    async (provider) => {
      const said = await run(await deploy(program(provider), { preview: true }));
      expect(said.filter(({ policy }) => policy !== "undetermined")).toEqual([]);
    },
  );

  test("makes no rule stricter in a preset than the component's defaults", async () => {
    // The component's output draws no finding at any level, so that no preset's levels can block it.
    expect(Object.keys(presets)).toHaveLength(8);
    const said = await run(await deploy(program(DnsProvider.Cloudflare)));
    expect(said).toEqual([]);
  });
});
