import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { audit, type AuditFlags, type AuditResult } from "../../cli/audit.js";
import { makeAuthority } from "../support/certificates.js";
import { serveDns, type DnsServer, type ServedZone } from "../support/dnsServer.js";
import { capture } from "../support/output.js";
import { servePolicy, startPolicyServer, type PolicyServer } from "../support/policyServer.js";
import { rsaKey } from "../support/records.js";

const key = `v=DKIM1; k=rsa; p=${rsaKey(2048)}`;
const split = (text: string): string[] => [text.slice(0, 250), text.slice(250)];

/** A domain in order. */
const GOOD: ServedZone = {
  "shop.example TXT": ["v=spf1 include:_spf.google.com ~all", "google-site-verification=abc"],
  "shop.example NS": ["ns.shop.example"],
  "shop.example CAA": ["0 issue letsencrypt.org", "0 issue digicert.com"],
  "shop.example MX": ["10 mx.shop.example"],
  "mx.shop.example A": ["192.0.2.9"],
  "_spf.google.com TXT": ["v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/48 ~all"],
  "google._domainkey.shop.example TXT": [split(key)],
  "_dmarc.shop.example TXT": ["v=DMARC1; p=reject; sp=reject; np=reject; rua=mailto:dmarc@shop.example"],
  "_mta-sts.shop.example TXT": ["v=STSv1; id=20261124"],
  "mta-sts.shop.example A": ["192.0.2.10"],
  "_smtp._tls.shop.example TXT": ["v=TLSRPTv1; rua=mailto:tls@shop.example"],
  "default._bimi.shop.example TXT": ["v=BIMI1; l=https://shop.example/logo.svg; a=https://shop.example/mark.pem"],
};

const POLICY = "version: STSv1\r\nmode: enforce\r\nmx: mx.shop.example\r\nmax_age: 604800\r\n";
let host: PolicyServer;
let folder: string;
beforeAll(async () => {
  const authority = makeAuthority();
  host = await startPolicyServer(authority.issue({ names: ["mta-sts.shop.example"] }));
  host.respond = servePolicy(POLICY);
  folder = mkdtempSync(path.join(tmpdir(), "audit-"));
  writeFileSync(path.join(folder, "ca.pem"), authority.pem);
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

let server: DnsServer;
beforeEach(async () => {
  server = await serveDns({ ...GOOD });
});
afterEach(() => server.close());

async function run(flags: AuditFlags = {}, domain = "shop.example") {
  const streams = capture();
  const status = await audit(
    domain,
    { server: [server.address], timeout: "100", tries: "1", ca: path.join(folder, "ca.pem"), ...flags },
    streams,
    { connect: host.connect },
  );
  return { status, out: streams.out(), err: streams.err() };
}

/** The result as JSON, after a change to the zone. */
async function judged(change: ServedZone, flags: AuditFlags = {}, domain = "shop.example") {
  for (const [name, values] of Object.entries(change)) {
    if (values.length === 0) delete server.zone[name];
    else server.zone[name] = values;
  }
  const { status, out } = await run({ format: "json", ...flags }, domain);
  const result = JSON.parse(out) as AuditResult;
  const findings = result.sections.flatMap((section) => section.findings);
  const notes = result.sections.flatMap((section) => section.notes).join("\n");
  return { status, result, findings, ids: findings.map(({ id }) => id), notes };
}

describe("a domain in order", () => {
  it("is shown as receivers see it, and ends with 0", async () => {
    expect(await run()).toEqual({
      status: 0,
      err: "",
      out: `What receivers see of shop.example (live DNS)

✓ SPF
    shop.example TXT  v=spf1 include:_spf.google.com ~all
    It takes 1 look-ups (at most 10), of which 0 find nothing (at most 2), and lets 256 IPv4 addresses and 65,536 IPv6 networks of /64 pass.
    Of the look-ups, include:_spf.google.com 1.

✓ DKIM
    google._domainkey.shop.example TXT  ${key}

✓ DMARC
    _dmarc.shop.example TXT  v=DMARC1; p=reject; sp=reject; np=reject; rua=mailto:dmarc@shop.example
    To mail that fails DMARC receivers apply reject to the domain, reject to an existing subdomain, reject to a missing subdomain.

✓ MX
    shop.example MX  10 mx.shop.example

✓ MTA-STS
    _mta-sts.shop.example TXT  v=STSv1; id=20261124
    https://mta-sts.shop.example/.well-known/mta-sts.txt GET
      version: STSv1
      mode: enforce
      mx: mx.shop.example
      max_age: 604800

✓ TLS-RPT
    _smtp._tls.shop.example TXT  v=TLSRPTv1; rua=mailto:tls@shop.example

✓ BIMI
    default._bimi.shop.example TXT  v=BIMI1; l=https://shop.example/logo.svg; a=https://shop.example/mark.pem

✓ CAA
    shop.example CAA  0 issue "letsencrypt.org"
    shop.example CAA  0 issue "digicert.com"

✓ The domain's own name
    shop.example TXT  google-site-verification=abc
    2 TXT records make a DNS answer of 119 octets.

Nothing that must be mended.
`,
    });
  });

  it("as JSON says the same", async () => {
    const { status, result } = await judged({});
    expect(status).toBe(0);
    expect(result.domain).toBe("shop.example");
    expect(result.sections.map(({ title }) => title)).toEqual([
      "SPF",
      "DKIM",
      "DMARC",
      "MX",
      "MTA-STS",
      "TLS-RPT",
      "BIMI",
      "CAA",
      "The domain's own name",
    ]);
    expect(result.summary).toEqual({ mandatory: 0, advisory: 0, failures: 0 });
    expect(result.sections[0]?.seen).toEqual([
      { name: "shop.example", type: "TXT", text: "v=spf1 include:_spf.google.com ~all" },
    ]);
  });

  it("in capitals, with a final dot, is the same domain", async () => {
    expect((await run({}, "Shop.Example.")).out).toBe((await run()).out);
  });
});

describe("what must be mended ends with 1:", () => {
  it.each<[string, string, ServedZone, RegExp]>([
    ["no SPF record", "SPF16", { "shop.example TXT": ["x=1"] }, /has no SPF record/],
    ["a text that was meant as SPF", "SPF02", { "shop.example TXT": [" v=spf1 -all"] }, /White space stands before/],
    ["two SPF records", "SPF01", { "shop.example TXT": ["v=spf1 -all", "v=spf1 ~all"] }, /has 2 SPF records/],
    ["a fault in its grammar", "SPF02", { "shop.example TXT": ["v=spf1 ip4:1.2.3.4-all"] }, /no space/],
    [
      "eleven look-ups behind an include",
      "SPF03",
      {
        "_spf.google.com TXT": [["v=spf1 ", "include:a.example ".repeat(10), "-all"]],
        "a.example TXT": ["v=spf1 -all"],
      },
      /11 terms that query DNS/,
    ],
    [
      "names that find nothing behind an include",
      "SPF05",
      { "_spf.google.com TXT": ["v=spf1 a:x.example a:y.example a:z.example -all"] },
      /3 terms look up names/,
    ],
    ["an include without a record", "SPF06", { "_spf.google.com TXT": [] }, /"_spf\.google\.com" has no SPF record/],
    ["+all behind an include", "SPF07", { "_spf.google.com TXT": ["v=spf1 +all"] }, /100 % of all IPv4/],
    ["a circle", "SPF15", { "_spf.google.com TXT": ["v=spf1 include:shop.example -all"] }, /in a circle/],
    ["a short DKIM key", "DK01", { "google._domainkey.shop.example TXT": [`v=DKIM1; p=${rsaKey(1024)}`] }, /1024/],
    [
      "two keys at a selector",
      "DK04",
      { "google._domainkey.shop.example TXT": [split(key), "v=DKIM1; p="] },
      /has 2 TXT records/,
    ],
    [
      "a DKIM CNAME that leads nowhere",
      "DK04",
      { "s1._domainkey.shop.example CNAME": ["s1.gone.example"] },
      /leads to s1\.gone\.example, where no key is/,
    ],
    ["no DMARC record", "DM10", { "_dmarc.shop.example TXT": [] }, /find no DMARC record/],
    [
      "two DMARC records",
      "DM01",
      { "_dmarc.shop.example TXT": ["v=DMARC1; p=reject", "v=DMARC1; p=none"] },
      /has 2 DMARC records/,
    ],
    ["a DMARC record that is none", "DM01", { "_dmarc.shop.example TXT": ["v=dmarc1; p=reject"] }, /DMARC1/],
    ["p=none", "DM03", { "_dmarc.shop.example TXT": ["v=DMARC1; p=none; rua=mailto:a@shop.example"] }, /p=none/],
    [
      "reports to a stranger",
      "DM12",
      { "_dmarc.shop.example TXT": ["v=DMARC1; p=reject; rua=mailto:a@vendor.example"] },
      /does not say at shop\.example\._report\._dmarc\.vendor\.example/,
    ],
    ["a null MX beside another", "MX01", { "shop.example MX": ["0 .", "10 mx.shop.example"] }, /null MX stands beside/],
    ["an MX host without addresses", "MX02", { "mx.shop.example A": [] }, /mx\.shop\.example has neither an A/],
    [
      "an MX host that is a CNAME",
      "MX02",
      { "mx.shop.example A": [], "mx.shop.example CNAME": ["h.example"], "h.example A": ["192.0.2.1"] },
      /has a CNAME record to h\.example/,
    ],
    ["an MTA-STS id that is none", "STS01", { "_mta-sts.shop.example TXT": ["v=STSv1; id=2026-11-24"] }, /2026-11-24/],
    [
      "two TLS-RPT records",
      "RPT01",
      { "_smtp._tls.shop.example TXT": ["v=TLSRPTv1; rua=mailto:a@x.example", "v=TLSRPTv1; rua=mailto:b@x.example"] },
      /has 2 TLS-RPT records/,
    ],
    [
      "a CNAME at the domain",
      "DNS04",
      { "shop.example CNAME": ["store.example"], "store.example A": ["192.0.2.1"] },
      /is a zone of its own and has a CNAME to store\.example/,
    ],
    [
      "a space that was lost between two strings",
      "DNS03",
      { "shop.example TXT": [["v=spf1 ip4:192.0.2.1", "ip4:192.0.2.2 -all"]] },
      /without a space/,
    ],
  ])("%s (%s)", async (_, id, change, says) => {
    const { status, findings } = await judged(change);
    const found = findings.find((finding) => finding.id === id && says.test(finding.message));
    expect(found).toBeDefined();
    expect(found?.isMandatory).toBe(true);
    expect(found?.fix).toMatch(/^[A-Z].*\.$/);
    expect(status).toBe(1);
    const { out } = await run();
    expect(out).toContain(`✗ ${id} ${found?.severity}  ${found?.message}`);
    expect(out).toMatch(/\n\d+ to mend/);
  });
});

describe("what is only advised ends with 0:", () => {
  it.each<[string, string, ServedZone]>([
    [
      "eight look-ups",
      "SPF20",
      {
        "_spf.google.com TXT": ["v=spf1 a a a a a a a -all"],
        "_spf.google.com A": ["192.0.2.1"],
        "_spf.google.com AAAA": ["2001:db8::1"],
      },
    ],
    [
      "an include that does nothing",
      "SPF17",
      { "shop.example TXT": ["v=spf1 include:amazonses.com -all"], "amazonses.com TXT": ["v=spf1 -all"] },
    ],
    [
      "a text of Sender ID",
      "SPF21",
      { "shop.example TXT": ["v=spf1 include:_spf.google.com ~all", "spf2.0/pra -all"] },
    ],
    ["no report address", "DM17", { "_dmarc.shop.example TXT": ["v=DMARC1; p=reject"] }],
  ])("%s (%s)", async (_, id, change) => {
    const { status, ids, result } = await judged(change);
    expect(ids).toEqual([id]);
    expect(result.summary).toMatchObject({ mandatory: 0, advisory: 1 });
    expect(status).toBe(0);
  });

  it("TXT records that make a large answer", async () => {
    const texts = Array.from({ length: 8 }, (_, index) => `verification-${index}=${"x".repeat(60)}`);
    const { status, ids } = await judged({ "shop.example TXT": ["v=spf1 include:_spf.google.com ~all", ...texts] });
    expect({ status, ids }).toEqual({ status: 0, ids: ["SPF11"] });
  });
});

describe("above ten look-ups", () => {
  it("it says which sender to move, and which record means the same with fewer", async () => {
    const { result } = await judged({
      "shop.example TXT": ["v=spf1 include:_spf.google.com include:bulk.example a ~all"],
      "shop.example A": ["192.0.2.1"],
      "shop.example AAAA": ["2001:db8::1"],
      "_spf.google.com TXT": ["v=spf1 include:n1.google.com include:n2.google.com ~all"],
      "n1.google.com TXT": ["v=spf1 ip4:192.0.2.0/25 ~all"],
      "n2.google.com TXT": ["v=spf1 ip4:192.0.2.128/25 ~all"],
      "bulk.example TXT": ["v=spf1 a a a a a a -all"],
      "bulk.example A": ["198.51.100.1"],
      "bulk.example AAAA": ["2001:db8::2"],
    });
    expect(result.sections[0]?.suggestions).toEqual([
      "Move include:bulk.example to a MAIL FROM subdomain of its own: 4 look-ups are left here.",
      "Or publish networks in place of include:_spf.google.com (spfFlatten of EmailDomain), which means the same today and takes 8 look-ups; `storefront-baseline spf lock --check` says when it no longer does: v=spf1 ip4:192.0.2.0/24 include:bulk.example a ~all",
    ]);
  });
});

describe("DKIM", () => {
  it("is looked for at the given selectors, where a key must be", async () => {
    const { status, findings } = await judged({}, { selector: ["google", "other"] });
    expect(status).toBe(1);
    expect(findings).toEqual([
      expect.objectContaining({ id: "DK04", subject: "other._domainkey.shop.example", isMandatory: true }),
    ]);
    expect((await judged({}, { selector: ["google"] })).status).toBe(0);
    expect((await judged({}, { selector: ["a b"] })).ids).toEqual(["DK10"]);
  });

  it("is said to be nowhere, where no common selector has a key", async () => {
    const { status, notes } = await judged({ "google._domainkey.shop.example TXT": [] });
    expect(status).toBe(0);
    expect(notes).toContain("Name those of your senders with --selector.");
  });

  it("at a wildcard is shown once, not at every selector", async () => {
    server.zone["*._domainkey.shop.example TXT"] = ["v=DKIM1; p="];
    const { status, result } = await judged({});
    expect(status).toBe(0);
    const seen = result.sections[1]?.seen.map(({ name }) => name);
    expect(seen).toEqual(["*._domainkey.shop.example", "google._domainkey.shop.example"]);
  });
});

describe("DMARC", () => {
  it("of a domain above covers a domain without a record of its own", async () => {
    const { status, notes, result } = await judged(
      {
        "mail.shop.example TXT": ["v=spf1 -all"],
        "_dmarc.shop.example TXT": ["v=DMARC1; p=reject; sp=quarantine; rua=mailto:a@shop.example"],
      },
      {},
      "mail.shop.example",
    );
    expect(notes).toContain("The domain has no record of its own; that of shop.example covers it.");
    expect(notes).toContain("To mail that fails DMARC receivers apply quarantine to the domain");
    expect(result.sections[2]?.seen.map(({ name }) => name)).toEqual(["_dmarc.shop.example"]);
    expect(status).toBe(1); // sp is weaker than p
  });

  it("of a public suffix covers an organisation without a record", async () => {
    const { notes } = await judged({
      "_dmarc.shop.example TXT": [],
      "_dmarc.example TXT": ["v=DMARC1; p=reject; psd=y; rua=mailto:a@example.example"],
    });
    expect(notes).toContain("that of example covers it");
  });

  it("that receivers read differently is said, with the policy of each", async () => {
    const record = "v=DMARC1; p=quarantine; sp=quarantine; np=reject; rua=mailto:a@shop.example";
    const different = "Receivers apply different policies to a missing subdomain: reject by RFC 9989,";
    expect((await judged({ "_dmarc.shop.example TXT": [record] })).notes).toContain(different);
    // A wildcard makes every name exist, so that np never applies.
    const { notes } = await judged({ "*.shop.example A": ["192.0.2.1"] });
    expect(notes).toContain("quarantine to a missing subdomain.");
  });

  it("reports may go to a mail domain that authorises them, and to one of the same organisation", async () => {
    const record = "v=DMARC1; p=reject; rua=mailto:a@vendor.example,mailto:b@reports.shop.example";
    const { ids } = await judged({
      "_dmarc.shop.example TXT": [record],
      "shop.example._report._dmarc.vendor.example TXT": ["v=DMARC1"],
    });
    expect(ids).toEqual([]);
  });
});

describe("DNS that does not answer", () => {
  it("ends with 2, names the question, and judges the rest", async () => {
    const { status, result } = await judged({ "_spf.google.com TXT": "SERVFAIL" });
    expect(status).toBe(2);
    expect(result.sections[0]?.failures).toEqual(["TXT of _spf.google.com: SERVFAIL"]);
    expect(result.summary).toEqual({ mandatory: 0, advisory: 0, failures: 1 });
    const { out } = await run();
    expect(out).toContain("? SPF");
    expect(out).toContain("? No answer: TXT of _spf.google.com: SERVFAIL");
    expect(out).toContain("1 question without an answer.");
  });

  it("does not hide what must be mended", async () => {
    server.zone["_mta-sts.shop.example TXT"] = "DROP";
    expect((await judged({ "shop.example TXT": ["v=spf1 +all"] })).status).toBe(1);
  });

  it("makes no finding of a record that was not seen", async () => {
    const { status, ids } = await judged({
      "_dmarc.shop.example TXT": "REFUSED",
      "google._domainkey.shop.example TXT": "REFUSED",
    });
    expect({ status, ids }).toEqual({ status: 2, ids: [] });
  });
});

describe("ends with 2", () => {
  it.each<[string, string, AuditFlags, RegExp]>([
    ["a domain that does not exist", "none.example", {}, /^none\.example does not exist in DNS \(NXDOMAIN\)\.\n$/],
    ["a URL", "https://shop.example", {}, /is a URL/],
    ["an unknown format", "shop.example", { format: "xml" }, /^--format is "xml"; allowed are text, json\./],
    ["a server that is no address", "shop.example", { server: ["x"] }, /^--server is "x"/],
    ["a missing file of authorities", "shop.example", { ca: "none.pem" }, /^--ca none\.pem cannot be read: ENOENT/],
    ["a file without certificates", "shop.example", { ca: "package.json" }, /^--ca package\.json holds no certificate/],
  ])("for %s", async (_, domain, flags, says) => {
    const { status, out, err } = await run(flags, domain);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toMatch(says);
  });

  it("where no server answers at all", async () => {
    const closed = await serveDns({});
    await closed.close();
    const { status, err } = await run({ server: [closed.address] });
    expect(status).toBe(2);
    expect(err).toBe("DNS does not answer for shop.example: no server answers.\n");
  });
});

it("prints no control character that a record holds", async () => {
  server.zone["shop.example TXT"] = ["v=spf1 -all", "\u001b[2Jowned\u009b1m"];
  const { out } = await run();
  expect(out).toContain("\\027[2Jowned\\1551m");
  const controls = [...out].filter((character) => character !== "\n" && /\p{Cc}/u.test(character));
  expect(controls).toEqual([]);
  const { out: json } = await run({ format: "json" });
  expect(json).toContain("\\u001b[2Jowned\\u009b1m");
});
