import { spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { authenticate, type DKIMSignOptions, type DNSResolver } from "mailauth";
import { dkimSign } from "mailauth/lib/dkim/sign.js";
import { beforeAll, describe, expect, test } from "vitest";
import { fromCloudflareTxt, fromRoute53Txt } from "../../baseline/email/txt.js";
import { DnsProvider, EmailDomain, esp, google, ses } from "../../index.js";
import { alignmentOf } from "../../baseline/email/alignment.js";
import { buildDmarc } from "../../baseline/email/dmarc.js";
import { KeyRing } from "../receivers/keyRing.js";
import { mailsOf } from "../receivers/mails.js";
import { MAIL_KINDS } from "../receivers/prediction.js";
import { Denial, shopDomains } from "../receivers/shopDomains.js";
import { StandIns } from "../receivers/standIns.js";
import type { DnsRecord } from "../receivers/zoneFile.js";
import { deploy, type Registered } from "../support/program.js";

const DOMAIN = "shop.example";
const PYTHON = "/usr/bin/python3";
const judges = spawnSync(PYTHON, ["-c", "import spf, dkim"]).status === 0;

function keyPair(): { privateKey: string; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    publicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64"),
  };
}

const keys = { google: keyPair(), ses: keyPair(), esp: keyPair() };

/** What other parties publish: the senders' own records. */
const ELSEWHERE: Record<string, string[]> = {
  "_spf.google.com TXT": ["v=spf1 ip4:192.0.2.0/26 ~all"],
  "amazonses.com TXT": ["v=spf1 ip4:192.0.2.64/26 -all"],
  "tok1.dkim.amazonses.com TXT": [`v=DKIM1; k=rsa; p=${keys.ses.publicKey}`],
  "s1.esp.example TXT": [`v=DKIM1; k=rsa; p=${keys.esp.publicKey}`],
  "bounces.esp.example TXT": ["v=spf1 ip4:192.0.2.128/26 -all"],
};

/** Receivers that follow the RFCs to the letter; mailauth's declaration lacks the option. */
const STRICT = { strict: true };

interface Mail {
  readonly who: string;
  readonly ip: string;
  readonly sender: string;
  readonly from: string;
  readonly sign?: { readonly selector: string; readonly privateKey: string };
  /** SPF, DKIM and the DMARC verdict that receivers must come to. */
  readonly expected: { readonly spf: string; readonly dkim: string; readonly dmarc: string };
}

const mails: readonly Mail[] = [
  {
    who: "Google Workspace",
    ip: "192.0.2.10",
    sender: `anna@${DOMAIN}`,
    from: `anna@${DOMAIN}`,
    sign: { selector: "google", privateKey: keys.google.privateKey },
    expected: { spf: "pass", dkim: "pass", dmarc: "pass" },
  },
  {
    who: "Google Workspace, forwarded",
    ip: "203.0.113.50",
    sender: "list@forwarder.example",
    from: `anna@${DOMAIN}`,
    sign: { selector: "google", privateKey: keys.google.privateKey },
    expected: { spf: "none", dkim: "pass", dmarc: "pass" },
  },
  {
    who: "Amazon SES",
    ip: "192.0.2.70",
    sender: `0102@bounce.${DOMAIN}`,
    from: `orders@${DOMAIN}`,
    sign: { selector: "tok1", privateKey: keys.ses.privateKey },
    expected: { spf: "pass", dkim: "pass", dmarc: "pass" },
  },
  {
    who: "a generic service",
    ip: "192.0.2.130",
    sender: `b@em.${DOMAIN}`,
    from: `news@${DOMAIN}`,
    sign: { selector: "s1", privateKey: keys.esp.privateKey },
    expected: { spf: "pass", dkim: "pass", dmarc: "pass" },
  },
  {
    who: "a forger with the shop's address",
    ip: "203.0.113.9",
    sender: `anna@${DOMAIN}`,
    from: `anna@${DOMAIN}`,
    expected: { spf: "softfail", dkim: "none", dmarc: "fail" },
  },
  {
    who: "a forger with a domain of his own in MAIL FROM",
    ip: "203.0.113.9",
    sender: "x@evil.example",
    from: `orders@${DOMAIN}`,
    expected: { spf: "none", dkim: "none", dmarc: "fail" },
  },
  {
    who: "a forger with a key of his own",
    ip: "203.0.113.9",
    sender: `anna@${DOMAIN}`,
    from: `anna@${DOMAIN}`,
    sign: { selector: "google", privateKey: keyPair().privateKey },
    expected: { spf: "softfail", dkim: "fail", dmarc: "fail" },
  },
  {
    who: "a forger from a subdomain that does not exist",
    ip: "203.0.113.9",
    sender: `x@pay.${DOMAIN}`,
    from: `x@pay.${DOMAIN}`,
    expected: { spf: "none", dkim: "none", dmarc: "fail" },
  },
];

function zoneOf(registered: readonly Registered[]): Record<string, string[]> {
  const zone: Record<string, string[]> = { ...ELSEWHERE };
  const add = (name: unknown, type: unknown, value: string): void => {
    const key = `${String(name)} ${String(type)}`;
    zone[key] = [...(zone[key] ?? []), value];
  };
  for (const { type, inputs } of registered) {
    if (type === "cloudflare:index/dnsRecord:DnsRecord") {
      const content = String(inputs["content"]);
      const decoded = inputs["type"] === "TXT" ? fromCloudflareTxt(content) : undefined;
      add(
        inputs["name"],
        inputs["type"],
        decoded?.ok
          ? decoded.value.text
          : inputs["priority"] === undefined
            ? content
            : `${Number(inputs["priority"])} ${content}`,
      );
    } else if (type === "aws:route53/record:Record") {
      for (const value of inputs["records"] as string[]) {
        const decoded = inputs["type"] === "TXT" ? fromRoute53Txt(value) : undefined;
        add(inputs["name"], inputs["type"], decoded?.ok ? decoded.value.text : value);
      }
    }
  }
  return zone;
}

/** Answers as a DNS server with this zone would. */
function resolver(zone: Record<string, string[]>): (name: string, type: string) => Promise<unknown> {
  return (name, type) => {
    let at = name.toLowerCase().replace(/\.$/, "");
    for (let hops = 0; hops < 8; hops++) {
      const found = zone[`${at} ${type}`];
      if (found) {
        if (type === "TXT") return Promise.resolve(found.map((text) => [text]));
        if (type === "MX")
          return Promise.resolve(
            found.map((value) => ({ priority: Number(value.split(" ")[0]), exchange: value.split(" ")[1] })),
          );
        return Promise.resolve(found);
      }
      const alias = zone[`${at} CNAME`]?.[0];
      if (alias === undefined) break;
      at = alias;
    }
    const exists = Object.keys(zone).some((key) => key.startsWith(`${at} `) || key.split(" ")[0]?.endsWith(`.${at}`));
    return Promise.reject(
      Object.assign(new Error(`no ${type} at ${name}`), { code: exists ? "ENODATA" : "ENOTFOUND" }),
    );
  };
}

async function messageOf({ from, sign }: Mail): Promise<string> {
  const message = [
    `From: ${from}`,
    "To: buyer@customer.example",
    "Subject: Your order",
    "Date: Tue, 24 Nov 2026 12:00:00 +0000",
    "Message-ID: <1@shop.example>",
    "",
    "Thank you.",
    "",
  ].join("\r\n");
  if (!sign) return message;
  // Its declaration lacks the list that the function takes.
  const options = { signatureData: [{ signingDomain: DOMAIN, selector: sign.selector, privateKey: sign.privateKey }] };
  const { signatures } = await dkimSign(message, options as unknown as DKIMSignOptions);
  return signatures + message;
}

describe.each([DnsProvider.Cloudflare, DnsProvider.Route53])("the records at %s, judged by receivers", (provider) => {
  let zone: Record<string, string[]> = {};
  beforeAll(async () => {
    const registered = await deploy(
      () =>
        new EmailDomain("mail", {
          domain: DOMAIN,
          zone: { provider, id: "zone" },
          senders: [
            google({ dkimKey: keys.google.publicKey }),
            ses({ dkimTokens: ["tok1", "tok2", "tok3"], region: "eu-west-1" }),
            esp({
              name: "Esp",
              dkim: [{ selector: "s1", target: "s1.esp.example" }],
              returnPath: { host: "em", target: "bounces.esp.example" },
            }),
          ],
          dmarc: { reportTo: [`dmarc@${DOMAIN}`] },
        }),
    );
    zone = zoneOf(registered);
  });

  test.each(mails)("mailauth on mail from $who: $expected", async (mail) => {
    const { spf, dkim, dmarc } = await authenticate(await messageOf(mail), {
      ip: mail.ip,
      helo: "mx.sender.example",
      sender: mail.sender,
      resolver: resolver(zone) as DNSResolver,
      trustReceived: false,
      ...STRICT,
    });
    const signature = dkim.results.find(({ status }) => status.result !== "none")?.status.result ?? "none";
    expect({ spf: spf && spf.status.result, dkim: signature, dmarc: dmarc && dmarc.status.result }).toEqual(
      mail.expected,
    );
    expect(dmarc && dmarc.policy).toBe("reject");
  });

  test.skipIf(!judges)(
    `pyspf and dkimpy agree on every mail${judges ? "" : " (skipped: Debian's python3-spf and python3-dkim are not installed)"}`,
    async () => {
      const given = await Promise.all(
        mails.map(async (mail) => ({
          ip: mail.ip,
          helo: "mx.sender.example",
          sender: mail.sender,
          message: await messageOf(mail),
        })),
      );
      const { stdout, stderr } = spawnSync(PYTHON, ["test/support/judge.py"], {
        input: JSON.stringify({ zone, mails: given }),
        encoding: "utf8",
      });
      expect(stderr).toBe("");
      const verdicts = JSON.parse(stdout) as { spf: string; dkim: string }[];
      expect(verdicts).toEqual(mails.map(({ expected: { spf, dkim } }) => ({ spf, dkim })));
    },
  );
});

describe("every sender of the catalogue, judged by mailauth", () => {
  const ring = new KeyRing();
  const standIns = new StandIns(ring);
  const shops = shopDomains(ring).filter(({ denial }) => denial === Denial.Plain);
  for (const shop of shops) standIns.serve(shop);

  /** What mailauth says of a message under a DMARC record. */
  const judged = async (
    { ip, helo, mailFrom, text }: { ip: string; helo: string; mailFrom: string; text: string },
    records: readonly DnsRecord[],
    dmarc?: { domain: string; text: string },
  ) => {
    const zone: Record<string, string[]> = {};
    for (const { name, type, value } of standIns.everywhere(records)) {
      zone[`${name} ${type}`] = [...(zone[`${name} ${type}`] ?? []), value];
    }
    if (dmarc) zone[`_dmarc.${dmarc.domain} TXT`] = [dmarc.text];
    const verdict = await authenticate(text, {
      ip,
      helo,
      sender: mailFrom,
      resolver: resolver(zone) as DNSResolver,
      trustReceived: false,
      ...STRICT,
    });
    if (!verdict.dmarc) throw new Error("mailauth judges no DMARC");
    return {
      passes: verdict.dmarc.status.result === "pass",
      policy: verdict.dmarc.policy,
      aligned: {
        spf: Boolean(verdict.dmarc.alignment.spf.result),
        dkim: Boolean(verdict.dmarc.alignment.dkim.result),
      },
    };
  };

  test.each(shops)("mail of $domain passes where it is genuine, and is refused where it is forged", async (shop) => {
    const mails = (await Promise.all(shop.senders.map((sender) => mailsOf(shop, sender, standIns)))).flat();
    expect(mails.length).toBeGreaterThanOrEqual(Object.keys(MAIL_KINDS).length);
    for (const mail of mails) {
      const { passes, policy } = await judged(mail, shop.records);
      const { by } = MAIL_KINDS[mail.kind];
      const subject = `${mail.sender}, ${mail.kind}`;
      if (by !== "either") expect({ subject, passes }).toEqual({ subject, passes: by === "sender" });
      expect({ subject, policy }).toEqual({ subject, policy: shop.policy });
    }
  });

  const modes = ["r", "s"] as const;
  const cases = shops
    .filter(({ senders }) => senders.length === 1)
    .flatMap((shop) => modes.flatMap((adkim) => modes.map((aspf) => ({ shop, domain: shop.domain, adkim, aspf }))));

  test.each(cases)(
    "the matrix of $domain is theirs under adkim=$adkim and aspf=$aspf",
    async ({ shop, ...context }) => {
      const { domain, adkim, aspf } = context;
      const [sender] = shop.senders;
      const [catalogued] = shop.catalogued;
      if (!sender || !catalogued) throw new Error(`${domain} has no sender`);
      const dmarc = buildDmarc({ p: "reject", adkim, aspf, rua: [`dmarc@${domain}`] });
      const dmarcTexts = (name: string): string[] => (name === domain ? [dmarc] : []);
      const row = alignmentOf(catalogued, { ...context, dmarcTexts });
      const genuine = (await mailsOf(shop, sender, standIns)).filter(
        ({ kind }) => kind === "direct" || kind === "direct6",
      );
      const found = await Promise.all(genuine.map((mail) => judged(mail, shop.records, { domain, text: dmarc })));
      expect({ spf: row.spf, dkim: row.dkim }).toEqual({
        spf: found.every(({ aligned }) => aligned.spf),
        dkim: found.every(({ aligned }) => aligned.dkim),
      });
      if (row.dkim) expect(found.map(({ passes }) => passes)).toEqual(found.map(() => true));
    },
  );
});
