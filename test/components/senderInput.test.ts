import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { Later } from "../../baseline/email/deferred.js";
import { CATALOGUE } from "../../baseline/email/senders/catalogue.js";
import { readSender } from "../../baseline/email/senders/readSender.js";
import { SENDER_EXAMPLES, EXAMPLE_DAY } from "../support/senderExamples.js";
import { rsaKey } from "../support/records.js";

const DOMAIN = "shop.example";
const context = { domain: DOMAIN, today: EXAMPLE_DAY };

type Given = Record<string, unknown>;

const ED25519_KEY = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }).toString();

/** The problems of one sender's input, each as its path and reason. */
function problemsOf(sender: Given, domain = DOMAIN): string[] {
  const { problems } = readSender<string>(sender, "senders[0]", { ...context, domain });
  return problems.map(({ property, reason }) => `${property}: ${reason}`);
}

/** The first example of a service, with some members changed; `undefined` takes one away. */
function changed(service: keyof typeof CATALOGUE, members: Given, way?: string): Given {
  const ways = SENDER_EXAMPLES[service];
  const make = way === undefined ? Object.values(ways)[0] : ways[way];
  const example = make?.({ domain: DOMAIN, key: () => rsaKey(2048) }) as Readonly<Record<string, Given>>;
  return { [service]: { ...example[service], ...members } };
}

describe("each sender refuses what its service does not hand out", () => {
  test.each<[string, Given, RegExp]>([
    [
      "brevo: a code of another form",
      changed("brevo", { code: "1234" }),
      /brevo\.code: .*is not the Brevo code.*32 hex/,
    ],
    [
      "brevo: a target for another domain",
      changed("brevo", { dkim1Target: "b1.outlet-example.dkim.brevo.com" }),
      /brevo\.dkim1Target: .*writes as outlet-example, not for shop\.example/,
    ],
    [
      "brevo: the targets changed round",
      changed("brevo", { dkim1Target: "b2.shop-example.dkim.brevo.com" }),
      /brevo\.dkim1Target: .*looks like b1\.shop-example/,
    ],
    [
      "brevo: a key beside targets",
      changed("brevo", { dkimKey: rsaKey(2048) }),
      /brevo\.dkimKey: It is given beside CNAME targets/,
    ],
    [
      "cloudflareEmailRouting: no key",
      changed("cloudflareEmailRouting", { dkimKey: undefined }),
      /cloudflareEmailRouting\.dkimKey: It is missing\. Give the DKIM record/,
    ],
    ["esp: no name", changed("esp", { name: undefined }), /esp\.name: It is missing/],
    [
      "esp: neither key nor target",
      changed("esp", { dkim: [{ selector: "s1" }] }),
      /esp\.dkim\[0\]: Give either the key or the target/,
    ],
    [
      "esp: key and target",
      changed("esp", { dkim: [{ selector: "s1", key: rsaKey(2048), target: "a.example" }] }),
      /esp\.dkim\[0\]: Give either/,
    ],
    [
      "esp: a selector with an underscore",
      changed("esp", { dkim: [{ selector: "s_1", target: "a.example" }] }),
      /esp\.dkim\[0\]\.selector: .*letters, digits and hyphens/,
    ],
    [
      "esp: a return path that is the domain",
      changed("esp", { returnPath: { host: "@", target: "a.example" } }),
      /esp\.returnPath\.host: It is the domain itself/,
    ],
    [
      "esp: a return path without anything",
      changed("esp", { returnPath: { host: "em" } }),
      /esp\.returnPath: Give target for a CNAME, or include/,
    ],
    [
      "esp: look-ups that fit into no record",
      changed("esp", { lookups: 11 }),
      /esp\.lookups: It is 11\. Allowed are .*1 to 10/,
    ],
    ["google: no key", changed("google", { dkimKey: undefined }), /google\.dkimKey: It is missing/],
    ["google: a misspelt property", changed("google", { dkimkey: "x" }), /google\.dkimkey: There is no such property/],
    ["google: a number as key", changed("google", { dkimKey: 5 }), /google\.dkimKey: It is no text/],
    ["hubspot: a portal that is no number", changed("hubspot", { portalId: "hs1-1" }), /hubspot\.portalId: .*digits/],
    [
      "hubspot: a target for another domain",
      changed("hubspot", { hs1Target: "outlet-example.hs01a.dkim.hubspotemail.net" }),
      /hubspot\.hs1Target: .*outlet-example, not for shop\.example/,
    ],
    [
      "hubspot: the targets changed round",
      changed("hubspot", { hs1Target: "shop-example.hs01b.dkim.hubspotemail.net" }),
      /hubspot\.hs1Target: .*looks like shop-example\.hs01a/,
    ],
    [
      "klaviyo: both ways of routing",
      changed("klaviyo", { cnames: [{ host: "send", target: "u1.wl1.sendgrid.net" }] }),
      /klaviyo: Give nameServers .* or cnames .*, not both/,
    ],
    [
      "klaviyo: a name server of somebody else",
      changed("klaviyo", { nameServers: ["ns1.evil.example"] }),
      /klaviyo\.nameServers\[0\]: .*Allowed are names below klaviyo\.com/,
    ],
    [
      "klaviyo: a delegation of nothing",
      changed("klaviyo", { nameServers: [] }),
      /klaviyo\.nameServers: It is no list with/,
    ],
    [
      "klaviyo: rows without a return path",
      changed("klaviyo", { cnames: [{ host: "kl._domainkey", target: "kl.sendgrid.net" }] }, "static"),
      /klaviyo\.cnames: Give every CNAME row/,
    ],
    [
      "mailchimp: a selector that it never has",
      changed("mailchimp", { selectors: ["s1"] }),
      /mailchimp\.selectors\[0\]: /,
    ],
    [
      "mailgun: no sending domain",
      changed("mailgun", { host: undefined }),
      /mailgun\.host: It is missing\. Give labels below the domain/,
    ],
    ["mailgun: the domain itself", changed("mailgun", { host: DOMAIN }), /mailgun\.host: It is the domain itself/],
    [
      "mailgun: one target of two",
      changed("mailgun", { dkimTargets: ["pdk1._domainkey.9d876.dkim1.mailgun.com"] }),
      /mailgun\.dkimTargets: It has 1 elements\. Mailgun shows 2, for pdk1 and pdk2/,
    ],
    [
      "mailgun: no key at all",
      changed("mailgun", { dkimTargets: undefined }),
      /mailgun: Give dkimTargets .* or dkimKey/,
    ],
    ["mailjet: no key", changed("mailjet", { dkimKey: undefined }), /mailjet\.dkimKey: It is missing/],
    [
      "mandrill: a verification of another form",
      changed("mandrill", { verification: "verify-1" }),
      /mandrill\.verification: .*mandrill_verify/,
    ],
    [
      "microsoft365: a target for another domain of the tenant",
      changed("microsoft365", {
        selector1Target: "selector1-outlet-example._domainkey.fernwood.n-v1.dkim.mail.microsoft",
      }),
      /microsoft365\.selector1Target: .*outlet-example, not for shop\.example/,
    ],
    [
      "microsoft365: the targets changed round",
      changed("microsoft365", { selector1Target: "selector2-shop-example._domainkey.fernwood.onmicrosoft.com" }),
      /microsoft365\.selector1Target: .*looks like selector1-shop-example/,
    ],
    [
      "microsoft365: two tenants",
      changed("microsoft365", { selector2Target: "selector2-shop-example._domainkey.other.onmicrosoft.com" }),
      /microsoft365\.selector2Target: .*one tenant/,
    ],
    ["postmark: no selector", changed("postmark", { selector: undefined }), /postmark\.selector: It is missing/],
    ["resend: a region that is none", changed("resend", { region: "Ireland" }), /resend\.region: .*eu-west-1/],
    [
      "sendgrid: a target of another service",
      changed("sendgrid", { target: "u1.wl1.sendgird.net" }),
      /sendgrid\.target: .*Allowed are names below sendgrid\.net/,
    ],
    [
      "sendgrid: both ways",
      changed("sendgrid", { dkimKey: rsaKey(2048) }),
      /sendgrid: Give target with automated security, or dkimKey without it/,
    ],
    ["ses: two tokens", changed("ses", { dkimTokens: ["a", "b"] }), /ses\.dkimTokens: It has 2 elements\. SES makes 3/],
    ["ses: tokens that are no list", changed("ses", { dkimTokens: "a,b,c" }), /ses\.dkimTokens: It is no list/],
    ["ses: tokens and a key", changed("ses", { dkimKey: rsaKey(2048) }), /ses\.dkimKey: It is given beside dkimTokens/],
    [
      "ses: a key without its selector",
      changed("ses", { selector: undefined }, "own"),
      /ses\.selector: It is missing\. Give the selector/,
    ],
    [
      "ses: a DKIM domain of somebody else",
      changed("ses", { dkimHost: "dkim.amazonses.com.evil.example" }),
      /ses\.dkimHost: .*Allowed are names below amazonses\.com/,
    ],
    [
      "ses: a key of its own that is longer than SES takes",
      changed("ses", { dkimKey: rsaKey(4096) }, "own"),
      /ses\.dkimKey: It is an RSA key of 4096 bits\. The service signs with RSA keys of at most 2048 bits/,
    ],
    [
      "ses: an Ed25519 key beside the rotated one",
      {
        ses: {
          region: "eu-west-1",
          dkimRotation: {
            since: EXAMPLE_DAY,
            current: { selector: "r1", key: rsaKey(2048), ed25519: { selector: "e1", key: ED25519_KEY } },
          },
        },
      },
      /ses\.dkimRotation\.current\.ed25519\.key: It is an Ed25519 key\. The service signs with RSA keys/,
    ],
    ["ses: no region", changed("ses", { region: undefined }), /ses\.region: It is missing/],
    [
      "shopify: half of the rows",
      changed("shopify", { cnames: [{ host: "mailerabc", target: "x.p1.email.myshopify.com" }] }),
      /shopify\.cnames: It has 0 rows with _domainkey and 1 without\. Give every/,
    ],
    [
      "shopify: a target of another service",
      changed("shopify", { cnames: [{ host: "abc._domainkey", target: "shops.myshopify.com" }] }),
      /shopify\.cnames\[0\]\.target: .*email\.myshopify\.com/,
    ],
    ["zendesk: a code with a space", changed("zendesk", { verification: "a b" }), /zendesk\.verification: /],
  ])("%s", (_, sender, expected) => {
    expect(problemsOf(sender).join("\n")).toMatch(expected);
  });

  test.each(Object.keys(CATALOGUE).filter((service) => service !== "mailchimp" && service !== "zendesk"))(
    "%s without any input names what is missing",
    (service) => {
      if (service === "mandrill") return expect(problemsOf({ [service]: {} })).toEqual([]);
      expect(problemsOf({ [service]: {} })).not.toEqual([]);
      for (const problem of problemsOf({ [service]: {} })) expect(problem).toMatch(/^senders\[0\]\.\w+.*: [A-Z].*\.$/s);
    },
  );
});

describe("a sender", () => {
  test.each([
    ["names no service", {}, /senders\[0\]: It names no service\. Allowed are brevo, .*zendesk/],
    ["names two", { google: {}, ses: {} }, /senders\[0\]: It names several services, google and ses/],
    ["names an unknown one", { gogle: {} }, /senders\[0\]: "gogle" is no sender of the catalogue/],
    ["names a member of every object", { constructor: {} }, /senders\[0\]: "constructor" is no sender/],
    ["is a text", { google: "key" }, /senders\[0\]: google is no object/],
    [
      "has a null beside it, as YAML writes it",
      { google: { dkimKey: "x" }, ses: null },
      /senders\[0\]\.google\.dkimKey/,
    ],
  ])("is refused where it %s", (_, sender, expected) => {
    expect(problemsOf(sender).join("\n")).toMatch(expected);
  });

  test("takes whole names for labels below the domain, and hosts with a final dot and capitals", () => {
    const host = readSender<string>(
      { sendgrid: { host: "EM1234.Shop.Example.", target: "U1.wl2.SendGrid.net." } },
      "",
      context,
    );
    expect(host.problems).toEqual([]);
    expect(host.sender?.returnPaths).toEqual([{ host: "em1234", target: "u1.wl2.sendgrid.net" }]);
  });

  test("takes a dashed target however the service writes a hyphen of the domain", () => {
    for (const dashed of ["my-shop-example", "my--shop-example", "myshop-example"]) {
      const target = (number: number): string => `${dashed}.hs01${number === 1 ? "a" : "b"}.dkim.hubspotemail.net`;
      const sender = { hubspot: { portalId: "1", hs1Target: target(1), hs2Target: target(2) } };
      expect(problemsOf(sender, "my-shop.example")).toEqual([]);
    }
  });

  test("accepts a short key of a service only by name, and tells it", () => {
    const short = changed("resend", { dkimKey: rsaKey(1024) });
    expect(problemsOf(short).join()).toMatch(/resend\.dkimKey: .*1024 bits.*set allowShortKey, and exempt .* DK01/);
    const allowed = readSender<string>(changed("resend", { dkimKey: rsaKey(1024), allowShortKey: true }), "", context);
    expect(allowed.problems).toEqual([]);
    expect(allowed.sender?.exceptions).toEqual([expect.stringContaining("allowShortKey")]);
    const tiny = changed("resend", { dkimKey: rsaKey(768), allowShortKey: true });
    expect(problemsOf(tiny).join()).toMatch(/768 bits/);
  });

  test("checks a text that becomes known later as soon as it is", () => {
    const later = new Later("output", () => "output");
    const target = readSender<string>(changed("sendgrid", { target: later }), "senders[0]", context).sender;
    const path = target?.returnPaths?.[0]?.target;
    if (path === undefined || typeof path === "string") throw new Error("it is known");
    expect(path.from).toBe("output");
    expect(path.build("U1.wl1.sendgrid.net")).toBe("u1.wl1.sendgrid.net");
    expect(() => path.build("u1.evil.example")).toThrow(/senders\[0\]\.sendgrid\.target: .*sendgrid\.net/);
  });

  test("refuses a text known only later where it decides which records there are", () => {
    const later = new Later("output", () => "output");
    expect(problemsOf(changed("ses", { region: later })).join()).toMatch(
      /ses\.region: It is known only after the deploy/,
    );
  });

  test("repeats no key that was given in the wrong place", () => {
    const secrets = [
      generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "der" }).toString("base64"),
      generateKeyPairSync("rsa", { modulusLength: 2048 })
        .privateKey.export({ type: "pkcs8", format: "pem" })
        .toString(),
    ];
    const places = (secret: string): Given[] => [
      changed("esp", { name: secret }),
      changed("esp", { include: secret }),
      changed("esp", { dkim: [{ selector: secret, target: secret }] }),
      changed("esp", { dkim: [{ selector: "s1", key: secret }] }),
      changed("ses", { region: secret, dkimHost: secret, mailFrom: secret, dkimTokens: [secret, secret, secret] }),
      changed("hubspot", { portalId: secret, hs1Target: secret }),
      changed("microsoft365", { selector1Target: secret }),
      changed("brevo", { code: secret }),
      changed("klaviyo", { verification: secret, nameServers: [secret], sendingDomain: secret }),
      changed("shopify", { cnames: [{ host: secret, target: secret }] }),
    ];
    for (const secret of secrets) {
      for (const place of places(secret)) {
        const said = problemsOf(place).join("\n");
        expect(said).not.toBe("");
        for (const part of [secret.slice(0, 40), secret.slice(20, 50), secret.slice(-40, -4)]) {
          // Names are compared in lower case, and might be shown so.
          expect(said.toLowerCase()).not.toContain(part.toLowerCase());
          expect(said.toLowerCase()).not.toContain(JSON.stringify(part).slice(1, -1).toLowerCase());
        }
      }
    }
  });
});
