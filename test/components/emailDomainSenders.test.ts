import * as pulumi from "@pulumi/pulumi";
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { Later } from "../../baseline/email/deferred.js";
import { readSender } from "../../baseline/email/senders/readSender.js";
import {
  AlignmentMode,
  DmarcPolicy,
  DnsProvider,
  EmailDomain,
  esp,
  google,
  mailgun,
  postmark,
  resend,
  ses,
  shopify,
  type DkimRotationArgs,
  type EmailDomainArgs,
} from "../../index.js";
import { run } from "../support/pack.js";
import { deploy, type Registered } from "../support/program.js";
import { rsaKey } from "../support/records.js";
import { zoneRecords } from "../support/zoneRecords.js";

const DOMAIN = "shop.example";
const TODAY = "2026-06-01";

function pair(): { readonly privateKey: string; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    publicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64"),
  };
}
function edwardsPair(): { readonly privateKey: string; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "der" }).toString("base64"),
    publicKey: publicKey.export({ type: "spki", format: "der" }).subarray(-32).toString("base64"),
  };
}

const good = (): EmailDomainArgs => ({
  domain: DOMAIN,
  zone: { provider: DnsProvider.Cloudflare, id: "zone-id" },
  senders: [google({ dkimKey: rsaKey(2048) })],
  dmarc: { reportTo: [`dmarc@${DOMAIN}`] },
  today: TODAY,
});

/** Texts and targets by whole name and type; a name with several values has them in one list. */
function zoneOf(registered: readonly Registered[]): Record<string, string[]> {
  const zone: Record<string, string[]> = {};
  for (const { name, type, value } of zoneRecords(registered)) {
    zone[`${name} ${type}`] = [...(zone[`${name} ${type}`] ?? []), value];
  }
  return zone;
}

async function zoneFor(change: Partial<EmailDomainArgs>): Promise<Record<string, string[]>> {
  return zoneOf(await deploy(() => new EmailDomain("mail", { ...good(), ...change })));
}

async function refusal(change: Partial<EmailDomainArgs>): Promise<string> {
  let refused = "";
  const registered = await deploy(() => {
    try {
      new EmailDomain("mail", { ...good(), ...change });
    } catch (error) {
      refused = error instanceof Error ? error.message : String(error);
    }
  });
  expect(registered).toEqual([]);
  expect(refused).not.toBe("");
  return refused;
}

async function outputOf<T>(
  change: Partial<EmailDomainArgs>,
  read: (mail: EmailDomain) => pulumi.Output<T>,
): Promise<T> {
  let value: T | undefined;
  await deploy(() => {
    read(new EmailDomain("mail", { ...good(), ...change })).apply((known) => (value = known));
  });
  return value as T;
}

describe("the proof of alignment", () => {
  const dmarc = { reportTo: [`dmarc@${DOMAIN}`] };
  const below = mailgun({ host: "mg", selector: "smtp", dkimKey: rsaKey(2048) });

  test("has a reason in every cell", async () => {
    expect(await outputOf({ senders: [google({ dkimKey: rsaKey(2048) }), below] }, (mail) => mail.alignment)).toEqual([
      {
        sender: "Google Workspace",
        spf: true,
        spfReason: "MAIL FROM is at shop.example: the domain in From itself.",
        dkim: true,
        dkimReason: "Signatures are of shop.example: the domain in From itself.",
      },
      {
        sender: "Mailgun",
        spf: true,
        spfReason: "MAIL FROM is at mg.shop.example: of the Organizational Domain shop.example, as From is.",
        dkim: true,
        dkimReason: "Signatures are of mg.shop.example: of the Organizational Domain shop.example, as From is.",
      },
    ]);
  });

  test("refuses p=reject with a sender that signs below the domain under adkim=s, with its row", async () => {
    const message = await refusal({ senders: [below], dmarc: { ...dmarc, adkim: AlignmentMode.Strict } });
    expect(message).toContain(
      "senders[0]: Mailgun has no aligned DKIM key, so under p=reject its forwarded mail is refused (RFC 9989 §7.4). " +
        "SPF aligned: MAIL FROM is at mg.shop.example: of the Organizational Domain shop.example, as From is. " +
        "DKIM not aligned: Signatures are of mg.shop.example: adkim=s demands shop.example itself, which mg.shop.example is not.",
    );
  });

  test("refuses a sender of which nothing aligns, under quarantine too", async () => {
    const strict = { adkim: AlignmentMode.Strict, aspf: AlignmentMode.Strict };
    const quarantine = { ...dmarc, ...strict, policy: DmarcPolicy.Quarantine };
    expect(await refusal({ senders: [below], dmarc: quarantine })).toMatch(/under p=quarantine all its mail fails/);
    const lone = esp({ name: "Old", dkim: [] });
    expect(await refusal({ senders: [lone], dmarc: { ...dmarc, policy: DmarcPolicy.Quarantine } })).toMatch(
      /Old has no aligned DKIM key.*Bounces go to a domain of Old/,
    );
  });

  test("counts a sender with several domains as aligned only where all of them are", async () => {
    const cnames = [
      { host: "abc._domainkey", target: "dkim1.a.p1.email.myshopify.com" },
      { host: "mailerabc", target: "a.p1.email.myshopify.com" },
      { host: "pdk1._domainkey.mailerxyz", target: "dkim3.b.p2.email.myshopify.com" },
    ];
    const message = await refusal({
      senders: [shopify({ cnames })],
      dmarc: { ...dmarc, adkim: AlignmentMode.Strict },
    });
    expect(message).toMatch(/Signatures are of shop\.example and mailerxyz\.shop\.example: adkim=s demands/);
  });

  test("names a sender by its place in the arguments, even where one before it is refused itself", async () => {
    const senders = [google({ dkimKey: "%" }), esp({ name: "Old", dkim: [], include: "spf.old.example" })];
    const message = await refusal({ senders });
    expect(message).toMatch(/senders\[0\]\.google\.dkimKey: /);
    expect(message).toMatch(/senders\[1\]: Old has no aligned DKIM key/);
  });

  test("writes the modes into the record, and tells what a strict one costs", async () => {
    const senders = [google({ dkimKey: rsaKey(2048) }), postmark({ selector: "pm", dkimKey: rsaKey(4096) })];
    const change = { senders, dmarc: { ...dmarc, adkim: AlignmentMode.Strict, aspf: AlignmentMode.Strict } };
    expect((await zoneFor(change))["_dmarc.shop.example TXT"]).toEqual([
      "v=DMARC1; p=reject; sp=reject; np=reject; adkim=s; aspf=s; rua=mailto:dmarc@shop.example",
    ]);
    expect(await outputOf(change, (mail) => mail.exceptions)).toEqual([
      "dmarc.aspf is strict: mail of Postmark passes by DKIM alone, since its bounces go below the domain.",
    ]);
  });

  test("refuses a mode that is none", async () => {
    expect(await refusal({ dmarc: { ...dmarc, adkim: "strict" as never } })).toMatch(/dmarc: .*adkim.*"strict".*r, s/);
  });
});

describe("includes", () => {
  test("that do nothing are left out, each with its reason", async () => {
    const senders = [ses({ region: "eu-west-1", dkimTokens: ["a", "b", "c"] }), google({ dkimKey: rsaKey(2048) })];
    expect(await outputOf({ senders }, (mail) => mail.omitted)).toEqual([
      {
        sender: "Amazon SES",
        include: "amazonses.com",
        reason: "Amazon SES has bounces sent to a MAIL FROM domain below the domain, or to a name of its own.",
      },
    ]);
    expect((await zoneFor({ senders }))["shop.example TXT"]).toEqual(["v=spf1 include:_spf.google.com ~all"]);
  });

  test("are left out where a service of one's own naming asks for a needless one", async () => {
    const sender = esp({ name: "Grid", include: "sendgrid.net", dkim: [{ selector: "g", target: "g.sendgrid.net" }] });
    expect((await zoneFor({ senders: [sender] }))["shop.example TXT"]).toEqual(["v=spf1 -all"]);
    expect(await outputOf({ senders: [sender] }, (mail) => mail.omitted)).toMatchObject([{ include: "sendgrid.net" }]);
  });

  test.each(["servers.mcsv.net", "spf.mtasv.net", "shops.shopify.com", "spf.sendinblue.com"])(
    "of the retired host %s are refused, at the domain and at a return path",
    async (include) => {
      const dkim = [{ selector: "s1", target: "s1.example" }];
      const retired = new RegExp(`includes "${include}", which its service has retired`);
      expect(await refusal({ senders: [esp({ name: "Old", include, dkim })] })).toMatch(retired);
      expect(await refusal({ senders: [esp({ name: "Old", returnPath: { host: "em", include }, dkim })] })).toMatch(
        retired,
      );
    },
  );
});

describe("names", () => {
  test.each([
    [
      "two senders at one selector",
      "dkim",
      /google\._domainkey\.shop\.example would hold two records, a TXT and a CNAME.*Google Workspace and Other/,
    ],
    ["the same in capitals", "capitals", /google\._domainkey\.shop\.example would hold two records/],
    [
      "two senders at one return path",
      "returnPath",
      /bounce\.shop\.example would hold two records.*Amazon SES and Resend/,
    ],
    ["a CNAME to itself", "loop", /not of the service/],
    ["a sender at _dmarc", "dmarc", /_dmarc\.shop\.example would hold two records.*the domain itself and Odd/],
  ] as const)("refuse %s", async (_, clash, expected) => {
    const first = google({ dkimKey: rsaKey(2048) });
    const other = (selector: string, target = "x.example") => esp({ name: "Other", dkim: [{ selector, target }] });
    const senders = {
      dkim: [first, other("google")],
      capitals: [first, other("GOOGLE")],
      returnPath: [
        ses({ region: "eu-west-1", dkimTokens: ["a", "b", "c"] }),
        resend({ region: "eu-west-1", dkimKey: rsaKey(2048), returnPath: "bounce" }),
      ],
      loop: [other("s1", "s1._domainkey.shop.example")],
      dmarc: [
        esp({
          name: "Odd",
          dkim: [{ selector: "o", target: "o.example" }],
          returnPath: { host: "_dmarc", target: "o.example" },
        }),
      ],
    };
    expect(await refusal({ senders: senders[clash] })).toMatch(expected);
  });

  test("let one service stand twice, with resource names of their own", async () => {
    const senders = [
      ses({ region: "eu-west-1", dkimTokens: ["a", "b", "c"] }),
      ses({ region: "us-east-1", dkimTokens: ["d", "e", "f"], mailFrom: "bounce-us" }),
    ];
    const registered = await deploy(() => new EmailDomain("mail", { ...good(), senders }));
    const names = registered.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain("mail-dkim-ses-1");
    expect(names).toContain("mail-dkim-ses-1-no2");
  });

  test("of an international domain are published in A-labels, those of senders and reports too", async () => {
    const zone = await zoneFor({
      domain: "Bücher.Example",
      senders: [
        google({ dkimKey: rsaKey(2048) }),
        esp({
          name: "Post",
          dkim: [{ selector: "p", target: "schlüssel.example" }],
          returnPath: { host: "rück", target: "post.example" },
        }),
      ],
      dmarc: { reportTo: ["dmarc@bücher.example"] },
    });
    expect(Object.keys(zone)).toContain("google._domainkey.xn--bcher-kva.example TXT");
    expect(Object.keys(zone)).toContain("xn--rck-hoa.xn--bcher-kva.example CNAME");
    expect(zone["p._domainkey.xn--bcher-kva.example CNAME"]).toEqual(["xn--schlssel-95a.example"]);
    expect(zone["_dmarc.xn--bcher-kva.example TXT"]?.[0]).toContain("rua=mailto:dmarc@xn--bcher-kva.example");
  });
});

describe("texts at the domain's name", () => {
  test("that make too large an answer are a finding with the name, not a refusal", async () => {
    const otherTexts = ["a", "b"].map((letter) => `verification-${letter}=${letter.repeat(200)}`);
    const exceptions = await outputOf({ otherTexts }, (mail) => mail.exceptions);
    expect(exceptions).toEqual([
      expect.stringMatching(
        /^shop\.example: The 3 TXT records of the name make a DNS answer of 5\d\d octets; above 512/,
      ),
    ]);
    const said = await run(await deploy(() => new EmailDomain("mail", { ...good(), otherTexts })));
    expect(said.map(({ policy, level }) => `${policy} ${level}`)).toEqual(["spf-size advisory"]);
  });
});

describe("keys that are rotated", () => {
  const [old, now, next] = [pair(), pair(), pair()];
  const rotation = (change: Partial<DkimRotationArgs> = {}): DkimRotationArgs => ({
    current: { selector: "r2", key: now.publicKey },
    since: "2026-05-28",
    next: { selector: "r3", key: next.publicKey },
    previous: { selector: "r1", key: old.publicKey },
    ...change,
  });
  const sender = (given: DkimRotationArgs) =>
    esp({ name: "Own server", include: "spf.own.example", dkimRotation: given });
  const keyAt = (zone: Record<string, string[]>, selector: string): string | undefined =>
    zone[`${selector}._domainkey.shop.example TXT`]?.[0];

  test("are all published while the previous one is in its overlap", async () => {
    const zone = await zoneFor({ senders: [sender(rotation())] });
    expect(keyAt(zone, "r1")).toBe(`v=DKIM1; k=rsa; p=${old.publicKey}`);
    expect(keyAt(zone, "r2")).toBe(`v=DKIM1; k=rsa; n=signs-since-2026-05-28; p=${now.publicKey}`);
    expect(keyAt(zone, "r3")).toBe(`v=DKIM1; k=rsa; p=${next.publicKey}`);
  });

  test("are revoked by an empty p on the first day after the overlap, under the same resource name", async () => {
    const names = async (today: string): Promise<string[]> =>
      (await deploy(() => new EmailDomain("mail", { ...good(), senders: [sender(rotation())], today }))).map(
        ({ name }) => name,
      );
    const last = await zoneFor({ senders: [sender(rotation())], today: "2026-06-04" });
    const after = await zoneFor({ senders: [sender(rotation())], today: "2026-06-05" });
    expect(keyAt(last, "r1")).toBe(`v=DKIM1; k=rsa; p=${old.publicKey}`);
    expect(keyAt(after, "r1")).toBe("v=DKIM1; k=rsa; p=");
    expect(await names("2026-06-05")).toEqual(await names("2026-06-04"));
  });

  test("say what each of them is for", async () => {
    const keys = await outputOf({ senders: [sender(rotation())] }, (mail) => mail.dkimKeys);
    expect(keys).toEqual([
      { sender: "Own server", selector: "r3", state: "next" },
      { sender: "Own server", selector: "r2", state: "current", until: "2026-11-24" },
      { sender: "Own server", selector: "r1", state: "previous", until: "2026-06-04" },
    ]);
  });

  test("show up in exceptions once the current one is too old, and in the pack", async () => {
    const senders = [sender({ current: { selector: "r2", key: now.publicKey }, since: "2025-12-01" })];
    expect(await outputOf({ senders }, (mail) => mail.exceptions)).toEqual([
      "Own server: The DKIM key at r2 has signed since 2025-12-01, more than 180 days: let the next key sign.",
    ]);
    const settings = { spfIncludes: ["spf.own.example"] };
    const registered = await deploy(() => new EmailDomain("mail", { ...good(), senders }));
    const said = await run(registered, { today: TODAY, settings });
    expect(said.map(({ policy, level }) => `${policy} ${level}`)).toEqual(["dkim-key-age advisory"]);
    expect(await outputOf({ senders, today: "2026-05-30" }, (mail) => mail.exceptions)).toEqual([]);
  });

  test.each<[string, DkimRotationArgs, RegExp]>([
    ["no previous key within the overlap", rotation({ previous: { selector: "r1" } }), /previous\.key: It is missing/],
    ["a switch in the future", rotation({ since: "2026-06-02" }), /since: It is 2026-06-02, after today, 2026-06-01/],
    ["a date that is none", rotation({ since: "2026-02-30" }), /since: It is no ISO date/],
    ["too short an overlap", rotation({ overlapDays: 6 }), /overlapDays: It is 6\. Allowed are .*7 to 365/],
    ["a longer age than allowed", rotation({ maxAgeDays: 181 }), /maxAgeDays: It is 181\. Allowed are .*1 to 180/],
    [
      "a selector that stands twice",
      rotation({ next: { selector: "R2", key: next.publicKey } }),
      /selector r2 stands twice/,
    ],
    [
      "a key that stands twice",
      rotation({ next: { selector: "r3", key: now.publicKey } }),
      /Two selectors have the same key/,
    ],
    [
      "a key of the wrong type",
      rotation({ current: { selector: "r2", key: edwardsPair().publicKey } }),
      /current\.key: The key is not of the type rsa/,
    ],
    [
      "an RSA key for Ed25519",
      rotation({ current: { selector: "r2", key: now.publicKey, ed25519: { selector: "e2", key: old.publicKey } } }),
      /current\.ed25519\.key: The key is not of the type ed25519/,
    ],
    [
      "a private key as public key",
      rotation({ current: { selector: "r2", key: now.privateKey } }),
      /current\.key: .*private/,
    ],
    [
      "a private key in plain text",
      rotation({ current: { selector: "r2", privateKey: now.privateKey } }),
      /current\.privateKey: It is given in plain text\. Give it as a secret/,
    ],
  ])("refuse %s", async (_, given, expected) => {
    const message = await refusal({ senders: [sender(given)] });
    expect(message).toMatch(expected);
    expect(message).not.toContain(now.privateKey.slice(60, 100));
  });

  test("refuse Ed25519 alone, since most receivers do not know it", async () => {
    const dkim = [{ selector: "e1", key: edwardsPair().publicKey }];
    const message = await refusal({ senders: [esp({ name: "New", dkim })] });
    expect(message).toMatch(/senders\[0\]: New signs with Ed25519 alone.*Add an RSA key/);
  });

  test("are made from private keys that stay secret, of which only the public key is published", async () => {
    const edwards = edwardsPair();
    const secret = (text: string): pulumi.Output<string> => pulumi.secret(text);
    const given = {
      current: {
        selector: "r2",
        privateKey: secret(now.privateKey),
        ed25519: { selector: "e2", privateKey: secret(edwards.privateKey) },
      },
      since: "2026-05-28",
      // Not marked by the program: the component marks it.
      next: { selector: "r3", privateKey: pulumi.output(next.privateKey) },
    };
    const registered = await deploy(() => new EmailDomain("mail", { ...good(), senders: [sender(given)] }));
    const zone = zoneOf(registered);
    expect(keyAt(zone, "r2")).toBe(`v=DKIM1; k=rsa; n=signs-since-2026-05-28; p=${now.publicKey}`);
    expect(keyAt(zone, "e2")).toBe(`v=DKIM1; k=ed25519; n=signs-since-2026-05-28; p=${edwards.publicKey}`);
    expect(keyAt(zone, "r3")).toBe(`v=DKIM1; k=rsa; p=${next.publicKey}`);

    // Records are public; whatever holds a private key is marked as a secret on the wire.
    const records = registered.filter(({ type }) => type.startsWith("cloudflare:"));
    expect(JSON.stringify(records)).not.toContain("4dabf18193072939515e22adb298388d");
    for (const { privateKey } of [now, next, edwards]) {
      const part = JSON.stringify(privateKey.slice(30, 60)).slice(1, -1);
      expect(JSON.stringify(records)).not.toContain(part);
      const component = JSON.stringify(registered.find(({ name }) => name === "mail")?.inputs);
      expect(component).toContain(part);
      expect(JSON.stringify(maskSecrets(JSON.parse(component)))).not.toContain(part);
    }
    expect(await run(registered, { today: TODAY, settings: { spfIncludes: ["spf.own.example"] } })).toEqual([]);
  });

  test("a private key that is none is refused when it becomes known, without repeating it", () => {
    const broken = "MC4CAQAwBQYDK2VwBCIEIGnonsense";
    const given = rotation({ current: { selector: "r2", privateKey: new Later("output", () => "output") as never } });
    const context = { domain: DOMAIN, today: TODAY };
    const { sender: read } = readSender<string>({ ...sender(given) }, "senders[0]", context);
    const content = read?.dkim.find(({ selector }) => selector === "r2")?.content;
    if (content === undefined || typeof content === "string") throw new Error("it is known");
    expect(content.isPublic).toBe(true);
    expect(content.build(now.privateKey)).toContain(`p=${now.publicKey}`);
    expect(() => content.build(broken)).toThrow(/current\.privateKey: The text is no private key/);
    expect(() => content.build(broken)).not.toThrow(broken.slice(0, 20));
    expect(() => content.build(edwardsPair().privateKey)).toThrow(/not of the type rsa/);
  });

  test("a today that is no date is refused", async () => {
    expect(await refusal({ today: "yesterday" })).toMatch(/today: It is no ISO date/);
  });
});

/** An object without what is marked as a secret. */
function maskSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskSecrets);
  if (typeof value !== "object" || value === null) return value;
  if ("4dabf18193072939515e22adb298388d" in value) return "[secret]";
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskSecrets(inner)]));
}
