import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseSpfLock } from "../../baseline/email/spf/lockReading.js";
import { spfLock, type SpfLockFlags } from "../../cli/spfLock.js";
import { serveDns, type DnsServer, type ServedZone } from "../support/dnsServer.js";
import { capture } from "../support/output.js";

const DNS: ServedZone = {
  "shop.example TXT": ["site=1", "v=spf1 include:_spf.google.example include:bulk.example ~all"],
  "_spf.google.example TXT": ["v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/40 ~all"],
  "bulk.example TXT": [["v=spf1 a:out.bulk.example mx", " -all"]],
  "bulk.example MX": ["10 in.bulk.example"],
  "out.bulk.example A": ["198.51.100.7"],
  "in.bulk.example A": ["198.51.100.8"],
};

let server: DnsServer;
let folder: string;
let file: string;
beforeEach(async () => {
  server = await serveDns({ ...DNS });
  folder = mkdtempSync(path.join(tmpdir(), "spf-lock-"));
  file = path.join(folder, "spf.lock.json");
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

async function run(domains: readonly string[], flags: SpfLockFlags = {}) {
  const streams = capture();
  const status = await spfLock(
    domains,
    { file, server: [server.address], timeout: "100", tries: "1", ...flags },
    streams,
  );
  return { status, out: streams.out().replaceAll(folder, "."), err: streams.err().replaceAll(folder, ".") };
}
const content = (): string => readFileSync(file, "utf8");
const recordOf = (name: string) => {
  const read = parseSpfLock(content());
  return read.ok ? read.value.records.get(name) : undefined;
};

describe("spf lock", () => {
  it("writes the records behind a domain, as DNS has them, and shows them", async () => {
    const began = Math.floor(Date.now() / 1000) * 1000;
    expect(await run(["Shop.example."])).toEqual({
      status: 0,
      err: "",
      out: `./spf.lock.json is new:
  + _spf.google.example  +256 IPv4 addresses, +2^88 IPv6 addresses
      + v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/40 ~all
  + bulk.example  2 look-ups, 1 void look-up, +2 IPv4 addresses
      + v=spf1 a:out.bulk.example mx -all
  + shop.example  4 look-ups, 1 void look-up, +258 IPv4 addresses, +2^88 IPv6 addresses
      + v=spf1 include:_spf.google.example include:bulk.example ~all
  ~ hosts: bulk.example, in.bulk.example, out.bulk.example

✓ ./spf.lock.json now holds 3 records behind shop.example.
`,
    });
    expect(recordOf("bulk.example")).toMatchObject({
      txt: ["v=spf1 a:out.bulk.example mx -all"],
      lookups: 2,
      ip4: ["198.51.100.7", "198.51.100.8"],
    });
    expect(Date.parse(recordOf("bulk.example")?.fetchedAt ?? "")).toBeGreaterThanOrEqual(began);
  });

  it("leaves a file that is up to date as it is, and needs no domain for that", async () => {
    await run(["shop.example"]);
    const before = content();
    const { status, out } = await run([]);
    expect(status).toBe(0);
    expect(out).toBe("✓ ./spf.lock.json is up to date: 3 records behind shop.example.\n");
    expect(content()).toBe(before);
  });

  it("renews the time of the last look on another day, and nothing else", async () => {
    await run(["shop.example"]);
    const now = content();
    const old = now.replace(/"checkedAt": "[^"]*"/, '"checkedAt": "2020-01-01T00:00:00Z"');
    expect(old).not.toBe(now);
    writeFileSync(file, old);
    expect((await run([], { check: true })).status).toBe(0);
    expect(content()).toBe(old);
    expect((await run([])).out).toContain("is up to date");
    expect(content().replace(/"checkedAt": "[^"]*"/, "")).toBe(now.replace(/"checkedAt": "[^"]*"/, ""));
    expect(content()).not.toContain("2020-01-01");
    writeFileSync(file, now.replace(/.*"checkedAt".*\n/, ""));
    await run([]);
    expect(content()).toContain('"checkedAt": "20');
  });

  it("says which sender to move where a record is near the limit of look-ups, or above it", async () => {
    server.zone["bulk.example TXT"] = ["v=spf1 a:out.bulk.example mx a a a a -all"];
    server.zone["bulk.example A"] = ["198.51.100.9"];
    const near = (await run(["shop.example"])).out;
    expect(near).toContain(`
! shop.example takes 8 look-ups, and receivers allow 10. Where the record is yours:
    → Move include:bulk.example to a MAIL FROM subdomain of its own: 1 look-ups are left here.
    → Or publish networks in place of include:_spf.google.example (spfFlatten of EmailDomain), which means the same today and takes 7 look-ups; `);
    server.zone["bulk.example TXT"] = ["v=spf1 a:out.bulk.example mx a a a a a a a -all"];
    expect((await run([])).out).toContain("\n✗ shop.example takes 11 look-ups, and receivers allow 10.");
    expect((await run([], { check: true })).out).toContain("✗ shop.example takes 11 look-ups");
    server.zone["bulk.example TXT"] = ["v=spf1 a:out.bulk.example -all"];
    expect((await run([])).out).not.toContain("receivers allow");
  });

  it("adds domains to those of the file", async () => {
    server.zone["new.example TXT"] = ["v=spf1 ip4:203.0.113.0/24 -all"];
    await run(["shop.example"]);
    expect((await run(["new.example"])).out).toContain("now holds 4 records behind new.example, shop.example.");
  });

  it("writes a harmless change, and shows what it was", async () => {
    await run(["shop.example"]);
    server.zone["_spf.google.example TXT"] = ["v=spf1 ip4:192.0.2.0/25 ip4:203.0.113.0/24 ip6:2001:db8::/40 ~all"];
    const { status, out } = await run([]);
    expect(status).toBe(0);
    expect(out).toContain(`  ~ _spf.google.example  +256 −128 IPv4 addresses
      - v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/40 ~all
      + v=spf1 ip4:192.0.2.0/25 ip4:203.0.113.0/24 ip6:2001:db8::/40 ~all
`);
    expect(recordOf("_spf.google.example")?.ip4).toEqual(["192.0.2.0/25", "203.0.113.0/24"]);
  });

  it.each<[string, ServedZone, RegExp]>([
    [
      "+all behind an include",
      { "bulk.example TXT": ["v=spf1 +all"] },
      /! The record at bulk\.example lets everyone pass/,
    ],
    [
      "a new include",
      { "bulk.example TXT": ["v=spf1 include:more.example -all"], "more.example TXT": ["v=spf1 -all"] },
      /! The record at bulk\.example now includes more\.example/,
    ],
    [
      "many more addresses",
      { "bulk.example TXT": ["v=spf1 ip4:10.0.0.0/15 -all"] },
      /! At shop\.example, 131,072 IPv4 addresses pass that did not before; without asking, at most 65,536 may\./,
    ],
  ])("refuses %s until it is accepted", async (_, change, says) => {
    await run(["shop.example"]);
    const before = content();
    Object.assign(server.zone, change);
    const refused = await run([]);
    expect(refused.status).toBe(1);
    expect(refused.out).toMatch(says);
    expect(refused.out).toMatch(/is left as it was.*--accept-wider/);
    expect(content()).toBe(before);
    const accepted = await run([], { acceptWider: true });
    expect(accepted.status).toBe(0);
    expect(accepted.out).toMatch(says);
    expect(content()).not.toBe(before);
    expect((await run([])).status).toBe(0);
  });

  it("takes the limits of new addresses from the flags", async () => {
    await run(["shop.example"]);
    server.zone["bulk.example TXT"] = ["v=spf1 ip4:10.0.0.0/24 ip6:2001:db9::/60 -all"];
    expect((await run([], { maxNewIp4: "255", check: true })).out).toContain("256 IPv4 addresses pass");
    expect((await run([], { maxNewIp6: "15", check: true })).out).toContain("16 IPv6 networks of /64 pass");
    expect((await run([], { maxNewIp4: "256", maxNewIp6: "16" })).status).toBe(0);
  });

  it("with --check only compares", async () => {
    await run(["shop.example"]);
    const before = content();
    expect((await run([], { check: true })).status).toBe(0);
    server.zone["bulk.example TXT"] = ["v=spf1 -all"];
    const { status, out } = await run([], { check: true });
    expect(status).toBe(1);
    expect(out).toContain("✗ ./spf.lock.json is out of date. Run `storefront-baseline spf lock`");
    expect(content()).toBe(before);
  });

  it("shows that a record has gone, which receivers answer with permerror", async () => {
    await run(["shop.example"]);
    delete server.zone["_spf.google.example TXT"];
    const { status, out } = await run([]);
    expect(status).toBe(0);
    expect(out).toContain("no SPF record any more: receivers answer permerror");
    expect(recordOf("_spf.google.example")?.txt).toEqual([]);
  });

  it("prints no control character that a record holds", async () => {
    server.zone["bulk.example TXT"] = ["v=spf1 \u001b]0;owned\u0007 -all"];
    const { out } = await run(["shop.example"]);
    expect(out).toContain("+ v=spf1 \\027]0;owned\\007 -all");
  });
});

describe("spf lock ends with 2", () => {
  it.each<[string, ServedZone, RegExp]>([
    [
      "SERVFAIL",
      { "bulk.example TXT": "SERVFAIL" },
      /DNS does not answer, so nothing is locked:\n {2}TXT of bulk\.example: SERVFAIL\n$/,
    ],
    ["REFUSED", { "bulk.example MX": "REFUSED" }, / {2}MX of bulk\.example: REFUSED\n$/],
    ["a timeout", { "out.bulk.example A": "DROP" }, / {2}A of out\.bulk\.example: timeout\n$/],
  ])("where DNS answers %s", async (_, change, says) => {
    Object.assign(server.zone, change);
    const { status, out, err } = await run(["shop.example"]);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toMatch(says);
    expect(existsSync(file)).toBe(false);
  });

  it("where records lead to more names than receivers would ask for", async () => {
    const includes = Array.from({ length: 600 }, (_, index) => `include:n${index}.example`);
    server.zone["bulk.example TXT"] = [
      Array.from({ length: 60 }, (_, at) => ` ${includes.slice(at * 10, at * 10 + 10).join(" ")}`),
    ];
    server.zone["bulk.example TXT"] = [["v=spf1", ...(server.zone["bulk.example TXT"][0] as string[])]];
    const { status, err } = await run(["shop.example"]);
    expect(status).toBe(2);
    expect(err).toContain("more than 500 names stand behind these records");
  });

  it.each<[string, string[], SpfLockFlags, RegExp]>([
    ["no domain is given", [], {}, /^No domain is given/],
    ["a domain is a URL", ["https://shop.example"], {}, /is a URL/],
    ["a domain has no SPF record", ["shop.example", "none.example"], {}, /^There is no SPF record at none\.example/],
    ["there is nothing to check", ["shop.example"], { check: true }, /^\.\/spf\.lock\.json does not exist/],
    [
      "a server is no address",
      ["shop.example"],
      { server: ["dns.example"] },
      /^--server is "dns\.example"; an IP address is needed\.$/,
    ],
    ["a limit is no number", ["shop.example"], { maxNewIp4: "many" }, /^--max-new-ip4 is "many"; a whole number/],
    [
      "a time limit is too long",
      ["shop.example"],
      { timeout: "600001" },
      /^--timeout is "600001"; a whole number from 0 to 600000/,
    ],
    [
      "the file cannot be written",
      ["shop.example"],
      { file: "/nowhere/spf.lock.json" },
      /^\/nowhere\/spf\.lock\.json cannot be written/,
    ],
  ])("where %s", async (_, domains, flags, says) => {
    const { status, err } = await run(domains, flags);
    expect(status).toBe(2);
    expect(err.trim()).toMatch(says);
  });

  it("where the file is no lock", async () => {
    writeFileSync(file, '{"version": 1}');
    const { status, err } = await run(["shop.example"]);
    expect(status).toBe(2);
    expect(err).toMatch(/^\.\/spf\.lock\.json is no lock of SPF:\n {2}domains is missing/);
  });
});
