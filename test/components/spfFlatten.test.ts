import { describe, expect, test } from "vitest";
import { buildSpfLock } from "../../baseline/email/spf/lock.js";
import { lockSpf } from "../../baseline/email/spf/lockMaking.js";
import { DnsProvider, EmailDomain, esp, google, type EmailDomainArgs } from "../../index.js";
import { closedZone, type Records } from "../baseline/email/spf/plannedZone.js";
import { run } from "../support/pack.js";
import { deploy, refusalOf, type Registered } from "../support/program.js";
import { rsaKey, SIGNED, ZONE } from "../support/records.js";

const DOMAIN = "shop.example";
const dkim = [{ selector: "s1", target: "s1.bulk.example" }];

/** Google takes three look-ups, Bulk nine: two too many. */
const dns: Records = {
  "_spf.google.com TXT": ["v=spf1 include:n1.google.com include:n2.google.com ~all"],
  "n1.google.com TXT": ["v=spf1 ip4:192.0.2.0/25 ip6:2001:db8::/32 ~all"],
  "n2.google.com TXT": ["v=spf1 ip4:192.0.2.128/25 ~all"],
  "spf.bulk.example TXT": [`v=spf1 ${"include:n.bulk.example ".repeat(8)}-all`],
  "n.bulk.example TXT": ["v=spf1 ip4:203.0.113.0/25 -all"],
};
const lockOf = (records: Records, time = "2026-11-24T12:00:00Z"): string =>
  buildSpfLock(lockSpf(["_spf.google.com", "spf.bulk.example"], closedZone(records), time));

const args = (change: Partial<EmailDomainArgs> = {}): EmailDomainArgs => ({
  domain: DOMAIN,
  zone: { provider: DnsProvider.Cloudflare, id: "zone-id" },
  senders: [google({ dkimKey: rsaKey(2048) }), esp({ name: "Bulk", include: "spf.bulk.example", dkim })],
  dmarc: { reportTo: [`dmarc@${DOMAIN}`] },
  spfLock: lockOf(dns),
  today: "2026-11-24",
  ...change,
});
const mail = (change: Partial<EmailDomainArgs> = {}): EmailDomain => new EmailDomain("mail", args(change));
const refused = (change: Partial<EmailDomainArgs>): Promise<string> => refusalOf(() => mail(change));

/** What was registered, and the component's exceptions. */
async function made(change: Partial<EmailDomainArgs>): Promise<{ registered: Registered[]; exceptions: string[] }> {
  let exceptions: string[] = [];
  const registered = await deploy(() => {
    mail(change).exceptions.apply((known) => (exceptions = known));
  });
  return { registered, exceptions };
}
const spfOf = (registered: readonly Registered[]): unknown =>
  registered.find(({ name }) => name === "mail-spf")?.inputs["content"];

describe("spfFlatten", () => {
  test("puts the lock's networks in place of the includes it names, and of no other", async () => {
    const { registered } = await made({ spfFlatten: ["_spf.google.com"] });
    expect(spfOf(registered)).toBe('"v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 include:spf.bulk.example ~all"');
    const both = await made({ spfFlatten: ["SPF.bulk.example.", "_spf.google.com"] });
    expect(spfOf(both.registered)).toBe('"v=spf1 ip4:192.0.2.0/24 ip4:203.0.113.0/25 ip6:2001:db8::/32 ~all"');
  });

  test("is an exception that says since when the networks stand, and what follows", async () => {
    const { exceptions } = await made({ spfFlatten: ["_spf.google.com"] });
    expect(exceptions).toEqual([
      "spfFlatten: in place of include:_spf.google.com stand 2 networks as of 2026-11-24. Mail from a network that it adds later fails SPF, and from one that it gives up still passes, until `storefront-baseline spf lock` and a deploy renew them.",
    ]);
    const within = { ...dns, "spf.bulk.example TXT": ["v=spf1 ip4:203.0.113.0/25 -all"] };
    expect((await made({ spfLock: lockOf(within), spfFlatten: [] })).exceptions).toEqual([]);
  });

  test("makes a record that the pack accepts, and judges as any other", async () => {
    const settings = { spfLock: JSON.parse(lockOf(dns)) as object, spfIncludes: ["spf.bulk.example"] };
    const judge = async (spfFlatten: string[], today: string) => {
      const { registered } = await made({ spfFlatten });
      const said = await run([ZONE, SIGNED, ...registered], { settings, today });
      return said.filter(({ policy }) => policy.startsWith("spf-"));
    };
    expect(await judge(["_spf.google.com", "spf.bulk.example"], "2026-11-24")).toEqual([]);
    // Bulk alone takes nine look-ups.
    expect(await judge(["_spf.google.com"], "2026-11-24")).toEqual([
      expect.objectContaining({ policy: "spf-near-limit", level: "advisory" }),
    ]);
    // A program that holds its day fast does not keep the networks fresh.
    expect(await judge(["_spf.google.com", "spf.bulk.example"], "2026-12-25")).toEqual([
      expect.objectContaining({
        policy: "spf-lock-age",
        level: "mandatory",
        message: expect.stringContaining(
          "was last compared with DNS on 2026-11-24, 31 days before 2026-12-25",
        ) as string,
      }),
    ]);
  });

  test("is what a refusal for too many look-ups proposes beside the move", async () => {
    expect(await refused({})).toContain(
      'With Bulk on a MAIL FROM subdomain of its own, 3 would be left. With spfFlatten: ["spf.bulk.example"], which goes stale, 3 would be left.',
    );
  });
});

describe("spfFlatten is refused", () => {
  const move = "Instead, move Bulk to a MAIL FROM subdomain of its own: 3 look-ups are left.";
  const many = Array.from({ length: 40 }, (_, index) => `ip4:10.${index}.1.0/24`).join(" ");
  test.each<[string, Records, string]>([
    [
      "an exclusion",
      { "n.bulk.example TXT": ["v=spf1 -ip4:203.0.113.9 ip4:203.0.113.0/25 -all"] },
      'spfFlatten[0]: include:spf.bulk.example cannot be replaced by networks: it leads to n.bulk.example, which treats some clients otherwise by "-ip4:203.0.113.9".',
    ],
    [
      "a macro",
      { "n.bulk.example TXT": ["v=spf1 exists:%{i}.bulk.example -all"], "n.bulk.example A": [] },
      'it leads to n.bulk.example, which looks up names by "exists:%{i}.bulk.example".',
    ],
    ["ptr", { "n.bulk.example TXT": ["v=spf1 ptr -all"] }, 'which looks up names by "ptr".'],
    ["mx", { "n.bulk.example TXT": ["v=spf1 mx -all"] }, 'which looks up names by "mx".'],
    [
      "too many networks",
      { "n.bulk.example TXT": [`v=spf1 ${many} -all`] },
      "spfFlatten: With networks in place of these includes the SPF record has 705 octets, and above 450 a DNS answer may be cut off (RFC 7208 §3.4). Networks: spf.bulk.example 40.",
    ],
  ])("where the records behind hold %s, and says which sender to move", async (_, change, says) => {
    const message = await refused({ spfLock: lockOf({ ...dns, ...change }), spfFlatten: ["spf.bulk.example"] });
    expect(message).toContain(says);
    expect(message).toContain(move);
  });

  test("where the mailbox provider alone cannot be replaced, with the other sender to move", async () => {
    const change = { "n1.google.com TXT": ["v=spf1 a -all"], "n1.google.com A": ["192.0.2.1"] };
    const message = await refused({ spfLock: lockOf({ ...dns, ...change }), spfFlatten: ["_spf.google.com"] });
    expect(message).toContain("include:_spf.google.com cannot be replaced by networks: it leads to n1.google.com");
    expect(message).toContain("Instead, move Bulk to a MAIL FROM subdomain of its own: 4 look-ups are left.");
  });

  test("where the lock is older than 30 days, and not a day before", async () => {
    const spfFlatten = ["spf.bulk.example"];
    expect(await refused({ spfFlatten, today: "2026-12-25" })).toContain(
      `spfFlatten: The lock was last compared with DNS on 2026-11-24, 31 days before 2026-12-25; networks in place of includes need a comparison within 30 days. Run \`npx storefront-baseline spf lock\`, and look at the changes. ${move}`,
    );
    expect((await made({ spfFlatten, today: "2026-12-24" })).registered.length).toBeGreaterThan(0);
  });

  test("for what the record does not include, what stands twice, and without a lock: all at once", async () => {
    const message = await refused({ spfFlatten: ["spf.bulk.example", "_spf.other.example", "spf.bulk.example"] });
    expect(message).toContain(
      'spfFlatten[1]: The domain\'s SPF record does not include "_spf.other.example"; its includes are _spf.google.com, spf.bulk.example.',
    );
    expect(message).toContain('spfFlatten[2]: "spf.bulk.example" stands in the list twice.');
    const { spfLock, ...unlocked } = args({ spfFlatten: ["spf.bulk.example"] });
    expect(spfLock).toBeDefined();
    expect(await refusalOf(() => new EmailDomain("mail", unlocked))).toContain(
      "spfFlatten: The networks come from the lock, and none is given. Give the content of spf.lock.json in spfLock.",
    );
  });

  test("where the lock does not know the include, or is none, with the way out", async () => {
    const spfLock = buildSpfLock(lockSpf(["_spf.google.com"], closedZone(dns), "2026-11-24T12:00:00Z"));
    const message = await refused({ spfLock, spfFlatten: ["spf.bulk.example"] });
    expect(message).toContain("it leads to spf.bulk.example, whose record is not known.");
    expect(message).toContain("Run `npx storefront-baseline spf lock spf.bulk.example`.");
    expect(await refused({ spfLock: "{", spfFlatten: ["spf.bulk.example"] })).toContain(
      "spfLock: The lock is no valid",
    );
  });
});
