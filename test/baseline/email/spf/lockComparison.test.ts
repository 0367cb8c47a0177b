import { describe, expect, it } from "vitest";
import type { SpfLock } from "../../../../baseline/email/spf/lock.js";
import { compareSpfLocks, WIDENING_LIMITS } from "../../../../baseline/email/spf/lockComparison.js";
import { lockSpf } from "../../../../baseline/email/spf/lockMaking.js";
import { closedZone, type Records } from "./plannedZone.js";

const dns: Records = {
  "shop.example TXT": ["v=spf1 include:a.example ~all"],
  "a.example TXT": ["v=spf1 ip4:192.0.2.0/24 include:b.example a:h.example -all"],
  "b.example TXT": ["v=spf1 ip4:198.51.100.0/24 ip6:2001:db8::/48 -all"],
  "h.example A": ["203.0.113.1"],
};
const lock = (change: Records = {}, domains = ["shop.example"], before?: SpfLock): SpfLock =>
  lockSpf(domains, closedZone({ ...dns, ...change }), before ? "2027-01-01T00:00:00Z" : "2026-01-01T00:00:00Z", before);
const before = lock();
const compare = (change: Records, domains = ["shop.example"], limits = WIDENING_LIMITS) =>
  compareSpfLocks(before, lock(change, domains, before), limits);

describe("a lock that is made again", () => {
  it("of the same DNS is the same", () => {
    expect(compare({})).toEqual({ isSame: true, changes: [], changedHosts: [], widenings: [] });
  });

  it("shows each record that changed, and what passes newly and no longer", () => {
    const { isSame, changes, widenings } = compare({
      "b.example TXT": ["v=spf1 ip4:198.51.100.0/25 ip4:203.0.113.0/24 ip6:2001:db8::/48 -all"],
    });
    expect(isSame).toBe(false);
    expect(changes.map(({ name, ip4, ip6 }) => ({ name, ip4, ip6 }))).toEqual([
      { name: "a.example", ip4: { gained: 255n, lost: 128n }, ip6: { gained: 0n, lost: 0n } },
      { name: "b.example", ip4: { gained: 256n, lost: 128n }, ip6: { gained: 0n, lost: 0n } },
      { name: "shop.example", ip4: { gained: 255n, lost: 128n }, ip6: { gained: 0n, lost: 0n } },
    ]);
    expect(widenings).toEqual([]);
  });

  it("shows records that came and went, and hosts that moved", () => {
    const { changes, changedHosts } = compare({
      "a.example TXT": ["v=spf1 ip4:192.0.2.0/24 a:h.example -all"],
      "h.example A": ["203.0.113.2"],
    });
    expect(changes.map(({ name, before: old, after }) => [name, old !== undefined, after !== undefined])).toEqual([
      ["a.example", true, true],
      ["b.example", true, false],
      ["shop.example", true, true],
    ]);
    expect(changedHosts).toEqual(["h.example"]);
  });
});

describe("is a widening", () => {
  it.each<[string, Records, RegExp]>([
    ["+all behind an include", { "b.example TXT": ["v=spf1 +all"] }, /^The record at b\.example lets everyone pass/],
    [
      "halves of the address space behind an include",
      { "b.example TXT": ["v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all"] },
      /^The record at shop\.example lets everyone pass/,
    ],
    [
      "a host that was not included before",
      {
        "b.example TXT": ["v=spf1 ip4:198.51.100.0/24 ip6:2001:db8::/48 include:new.example -all"],
        "new.example TXT": ["v=spf1 -all"],
      },
      /^The record at b\.example now includes new\.example, which was not locked before\.$/,
    ],
    [
      "more IPv4 addresses than a /16",
      { "b.example TXT": ["v=spf1 ip4:198.51.0.0/16 ip4:198.50.0.0/24 ip6:2001:db8::/48 -all"] },
      /^At shop\.example, 65,536 IPv4 addresses pass/,
    ],
    [
      "more IPv6 networks than a /32",
      { "b.example TXT": ["v=spf1 ip4:198.51.100.0/24 ip6:2001:db8::/31 -all"] },
      /^At shop\.example, 8,589,869,056 IPv6 networks of \/64 pass that did not before; without asking, at most 4,294,967,296 may\.$/,
    ],
    [
      "a term that is decided for each client",
      { "b.example TXT": ["v=spf1 ip4:198.51.100.0/24 ip6:2001:db8::/48 exists:%{i}.b.example -all"] },
      /^The record at b\.example now has "exists:%\{i\}\.b\.example": whom it lets pass is decided for each client/,
    ],
    [
      "ptr",
      { "b.example TXT": ["v=spf1 ip4:198.51.100.0/24 ip6:2001:db8::/48 ptr:b.example -all"] },
      /^The record at b\.example now has "ptr:b\.example"/,
    ],
  ])("%s", (_, change, says) => {
    const limits = { ...WIDENING_LIMITS, ip4: 65_535n };
    const { widenings } = compare(change, undefined, limits);
    expect(widenings).toEqual(expect.arrayContaining([expect.stringMatching(says)]));
    for (const sentence of widenings) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it.each<[string, Records]>([
    ["a /16 of IPv4 at the limit", { "b.example TXT": ["v=spf1 ip4:198.50.0.0/16 ip6:2001:db8::/48 -all"] }],
    ["a refusal that is decided for each client", { "b.example TXT": ["v=spf1 -exists:%{i}.b.example -all"] }],
    ["an include that goes away", { "a.example TXT": ["v=spf1 ip4:192.0.2.0/24 -all"] }],
    ["a record that no longer exists", { "b.example TXT": [] }],
    ["a softer end", { "a.example TXT": ["v=spf1 ip4:192.0.2.0/24 include:b.example a:h.example ?all"] }],
  ])("%s is none", (_, change) => expect(compare(change).widenings).toEqual([]));

  it("nothing that stands behind a domain which the user names now", () => {
    const change: Records = {
      "shop.example TXT": ["v=spf1 include:a.example include:new.example ~all"],
      "new.example TXT": ["v=spf1 ip4:10.0.0.0/24 include:c.example -all"],
      "c.example TXT": ["v=spf1 ip4:10.1.0.0/24 -all"],
    };
    expect(compare(change).widenings).toEqual([
      "The record at shop.example now includes new.example, which was not locked before.",
      "The record at new.example now includes c.example, which was not locked before.",
    ]);
    expect(compare(change, ["shop.example", "new.example"]).widenings).toEqual([]);
  });

  it("of the first lock only that everyone passes", () => {
    expect(compareSpfLocks(undefined, before).widenings).toEqual([]);
    const open = lock({ "b.example TXT": ["v=spf1 all"] });
    expect(compareSpfLocks(undefined, open).widenings).toEqual([
      "The record at a.example lets everyone pass, and so does every record that includes it.",
      "The record at b.example lets everyone pass, and so does every record that includes it.",
      "The record at shop.example lets everyone pass, and so does every record that includes it.",
    ]);
    expect(compareSpfLocks(open, open).widenings).toEqual([]);
  });
});
