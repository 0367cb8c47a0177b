import * as aws from "@pulumi/aws";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { DnsProvider, ParkedDomain, ParkedDomains, type ParkedDomainArgs } from "../../index.js";
import { presets } from "../../policies/presets.js";
import { run } from "../support/pack.js";
import { deploy, type Registered, refusalOf } from "../support/program.js";
import { issuers, mailExchange, signedZone } from "../support/zones.js";

const DOMAIN = "fernwood-candle.example";
const PROVIDERS = Object.values(DnsProvider);

const good = (provider: DnsProvider = DnsProvider.Cloudflare): ParkedDomainArgs => ({
  domain: DOMAIN,
  zone: { provider, id: "zone-id" },
});

/** The lines that the provider would publish for what it was given, in no order of their own. */
function zoneLines(registered: readonly Registered[]): string[] {
  const lines = registered.flatMap(({ type, inputs }) => {
    const head = `${String(inputs["name"])}. ${String(inputs["ttl"])} IN ${String(inputs["type"])}`;
    if (type === "aws:route53/record:Record") {
      const quote = (value: string): string => (inputs["type"] === "TXT" ? `"${value}"` : value);
      return (inputs["records"] as string[]).map((value) => `${head} ${quote(value)}`);
    }
    if (type !== "cloudflare:index/dnsRecord:DnsRecord") return [];
    const data = inputs["data"] as { flags: number; tag: string; value: string } | undefined;
    if (data) return `${head} ${data.flags} ${data.tag} "${data.value}"`;
    const priority = typeof inputs["priority"] === "number" ? `${inputs["priority"]} ` : "";
    return `${head} ${priority}${String(inputs["content"])}`;
  });
  return lines.sort();
}

const EXPECTED = [
  `${DOMAIN}. 3600 IN TXT "v=spf1 -all"`,
  `*.${DOMAIN}. 3600 IN TXT "v=spf1 -all"`,
  `${DOMAIN}. 3600 IN MX 0 .`,
  `_dmarc.${DOMAIN}. 3600 IN TXT "v=DMARC1; p=reject; sp=reject; np=reject; adkim=s; aspf=s"`,
  `*._domainkey.${DOMAIN}. 3600 IN TXT "v=DKIM1; p="`,
  `${DOMAIN}. 3600 IN CAA 0 issue ";"`,
].sort();

describe.each(PROVIDERS)("a parked domain at %s", (provider) => {
  test("has exactly these records", async () => {
    expect(zoneLines(await deploy(() => new ParkedDomain("typo", good(provider))))).toEqual(EXPECTED);
  });

  test("has them at a preview already", async () => {
    expect(zoneLines(await deploy(() => new ParkedDomain("typo", good(provider)), { preview: true }))).toEqual(
      EXPECTED,
    );
  });

  test("has children named after it, below it", async () => {
    const registered = await deploy(() => new ParkedDomain("typo", good(provider)));
    const component = registered.find(({ type }) => type === "storefront-baseline:index:ParkedDomain");
    for (const { name, parent } of registered.filter((resource) => resource !== component)) {
      expect(name).toMatch(/^typo-/);
      expect(parent).toBe(component?.urn);
    }
  });

  const program =
    (args: Partial<ParkedDomainArgs> = {}) =>
    (): void => {
      new ParkedDomain("typo", { domain: DOMAIN, zone: signedZone(provider, DOMAIN), ...args });
    };

  test.each<[string, Partial<ParkedDomainArgs>]>([
    ["", {}],
    [" with reports", { reportTo: ["dmarc@brand.example"] }],
    [" with authorities for a redirect", { certificateAuthorities: ["amazon.com", "letsencrypt.org"] }],
  ])("draws no finding of the pack, at a deploy or a preview%s", async (_, args) => {
    const settings = { reportReceivers: ["brand.example"] };
    expect(await run(await deploy(program(args)), { settings })).toEqual([]);
    const preview = await run(await deploy(program(args), { preview: true }), { settings });
    expect(preview.filter(({ policy }) => policy !== "undetermined")).toEqual([]);
    expect(Object.keys(presets)).toContain("strict");
  });

  test("is parked by half, and blocked, as soon as one of its mail records is missing", async () => {
    const registered = await deploy(program());
    const records = registered.filter(({ name }) => name.startsWith("typo-") && !name.includes("caa"));
    expect(records).toHaveLength(5);
    for (const record of records) {
      const said = await run(registered.filter((other) => other !== record));
      expect(said.filter(({ level }) => level === "mandatory").map(({ policy }) => policy)).toContain(
        "sends-or-parked",
      );
    }
  });
});

const judge = spawnSync("named-checkzone", ["-v"]);
const hasJudge = judge.error === undefined;

describe.skipIf(!hasJudge)(`named-checkzone${hasJudge ? "" : " (skipped: bind9-utils is not installed)"}`, () => {
  const verdict = (lines: readonly string[]): { accepted: boolean; said: string } => {
    const folder = mkdtempSync(path.join(tmpdir(), "storefront-zone-"));
    try {
      const file = path.join(folder, "zone");
      const apex = `${DOMAIN}. 3600 IN`;
      const head = [
        `${apex} SOA ns.${DOMAIN}. hostmaster.${DOMAIN}. 1 3600 900 604800 300`,
        `${apex} NS ns.${DOMAIN}.`,
      ];
      writeFileSync(file, [...head, `ns.${DOMAIN}. 3600 IN A 192.0.2.53`, ...lines, ""].join("\n"));
      const strict = [
        "-i",
        "local",
        "-m",
        "fail",
        "-M",
        "fail",
        "-n",
        "fail",
        "-k",
        "fail",
        "-r",
        "fail",
        "-T",
        "ignore",
      ];
      const { status, stdout } = spawnSync("named-checkzone", [...strict, "-D", DOMAIN, file], { encoding: "utf8" });
      return { accepted: status === 0, said: stdout };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };

  test.each(PROVIDERS)("accepts the parked zone of %s and reads it as it was meant", async (provider) => {
    const { accepted, said } = verdict(zoneLines(await deploy(() => new ParkedDomain("typo", good(provider)))));
    expect(accepted, said).toBe(true);
    const read = said.split("\n").map((line) => line.replace(/\s+/g, " "));
    for (const line of EXPECTED) expect(read).toContain(line);
  });

  test.each([
    ["an MX record with an address", `${DOMAIN}. 3600 IN MX 10 192.0.2.1`],
    ["a CNAME beside the other records", `_dmarc.${DOMAIN}. 3600 IN CNAME dmarc.example.`],
    ["a CAA tag with a hyphen", `${DOMAIN}. 3600 IN CAA 0 is-sue ";"`],
  ])("refuses %s, so that it would notice", (_, line) => {
    expect(verdict([...EXPECTED, line]).accepted).toBe(false);
  });
});

describe("bad input is refused at once, before any resource is registered", () => {
  test("reports to a mailbox of the parked domain itself", async () => {
    const zone = { provider: DnsProvider.Cloudflare, id: "zone" };
    for (const address of [`dmarc@${DOMAIN}`, `mailto:dmarc@mail.${DOMAIN}`]) {
      const given = { domain: DOMAIN, zone, reportTo: [address] };
      expect(await refusalOf(() => new ParkedDomain("typo", given))).toMatch(
        /reportTo: mailto:dmarc@.*receives no mail/,
      );
    }
  });

  test("all of it in one error", async () => {
    const message = await refusalOf(
      () =>
        new ParkedDomain("typo", {
          domain: "-x.example",
          zone: { provider: "godaddy" as never, id: "" },
          reportTo: ["nobody"],
          certificateAuthorities: ["comodoca.com"],
        }),
    );
    expect(message).toContain('ParkedDomain "typo" is refused');
    for (const property of ["domain", "zone.provider", "zone.id", "reportTo", "certificateAuthorities[0]"])
      expect(message).toContain(`  ${property}: `);
  });

  test("a zone for reports that nobody asks for", async () => {
    const message = await refusalOf(
      () => new ParkedDomains("p", { domains: [good()], reportZone: { ...good().zone, id: "" } }),
    );
    expect(message).toContain("  reportZone.id: ");
    expect(message).toContain("  reportTo: It is empty, so reportZone");
  });

  test("of a portfolio, with the place of each fault, once for what is shared", async () => {
    const zone = good().zone;
    const message = await refusalOf(
      () =>
        new ParkedDomains("portfolio", {
          domains: [
            { domain: "a.example", zone },
            { domain: "b..example", zone },
            { domain: "A.example.", zone: { ...zone, id: "" } },
          ],
          reportTo: ["nobody"],
        }),
    );
    expect(message).toContain('ParkedDomains "portfolio" is refused');
    for (const property of ["domains[1].domain", "domains[2].zone.id", "domains[2].domain"])
      expect(message).toContain(`  ${property}: `);
    expect(message.match(/ {2}reportTo: /g)).toHaveLength(1);
    expect(await refusalOf(() => new ParkedDomains("none", { domains: [] }))).toContain("domains: It is empty");
  });
});

describe("a portfolio", () => {
  const domains = ["fernwood-candle.example", "fernwoodcandles.example", "fernwood.test"];
  const program =
    (...names: string[]) =>
    (): unknown =>
      new ParkedDomains("lookalikes", {
        domains: names.map((domain) => ({
          domain,
          zone: { provider: DnsProvider.Route53, id: new aws.route53.Zone(domain, { name: domain }).zoneId },
        })),
      });

  test("parks each domain in its own zone", async () => {
    const registered = await deploy(program(...domains));
    for (const domain of domains) {
      const lines = zoneLines(registered.filter(({ edges }) => [edges?.["zoneId"]].flat().includes(domain)));
      expect(lines).toEqual(EXPECTED.map((line) => line.replaceAll(DOMAIN, domain)).sort());
    }
    expect((await run(registered)).map(({ policy }) => policy)).toEqual(domains.map(() => "zone-signed"));
  });

  test("that loses a domain keeps the resources of the others as they are", async () => {
    const names = (registered: readonly Registered[]): string[] => registered.map(({ name }) => name);
    const before = names(await deploy(program(...domains)));
    const after = names(await deploy(program(...domains.slice(1))));
    expect(before.filter((name) => !after.includes(name))).not.toEqual([]);
    expect(after.filter((name) => !before.includes(name))).toEqual([]);
  });

  test("has its reports authorised in the zone of who receives them", async () => {
    const brand = "fernwood.example";
    const registered = await deploy(() => {
      const zone = signedZone(DnsProvider.Cloudflare, brand);
      mailExchange(zone, brand);
      issuers(zone, brand);
      new ParkedDomains("lookalikes", {
        domains: domains.map((domain) => ({ domain, zone: { provider: DnsProvider.Route53, id: `Z-${domain}` } })),
        reportTo: [`dmarc@${brand}`],
        reportZone: zone,
      });
    });
    const authorised = zoneLines(registered).filter((line) => line.includes("._report._dmarc."));
    expect(authorised).toEqual(
      domains.map((domain) => `${domain}._report._dmarc.${brand}. 3600 IN TXT "v=DMARC1"`).sort(),
    );
    // The brand itself has neither SPF nor DMARC here; nothing else is said.
    expect((await run(registered)).map(({ policy }) => policy)).toEqual(["spf-present", "dmarc-present"]);
  });

  test("tells for each domain what holds less than its records say", async () => {
    let exceptions: string[] = [];
    await deploy(() => {
      const zone = { provider: DnsProvider.Cloudflare, id: "z" };
      const portfolio = new ParkedDomains("lookalikes", {
        domains: domains.map((domain) => ({ domain, zone })),
        certificateAuthorities: ["letsencrypt.org"],
      });
      portfolio.exceptions.apply((all) => (exceptions = all));
    });
    expect(exceptions).toHaveLength(2 * domains.length);
    expect(exceptions.join(" ")).toContain("Cloudflare answers with CAA records of its own");
  });
});
