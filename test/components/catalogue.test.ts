import * as pulumi from "@pulumi/pulumi";
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { MAIL_RECORD_TTL } from "../../baseline/dns/ttl.js";
import { planEmailDomain, type EmailDomainPlan } from "../../baseline/email/emailPlan.js";
import { isMailHost } from "../../baseline/email/mailHosts.js";
import { MICROSOFT_MINIMUM_TTL } from "../../baseline/email/senders/microsoft365.js";
import { readSender } from "../../baseline/email/senders/readSender.js";
import { KNOWN_HOSTS } from "../../baseline/email/spf/foreignHosts.js";
import { isAtOrBelow } from "../../baseline/email/spf/zone.js";
import { AlignmentMode, DnsProvider, EmailDomain, type SenderArgs } from "../../index.js";
import { presets } from "../../policies/presets.js";
import { run, UNKNOWN_VALUE } from "../support/pack.js";
import { deploy } from "../support/program.js";
import { issuers, mailExchange, signedZone } from "../support/zones.js";
import { zoneRecords } from "../support/zoneRecords.js";
import { EXAMPLE_DAY, SENDER_EXAMPLES, senderExamples, type ExampleContext } from "../support/senderExamples.js";

const DOMAIN = "shop.example";

/** Keys of this run, each used once; texts show their types only. */
const published: { readonly type: string; readonly key: string }[] = [];
function freshKey(type: "rsa" | "ed25519" = "rsa"): string {
  const { publicKey } =
    type === "rsa" ? generateKeyPairSync("rsa", { modulusLength: 2048 }) : generateKeyPairSync("ed25519");
  const der = publicKey.export({ type: "spki", format: "der" });
  const key = (type === "rsa" ? der : der.subarray(-32)).toString("base64");
  published.push({ type: type === "rsa" ? "RSA-2048" : "Ed25519", key });
  return key;
}
const context: ExampleContext = { domain: DOMAIN, key: freshKey };

function shown(text: unknown): string {
  return published.reduce((result, { type, key }) => result.replace(key, `<${type}>`), String(text));
}

function planOf(sender: SenderArgs, mode: AlignmentMode = "r"): EmailDomainPlan<never> {
  const read = readSender<never>({ ...sender }, "senders[0]", { domain: DOMAIN, today: EXAMPLE_DAY });
  expect(read.problems).toEqual([]);
  return planEmailDomain({
    domain: DOMAIN,
    senders: read.sender ? [read.sender] : [],
    policy: "reject",
    subdomainPolicy: "reject",
    adkim: mode,
    aspf: mode,
    reportTo: [`dmarc@${DOMAIN}`],
    otherTexts: [],
  });
}

/** What one example gives, for a person to compare with the service's own page. */
function section(title: string, sender: SenderArgs): string {
  const { records, omitted, dkimKeys, problems } = planOf(sender);
  expect(problems).toEqual([]);
  const rows = records
    .filter(({ key }) => key !== "dmarc")
    .map(({ key, name, type, content, preference }) => {
      const value = preference === undefined ? shown(content) : `${preference} ${shown(content)}`;
      return `| ${key} | ${shown(name)} | ${type} | ${value} |`;
    });
  const matrix = Object.entries(AlignmentMode).flatMap(([word, mode]) =>
    planOf(sender, mode).alignment.flatMap(({ spf, spfReason, dkim, dkimReason }) => [
      `- ${word}, SPF ${spf ? "aligned" : "not aligned"}: ${spfReason}`,
      `- ${word}, DKIM ${dkim ? "aligned" : "not aligned"}: ${dkimReason}`,
    ]),
  );
  return [
    `## ${title}`,
    "",
    "| resource | name | type | value |",
    "|---|---|---|---|",
    ...rows,
    "",
    ...matrix,
    ...omitted.map(({ include, reason }) => `- Left out: include:${include}. ${reason}`),
    ...dkimKeys.map(({ selector, state, until }) => `- Key ${selector}: ${state}${until ? ` until ${until}` : ""}.`),
    "",
  ].join("\n");
}

const HEAD = `# Records of every sender

What \`EmailDomain\` publishes for each sender of the catalogue in each of its ways, on ${EXAMPLE_DAY}, for the domain ${DOMAIN}. Written by \`test/components/catalogue.test.ts\`, which fails where a record changes.

`;

describe("the catalogue", () => {
  test("publishes exactly these records", async () => {
    const sections = senderExamples.map(({ title, make }) => section(title, make(context)));
    await expect(HEAD + sections.join("\n")).toMatchFileSnapshot("senderRecords.md");
  });

  test("knows every host to which its CNAMEs point as a mail host, so that none may be proxied", () => {
    for (const { title, service, make } of senderExamples) {
      if (service === "esp") continue;
      for (const { type, name, content } of planOf(make(context)).records) {
        if (type !== "CNAME" || typeof name !== "string" || typeof content !== "string") continue;
        if (!name.includes("._domainkey."))
          expect({ title, known: isMailHost(content) }).toEqual({ title, known: true });
      }
    }
  });

  test("knows every host that it includes in SPF as one of a service, so that the pack asks nobody about it", () => {
    const hosts = senderExamples
      .filter(({ service }) => service !== "esp")
      .flatMap(({ make }) => planOf(make(context)).records)
      .flatMap(({ content }) => (typeof content === "string" ? [...content.matchAll(/\binclude:(\S+)/g)] : []))
      .map(([, host]) => host ?? "");
    expect(hosts.length).toBeGreaterThan(5);
    expect(hosts.filter((host) => !isAtOrBelow(host, KNOWN_HOSTS))).toEqual([]);
  });

  test("keeps the records of Microsoft 365 as long as Microsoft wants", () => {
    expect(MAIL_RECORD_TTL).toBeGreaterThanOrEqual(MICROSOFT_MINIMUM_TTL);
  });
});

describe.each(senderExamples)("$title", ({ make }) => {
  // Of a service that the catalogue does not know, the team says in the pack's settings that it is wanted (SPF22).
  const settings = { spfIncludes: ["service.example"] };
  const program = () => {
    const zone = signedZone(DnsProvider.Cloudflare, DOMAIN);
    mailExchange(zone, DOMAIN);
    issuers(zone, DOMAIN);
    new EmailDomain("mail", {
      domain: DOMAIN,
      zone,
      senders: [make(context)],
      dmarc: { reportTo: [`dmarc@${DOMAIN}`] },
      today: EXAMPLE_DAY,
    });
  };

  test("gives the same records at Cloudflare and at Route 53", async () => {
    const senders = [make(context)];
    const at = async (provider: DnsProvider): Promise<string[]> => {
      const args = {
        domain: DOMAIN,
        zone: { provider, id: "zone" },
        senders,
        dmarc: { reportTo: [`dmarc@${DOMAIN}`] },
      };
      const registered = await deploy(() => new EmailDomain("mail", { ...args, today: EXAMPLE_DAY }));
      return zoneRecords(registered)
        .map(({ name, type, value }) => `${name} ${type} ${value}`)
        .sort();
    };
    const records = await at(DnsProvider.Cloudflare);
    expect(records.length).toBeGreaterThan(2);
    expect(await at(DnsProvider.Route53)).toEqual(records);
  });

  test("draws no finding at any level, so that no preset can block it", async () => {
    expect(Object.keys(presets)).toEqual([
      "baseline",
      "pci",
      "strict",
      "gmail-bulk",
      "yahoo",
      "outlook",
      "remediate",
      "audit",
    ]);
    expect(await run(await deploy(program), { today: EXAMPLE_DAY, settings })).toEqual([]);
  });

  test("is not blocked at a first preview", async () => {
    const said = await run(await deploy(program, { preview: true }), { today: EXAMPLE_DAY, settings });
    expect(said.filter(({ policy }) => policy !== "undetermined")).toEqual([]);
  });

  test("has the same resource names whether or not its texts are known", async () => {
    const names = async (senders: SenderArgs[], preview: boolean): Promise<string[]> => {
      const zone = { provider: DnsProvider.Cloudflare, id: "zone" };
      const args = { domain: DOMAIN, zone, senders, dmarc: { reportTo: [`dmarc@${DOMAIN}`] }, today: EXAMPLE_DAY };
      return (await deploy(() => new EmailDomain("mail", args), { preview })).map(({ name }) => name).sort();
    };
    const known = await names([make(context)], false);
    expect(new Set(known).size).toBe(known.length);
    expect(await names([withUnknownTexts(make(context))], true)).toEqual(known);
  });
});

/** The arguments with every text that may be an output as one that is not known yet. */
function withUnknownTexts(sender: SenderArgs): SenderArgs {
  const later: readonly string[] = ["dkimKey", "key", "target", "hs1Target", "hs2Target", "dkimTokens", "dkimTargets"];
  const more: readonly string[] = ["selector1Target", "selector2Target", "dkim1Target", "dkim2Target"];
  const change = (value: unknown, path: readonly string[]): unknown => {
    const name = path.at(-1) ?? "";
    // A return path of `esp` is plain: it decides which records there are.
    if ([...later, ...more].includes(name) && !(path.includes("returnPath") && path.includes("esp"))) return unknown();
    if (Array.isArray(value)) return value.map((element, index) => change(element, [...path, String(index)]));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner, [...path, key])]));
  };
  return change(sender, []) as SenderArgs;
}

function unknown(): pulumi.Output<string> {
  const Output = pulumi.Output as unknown as new (...parts: unknown[]) => pulumi.Output<string>;
  const no = Promise.resolve(false);
  return new Output(new Set(), Promise.resolve(UNKNOWN_VALUE), no, no, Promise.resolve(new Set()));
}

test("every service of the catalogue has an example", () => {
  expect(Object.keys(SENDER_EXAMPLES).length).toBe(17);
});
