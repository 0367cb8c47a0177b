import { describe, expect, test } from "vitest";
import { buildSpfLock } from "../../baseline/email/spf/lock.js";
import { lockSpf } from "../../baseline/email/spf/lockMaking.js";
import { DnsProvider, EmailDomain, esp, google, ses, type EmailDomainArgs } from "../../index.js";
import { closedZone, type Records } from "../baseline/email/spf/plannedZone.js";
import { deploy } from "../support/program.js";
import { rsaKey } from "../support/records.js";

const DOMAIN = "shop.example";
const dkim = [{ selector: "s1", target: "s1.bulk.example" }];

const dns: Records = {
  "_spf.google.com TXT": ["v=spf1 ip4:192.0.2.0/24 ~all"],
  "amazonses.com TXT": ["v=spf1 ip4:198.51.100.0/24 -all"],
  "spf.bulk.example TXT": ["v=spf1 include:a.bulk.example include:b.bulk.example -all"],
  "a.bulk.example TXT": ["v=spf1 ip4:203.0.113.0/25 -all"],
  "b.bulk.example TXT": ["v=spf1 ip4:203.0.113.128/25 -all"],
};

const lockOf = (records: Records, domains = ["_spf.google.com", "amazonses.com", "spf.bulk.example"]): string =>
  buildSpfLock(lockSpf(domains, closedZone(records), "2026-11-24T12:00:00Z"));

const args = (change: Partial<EmailDomainArgs> = {}): EmailDomainArgs => ({
  domain: DOMAIN,
  zone: { provider: DnsProvider.Cloudflare, id: "zone-id" },
  senders: [
    google({ dkimKey: rsaKey(2048) }),
    ses({ dkimTokens: ["t1", "t2", "t3"], region: "eu-west-1" }),
    esp({ name: "Bulk", include: "spf.bulk.example", dkim }),
  ],
  dmarc: { reportTo: [`dmarc@${DOMAIN}`] },
  spfLock: lockOf(dns),
  ...change,
});

/** Why the component is refused; empty where it is not. */
async function refusal(change: Partial<EmailDomainArgs>): Promise<string> {
  let refused = "";
  const registered = await deploy(() => {
    try {
      new EmailDomain("mail", args(change));
    } catch (error) {
      refused = error instanceof Error ? error.message : String(error);
    }
  });
  expect(registered.length > 0).toBe(refused === "");
  return refused;
}

const many = (count: number): Records => ({
  ...dns,
  "spf.bulk.example TXT": [`v=spf1 ${"include:a.bulk.example ".repeat(count)}-all`],
});

describe("with a lock, EmailDomain", () => {
  test("accepts senders whose records are in order", async () => {
    expect(await refusal({})).toBe("");
  });

  test("counts what lies behind the includes, whatever the sender declares and the catalogue knows", async () => {
    // Google 1, Bulk 1 + 8: ten. Without the lock Google's record would count as four.
    expect(await refusal({ spfLock: lockOf(many(8)) })).toBe("");
    expect(await refusal({ spfLock: lockOf(many(9)) })).toMatch(
      /senders: .*has, with the records behind it, 11 terms.*\(Look-ups by sender: Google Workspace 1, Bulk 10\. With Bulk on a MAIL FROM subdomain of its own, 1 would be left\. With spfFlatten: \["spf\.bulk\.example"\], which goes stale, 1 would be left\.\)/,
    );
    const senders = [
      google({ dkimKey: rsaKey(2048) }),
      esp({ name: "Bulk", include: "spf.bulk.example", lookups: 9, dkim }),
    ];
    expect(await refusal({ senders })).toBe("");
  });

  test.each<[string, Records, RegExp]>([
    ["lets everyone pass", { "a.bulk.example TXT": ["v=spf1 +all"] }, /senders: .*lets 100 % of all IPv4/],
    ["has no SPF record", { "b.bulk.example TXT": [] }, /senders: .*"b\.bulk\.example" has no SPF record/],
    ["goes in a circle", { "b.bulk.example TXT": ["v=spf1 include:shop.example -all"] }, /senders: .*in a circle/],
    [
      "of a return path lets everyone pass",
      { "amazonses.com TXT": ["v=spf1 all"] },
      /senders\[1\]: bounce\.shop\.example: The record lets 100 %/,
    ],
  ])("refuses a sender whose record %s", async (_, change, says) => {
    expect(await refusal({ spfLock: lockOf({ ...dns, ...change }) })).toMatch(says);
  });

  test("names an include that the lock does not hold, and the command that adds it", async () => {
    const spfLock = lockOf(dns, ["_spf.google.com", "amazonses.com"]);
    expect(await refusal({ spfLock })).toMatch(
      /spfLock: It holds no record of spf\.bulk\.example, to which the SPF record of shop\.example leads\. Run `npx storefront-baseline spf lock spf\.bulk\.example`\./,
    );
    const senders = [esp({ name: "Bulk", include: "spf.bulk.example", lookups: 3, dkim })];
    expect(await refusal({ spfLock, senders })).toBe("");
  });

  test("refuses a text that is no lock, without repeating it", async () => {
    const message = await refusal({ spfLock: "-----BEGIN PRIVATE KEY-----" });
    expect(message).toMatch(/spfLock: The lock is no valid JSON/);
    expect(message).not.toContain("PRIVATE");
  });
});

test("without a lock, what the senders declare counts, and what to move is said", async () => {
  const { spfLock, ...unlocked } = args({
    senders: [google({ dkimKey: rsaKey(2048) }), esp({ name: "Bulk", include: "spf.bulk.example", lookups: 7, dkim })],
  });
  expect(spfLock).toBeDefined();
  let refused = "";
  await deploy(() => {
    try {
      new EmailDomain("mail", unlocked);
    } catch (error) {
      refused = String(error);
    }
  });
  expect(refused).toMatch(
    /11 terms.*Google Workspace 4, Bulk 7\. With Bulk on a MAIL FROM subdomain of its own, 4 would/,
  );
});
