import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildSpfLock, hashOf, lockedZone } from "../../../../baseline/email/spf/lock.js";
import { lockSpf } from "../../../../baseline/email/spf/lockMaking.js";
import { parseSpfLock, readSpfLock } from "../../../../baseline/email/spf/lockReading.js";
import { countLookups } from "../../../../baseline/email/spf/lookups.js";
import { parseSpf } from "../../../../baseline/email/spf/parse.js";
import { closedZone, openZone, type Records } from "./plannedZone.js";
import { numbers } from "../../../support/numbers.js";
import { mutate } from "./records.js";

const TIME = "2026-11-24T12:00:00Z";

const dns: Records = {
  "shop.example TXT": ["site=1", "v=spf1 include:_spf.google.example a:out.shop.example ~all"],
  "_spf.google.example TXT": ["v=spf1 include:nets.google.example mx:in.google.example exists:gone.example ~all"],
  "nets.google.example TXT": ["v=spf1 ip4:192.0.2.0/25 ip4:192.0.2.128/25 ip6:2001:db8::/32 -all"],
  "in.google.example MX": ["B.google.example.", "a.google.example"],
  "a.google.example A": ["198.51.100.2", "198.51.100.1"],
  "out.shop.example A": ["203.0.113.5"],
};
const lock = lockSpf(["Shop.example."], closedZone(dns), TIME);

describe("a lock of a domain", () => {
  it("is this text", () => {
    expect(buildSpfLock(lock)).toBe(`{
  "version": 1,
  "checkedAt": "2026-11-24T12:00:00Z",
  "domains": [
    "shop.example"
  ],
  "records": {
    "_spf.google.example": {
      "txt": [
        "v=spf1 include:nets.google.example mx:in.google.example exists:gone.example ~all"
      ],
      "sha256": "${hashOf(["v=spf1 include:nets.google.example mx:in.google.example exists:gone.example ~all"])}",
      "lookups": 3,
      "voidLookups": 1,
      "ip4": [
        "192.0.2.0/24",
        "198.51.100.1",
        "198.51.100.2"
      ],
      "ip6": [
        "2001:db8::/32"
      ],
      "fetchedAt": "2026-11-24T12:00:00Z"
    },
    "nets.google.example": {
      "txt": [
        "v=spf1 ip4:192.0.2.0/25 ip4:192.0.2.128/25 ip6:2001:db8::/32 -all"
      ],
      "sha256": "${hashOf(["v=spf1 ip4:192.0.2.0/25 ip4:192.0.2.128/25 ip6:2001:db8::/32 -all"])}",
      "lookups": 0,
      "voidLookups": 0,
      "ip4": [
        "192.0.2.0/24"
      ],
      "ip6": [
        "2001:db8::/32"
      ],
      "fetchedAt": "2026-11-24T12:00:00Z"
    },
    "shop.example": {
      "txt": [
        "v=spf1 include:_spf.google.example a:out.shop.example ~all"
      ],
      "sha256": "${hashOf(["v=spf1 include:_spf.google.example a:out.shop.example ~all"])}",
      "lookups": 5,
      "voidLookups": 2,
      "ip4": [
        "192.0.2.0/24",
        "198.51.100.1",
        "198.51.100.2",
        "203.0.113.5"
      ],
      "ip6": [
        "2001:db8::/32"
      ],
      "fetchedAt": "2026-11-24T12:00:00Z"
    }
  },
  "hosts": {
    "a.google.example": {
      "a": [
        "198.51.100.1",
        "198.51.100.2"
      ],
      "aaaa": []
    },
    "b.google.example": {
      "a": [],
      "aaaa": []
    },
    "gone.example": {
      "a": []
    },
    "in.google.example": {
      "mx": [
        "a.google.example",
        "b.google.example"
      ]
    },
    "out.shop.example": {
      "a": [
        "203.0.113.5"
      ],
      "aaaa": []
    }
  }
}
`);
  });

  it("hashes are those of sha256sum", () => {
    // printf 'v=spf1 -all\n' | sha256sum
    expect(hashOf(["v=spf1 -all"])).toBe("6d6b9add77e713d08fefd97978eec9c744cf49dac00460cfb2f712d0504f632a");
  });

  it("answers as DNS did for everything that counting asks, and knows nothing else", () => {
    const zone = lockedZone(lock);
    const parsed = parseSpf("v=spf1 include:_spf.google.example include:other.example ~all");
    if (!parsed.ok) throw new Error();
    expect(countLookups(parsed.value, "shop.example", zone)).toMatchObject({
      terms: 5,
      voids: 1,
      voidNames: ["gone.example"],
      unknown: ["other.example"],
    });
    expect(zone.txt("other.example")).toBeUndefined();
    expect(zone.addresses("gone.example", 6)).toBeUndefined();
    expect(zone.mx("a.google.example")).toBeUndefined();
  });

  it("holds targets without one valid record too, so that the fault is seen", () => {
    const records: Records = {
      "shop.example TXT": ["v=spf1 include:none.example include:two.example include:bad.example ~all"],
      "none.example TXT": ["unrelated"],
      "two.example TXT": ["v=spf1 -all", "v=spf1 ~all"],
      "bad.example TXT": ["v=spf1 moo"],
    };
    const made = lockSpf(["shop.example"], closedZone(records), TIME);
    expect([...made.records].map(([name, { txt }]) => [name, txt.length])).toEqual([
      ["shop.example", 1],
      ["none.example", 0],
      ["two.example", 2],
      ["bad.example", 1],
    ]);
    const parsed = parseSpf(records["shop.example TXT"]?.[0] ?? "");
    expect(parsed.ok && countLookups(parsed.value, "shop.example", lockedZone(made)).badTargets).toEqual([
      { name: "none.example", state: "missing" },
      { name: "two.example", state: "several" },
      { name: "bad.example", state: "broken" },
    ]);
  });

  it("made again keeps the time of what did not change, so that only the time of the last look differs", () => {
    const again = lockSpf(["shop.example"], closedZone(dns), "2027-01-01T00:00:00Z", lock);
    expect(buildSpfLock(again)).toBe(buildSpfLock({ ...lock, checkedAt: "2027-01-01T00:00:00Z" }));
    const changed = { ...dns, "nets.google.example TXT": ["v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all"] };
    const now = lockSpf(["shop.example"], closedZone(changed), "2027-01-01T00:00:00Z", lock);
    const times = [...now.records].map(([name, { fetchedAt }]) => [name, fetchedAt.slice(0, 4)]);
    expect(Object.fromEntries(times)).toEqual({
      "shop.example": "2026",
      "_spf.google.example": "2026",
      "nets.google.example": "2027",
    });
  });

  it("leaves out what DNS did not answer", () => {
    const known = Object.entries(dns).filter(([key]) => key !== "nets.google.example TXT");
    const made = lockSpf(["shop.example"], openZone(Object.fromEntries(known)), TIME);
    expect([...made.records.keys()]).toEqual(["shop.example", "_spf.google.example"]);
    expect(made.hosts.has("gone.example")).toBe(false);
  });
});

describe("parseSpfLock", () => {
  it("reads back what buildSpfLock writes (random zones)", () => {
    const names = ["shop.example", "a.example", "_b.example", "xn--p1ai.example"];
    const target = fc.constantFrom(...names, "none.example");
    const term = fc.oneof(
      target.map((name) => `include:${name}`),
      target.map((name) => `a:${name}/24`),
      target.map((name) => `mx:${name}`),
      target.map((name) => `exists:${name}`),
      fc.ipV4().map((address) => `ip4:${address}/20`),
      fc.ipV6().map((address) => `-ip6:${address}/40`),
    );
    const record = fc.array(term, { maxLength: 5 }).map((terms) => [`v=spf1 ${terms.join(" ")} ~all`]);
    const addresses = fc.array(fc.ipV4(), { maxLength: 3 });
    const zone = fc.tuple(...names.map(() => fc.tuple(record, addresses, fc.subarray(names)))).map((hosts) =>
      closedZone(
        Object.fromEntries(
          hosts.flatMap(([txt, a, mx], index) => [
            [`${names[index]} TXT`, txt],
            [`${names[index]} A`, a],
            [`${names[index]} MX`, mx],
          ]),
        ),
      ),
    );
    fc.assert(
      fc.property(zone, fc.subarray(names, { minLength: 1 }), (given, domains) => {
        const made = lockSpf(domains, given, TIME);
        const read = parseSpfLock(buildSpfLock(made));
        expect(read).toEqual({ ok: true, value: made });
        expect(read.ok && buildSpfLock(read.value)).toBe(buildSpfLock(made));
      }),
      { seed: 7208, numRuns: 300 },
    );
  });

  const text = buildSpfLock(lock);
  const refusals: readonly (readonly [string, string, RegExp])[] = [
    ["no JSON", "-----BEGIN PRIVATE KEY-----", /^The lock is no valid JSON\. Make it anew/],
    ["a list", "[]", /^the lock is a list; an object is needed\.$/],
    ["another version", text.replace('"version": 1', '"version": 2'), /^version is 2; this release reads version 1/],
    ["no version", text.replace('  "version": 1,\n', ""), /^version is missing; /],
    ["an unknown property", text.replace('"domains"', '"domain"'), /^the lock has "domain", which no lock has/],
    [
      "a name in capitals",
      text.replace('    "nets.google', '    "Nets.google'),
      /^records has "Nets\.google\.example"/,
    ],
    [
      "a record changed by hand",
      text.replace("ip4:192.0.2.128/25", "ip4:192.0.2.128/26"),
      /^records\["nets\.google\.example"\]\.sha256 is not the hash of its txt/,
    ],
    [
      "a text that is no SPF record",
      text.replace('"v=spf1 include:nets', '"v=spf2 include:nets'),
      /^records\["_spf\.google\.example"\]\.txt holds "v=spf2 .*; texts that begin with v=spf1 are needed/,
    ],
    ["a count that is none", text.replace('"lookups": 3', '"lookups": -3'), /\.lookups is -3; a count is needed/],
    ["a network that is none", text.replace('"192.0.2.0/24"', '"192.0.2.0/33"'), /\.ip4 holds "192\.0\.2\.0\/33"/],
    [
      "an address that is none",
      text.replace('"203.0.113.5"\n      ],\n      "aaaa', '"203.0.113.500"\n      ],\n      "aaaa'),
      /^hosts\["out\.shop\.example"\]\.a holds "203\.0\.113\.500"/,
    ],
    ["a time that is none", text.replaceAll(TIME, "yesterday"), /\.fetchedAt is "yesterday"; a time such as/],
    ["a time of the last look that is none", text.replace(TIME, "today"), /^checkedAt is "today"; a time such as/],
    ["no hosts", text.replace(/,\n {2}"hosts"[^]*/, "\n}"), /^hosts is missing; an object is needed/],
  ];
  it.each(refusals)("refuses %s, and says where", (_, given, says) => {
    expect(given).not.toBe(text);
    const read = parseSpfLock(given);
    expect(read.ok ? [] : read.errors).toEqual(expect.arrayContaining([expect.stringMatching(says)]));
  });

  it("repeats nothing of a file that is no lock", () => {
    const read = parseSpfLock("-----BEGIN PRIVATE KEY-----MIIEvQ");
    expect(JSON.stringify(read)).not.toMatch(/BEGIN|MIIE/);
  });

  it("names twenty problems at most", () => {
    const records = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`n${index}.example`, {}]));
    const read = readSpfLock({ version: 1, domains: [], records, hosts: {} });
    expect(read.ok ? [] : read.errors).toHaveLength(21);
    expect(read.ok ? "" : read.errors.at(-1)).toMatch(/^There are \d+ more problems/);
  });

  it("refuses a text that is longer than any lock", () => {
    expect(parseSpfLock(" ".repeat(5_000_000))).toMatchObject({ ok: false });
  });

  it("never throws, and accepts only what builds to a lock again (20,000 mutants of a lock)", () => {
    const random = numbers(7208);
    let accepted = 0;
    for (let index = 0; index < 20_000; index++) {
      const mutant = mutate(text, random);
      const read = parseSpfLock(mutant);
      if (!read.ok) {
        if (read.errors.length === 0 || read.errors.some((error) => !/^[a-zA-Z].*\.$/s.test(error)))
          expect.fail(mutant);
        continue;
      }
      accepted++;
      const built = buildSpfLock(read.value);
      if (JSON.stringify(parseSpfLock(built)) !== JSON.stringify(read)) expect.fail(mutant);
    }
    expect(accepted).toBeGreaterThan(20);
    expect(accepted).toBeLessThan(10_000);
  });

  it("never throws on any JSON value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(readSpfLock(value).ok).toBe(false);
        expect(readSpfLock({ version: 1, domains: value, records: value, hosts: value })).toBeDefined();
        expect(
          readSpfLock({ version: 1, domains: [], records: { "a.example": value }, hosts: { "a.example": value } }),
        ).toBeDefined();
      }),
      { seed: 7208, numRuns: 2000 },
    );
  });
});
