import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildSpf } from "../../../../baseline/email/spf/build.js";
import { spfReceiver } from "../../../../baseline/email/spf/evaluate.js";
import { flattenSpf, type Flattening } from "../../../../baseline/email/spf/flatten.js";
import { differingClient } from "../../../../baseline/email/spf/flattenProof.js";
import { countLookups } from "../../../../baseline/email/spf/lookups.js";
import { parseSpf } from "../../../../baseline/email/spf/parse.js";
import type { SpfRecord } from "../../../../baseline/email/spf/record.js";
import { askMailauth } from "../../../support/spfJudges.js";
import { closedZone, openZone, type Records } from "./plannedZone.js";

const DOMAIN = "shop.example";

function read(text: string): SpfRecord {
  const parsed = parseSpf(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
}

const flatten = (
  text: string,
  records: Records,
  chosen?: (target: string) => boolean,
): Flattening & { text: string } => {
  const flattening = flattenSpf(read(text), DOMAIN, openZone(records), chosen);
  return { ...flattening, text: buildSpf(flattening.record) };
};

describe("an include is flattened", () => {
  it.each<[string, string, Records, string]>([
    [
      "where its record has only networks",
      "v=spf1 include:a.example ~all",
      { "a.example TXT": ["v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all"] },
      "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 ~all",
    ],
    [
      "with the last network of a record without all",
      "v=spf1 include:a.example ~all",
      { "a.example TXT": ["v=spf1 ip4:192.0.2.0/24 ip4:198.51.100.7"] },
      "v=spf1 ip4:192.0.2.0/24 ip4:198.51.100.7 ~all",
    ],
    [
      "through includes and redirects",
      "v=spf1 include:a.example ~all",
      {
        "a.example TXT": ["v=spf1 include:b.example redirect=c.%{d}"],
        "b.example TXT": ["v=spf1 ip4:192.0.2.0/25 ?all"],
        "c.a.example TXT": ["v=spf1 ip4:192.0.2.128/25 ~all"],
      },
      "v=spf1 ip4:192.0.2.0/24 ~all",
    ],
    [
      "in its place, with its own qualifier",
      "v=spf1 -include:a.example mx ?include:b.example all",
      { "a.example TXT": ["v=spf1 ip4:192.0.2.1 -all"], "b.example TXT": ["v=spf1 ip4:192.0.2.2 -all"] },
      "v=spf1 -ip4:192.0.2.1 mx ?ip4:192.0.2.2 all",
    ],
    [
      "together with its neighbours, as few networks as possible",
      "v=spf1 ip4:192.0.2.0/25 include:a.example include:b.example -ip4:192.0.2.0/23 ~all",
      {
        "a.example TXT": ["v=spf1 ip4:192.0.2.128/26 ip4:192.0.2.128/27 -all"],
        "b.example TXT": ["v=spf1 ip4:192.0.2.192/26 ip4:192.0.2.200 -all"],
      },
      "v=spf1 ip4:192.0.2.0/24 -ip4:192.0.2.0/23 ~all",
    ],
    [
      "to nothing where it lets nobody pass",
      "v=spf1 include:a.example a ~all",
      { "a.example TXT": ["v=spf1 -all"] },
      "v=spf1 a ~all",
    ],
    [
      "beside terms of which nothing is known",
      "v=spf1 a include:%{i}.x.example include:a.example exists:%{i}.y.example exp=e.example redirect=r.example",
      { "a.example TXT": ["v=spf1 ip4:192.0.2.0/24 -all"] },
      "v=spf1 a include:%{i}.x.example ip4:192.0.2.0/24 exists:%{i}.y.example exp=e.example redirect=r.example",
    ],
  ])("%s", (_, text, records, expected) => expect(flatten(text, records).text).toBe(expected));

  it("with what it saves, and what stands in its place", () => {
    const records: Records = {
      "a.example TXT": ["v=spf1 include:b.example include:c.example -all"],
      "b.example TXT": ["v=spf1 ip4:192.0.2.0/25 -all"],
      "c.example TXT": ["v=spf1 ip4:192.0.2.128/25 ip6:2001:db8::1 -all"],
    };
    expect(
      flatten("v=spf1 include:a.example include:b.example ~all", records, (name) => name === "a.example"),
    ).toMatchObject({
      text: "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::1 include:b.example ~all",
      flattened: [{ include: "a.example", lookups: 3, networks: ["192.0.2.0/24", "2001:db8::1"] }],
      kept: [],
    });
  });
});

describe("an include is left alone, with the reason,", () => {
  it.each<[string, Records, string]>([
    [
      "that excludes clients",
      { "a.example TXT": ["v=spf1 -ip4:203.0.113.9 ip4:203.0.113.0/24 -all"] },
      'leads to a.example, which treats some clients otherwise by "-ip4:203.0.113.9"',
    ],
    [
      "with a softer term",
      { "a.example TXT": ["v=spf1 ip4:192.0.2.1 ~include:b.example -all"] },
      'leads to a.example, which treats some clients otherwise by "~include:b.example"',
    ],
    [
      "with mx, which is relative to its own domain",
      { "a.example TXT": ["v=spf1 mx -all"] },
      'leads to a.example, which looks up names by "mx"',
    ],
    [
      "with a macro behind it",
      { "a.example TXT": ["v=spf1 exists:%{i}.a.example -all"] },
      'leads to a.example, which looks up names by "exists:%{i}.a.example"',
    ],
    [
      "that lets everyone pass",
      { "a.example TXT": ["v=spf1 ip4:192.0.2.1 +all"] },
      "leads to a.example, which lets everyone pass",
    ],
    ["whose record is not known", {}, "leads to a.example, whose record is not known"],
    [
      "behind which a record is not known",
      { "a.example TXT": ["v=spf1 include:b.example -all"] },
      "leads to b.example, whose record is not known",
    ],
    ["without a record", { "a.example TXT": ["unrelated"] }, "leads to a.example, which has no valid SPF record"],
    [
      "with two",
      { "a.example TXT": ["v=spf1 -all", "v=spf1 -all"] },
      "leads to a.example, which has no valid SPF record",
    ],
    ["that goes in a circle", { "a.example TXT": ["v=spf1 include:shop.example -all"] }, "goes in a circle"],
  ])("%s", (_, records, reason) => {
    const text = "v=spf1 include:a.example ~all";
    expect(flatten(text, records)).toMatchObject({ text, flattened: [], kept: [{ include: "a.example", reason }] });
  });

  it("that depends on the message, or stands behind all", () => {
    expect(flatten("v=spf1 include:%{l}.example ~all", {}).kept).toEqual([
      { include: "%{l}.example", reason: "depends on the message" },
    ]);
    const behind = "v=spf1 ~all include:a.example";
    expect(flatten(behind, { "a.example TXT": ["v=spf1 ip4:192.0.2.1 -all"] })).toMatchObject({
      text: behind,
      flattened: [],
      kept: [],
    });
  });
});

describe("the proof", () => {
  const zone = closedZone({ "a.example TXT": ["v=spf1 -ip4:203.0.113.9 ip4:203.0.113.0/24 -all"] });
  it("finds the client for which a lost exclusion turns fail into pass", () => {
    const naive = read("v=spf1 ip4:203.0.113.0/24 -all");
    expect(differingClient(read("v=spf1 include:a.example -all"), naive, DOMAIN, zone)).toBe("203.0.113.9");
  });

  it.each([
    ["v=spf1 ip4:192.0.2.0/24 -all", "v=spf1 ip4:192.0.2.0/25 -all", "192.0.2.255"],
    ["v=spf1 ip4:192.0.2.0/24 -all", "v=spf1 ip4:192.0.2.0/24 ~all", "192.0.1.255"],
    ["v=spf1 ip6:::/0 -all", "v=spf1 ip6:::/1 -all", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"],
    ["v=spf1 -all", "v=spf1 a:unknown.example -all", "0.0.0.0"],
    ["v=spf1 a:unknown.example ip4:192.0.2.1 -all", "v=spf1 ip4:192.0.2.1 a:unknown.example -all", undefined],
    ["v=spf1 ?a:unknown.example ip4:192.0.2.1 -all", "v=spf1 ip4:192.0.2.1 ?a:unknown.example -all", "192.0.2.1"],
    ["v=spf1 ip4:192.0.2.0/24 ip4:192.0.3.0/24 -all", "v=spf1 ip4:192.0.2.0/23 -all", undefined],
  ])("of %s and %s finds %s", (one, other, client) => {
    expect(differingClient(read(one), read(other), DOMAIN, openZone({}))).toBe(client);
  });
});

const qualifier = fc.constantFrom("", "", "", "-", "~", "?");
const network = fc
  .tuple(
    fc.constantFrom("203.0.113.0", "203.0.113.128", "203.0.112.0", "198.51.100.64"),
    fc.integer({ min: 20, max: 32 }),
  )
  .map((parts) => `ip4:${parts.join("/")}`);
const network6 = fc
  .tuple(fc.constantFrom("2001:db8::", "2001:db8:0:8000::"), fc.integer({ min: 32, max: 64 }))
  .map((parts) => `ip6:${parts.join("/")}`);
const ip = fc.oneof(network, network6);
const signed = <T extends string>(term: fc.Arbitrary<T>): fc.Arbitrary<string> =>
  fc.tuple(qualifier, term).map((parts) => parts.join(""));
const end = fc.constantFrom("", " -all", " ~all", " ?all", " +all");
const leaf = fc
  .tuple(fc.array(fc.oneof({ weight: 9, arbitrary: ip }, { weight: 1, arbitrary: signed(ip) }), { maxLength: 5 }), end)
  .map(([terms, last]) => `v=spf1 ${terms.join(" ")}${last}`);
const record = (...targets: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.array(
        fc.oneof(
          { weight: 3, arbitrary: ip },
          { weight: 1, arbitrary: signed(ip) },
          { weight: 3, arbitrary: fc.constantFrom(...targets).map((name) => `include:${name}`) },
          { weight: 1, arbitrary: signed(fc.constantFrom(...targets).map((name) => `include:${name}`)) },
          { weight: 1, arbitrary: signed(fc.constantFrom("a", "mx", "a:h.example/24", "exists:%{i}.x.example")) },
        ),
        { maxLength: 6 },
      ),
      end,
    )
    .map(([terms, last]) => `v=spf1 ${terms.join(" ")}${last}`);

it("keeps every verdict, by our evaluation and by mailauth's (random worlds, clients at edges and anywhere)", async () => {
  const world = fc.record({
    shop: record("a.example", "b.example", "c.example"),
    a: record("b.example", "c.example"),
    b: leaf,
    c: leaf,
  });
  const clients = fc.array(
    fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.nat({ max: 1023 }).map((at) => `203.0.${112 + (at >> 8)}.${at & 255}`),
    ),
    {
      minLength: 4,
      maxLength: 4,
    },
  );
  const edges = [
    "203.0.113.0",
    "203.0.112.255",
    "203.0.113.127",
    "203.0.113.128",
    "203.0.114.0",
    "198.51.100.64",
    "2001:db8::",
    "2001:db8:0:8000::1",
  ];
  const seen = { flattened: 0, kept: 0, asked: 0, results: new Set<string>() };
  await fc.assert(
    fc.asyncProperty(world, clients, async ({ shop, a, b, c }, random) => {
      const records: Records = {
        "a.example TXT": [a],
        "b.example TXT": [b],
        "c.example TXT": [c],
        "shop.example A": ["203.0.113.77"],
        "shop.example AAAA": ["2001:db8::77"],
        "shop.example MX": ["h.example"],
        "h.example A": ["203.0.112.9"],
        "h.example AAAA": ["2001:db8::9"],
        "a.example A": ["203.0.113.78"],
        "a.example AAAA": ["2001:db8::78"],
        "a.example MX": ["h.example"],
      };
      const zone = closedZone(records);
      const original = read(shop);
      const count = countLookups(original, DOMAIN, zone);
      fc.pre(count.terms <= 10 && count.voids <= 2);
      const { record: flat, flattened, kept } = flattenSpf(original, DOMAIN, zone);
      seen.flattened += flattened.length;
      seen.kept += kept.length;
      expect(flattened.length + kept.length).toBe(original.terms.filter(({ kind }) => kind === "include").length);
      const saved = flattened.reduce((sum, { lookups }) => sum + lookups, 0);
      expect(countLookups(flat, DOMAIN, zone).terms).toBe(count.terms - saved);
      const before = { ...records, "shop.example TXT": [buildSpf(original)] };
      const after = { ...records, "shop.example TXT": [buildSpf(flat)] };
      for (const client of [...edges, ...random]) {
        const mail = { ip: client, sender: `anna@${DOMAIN}`, helo: "mx.client.example" };
        const answer = spfReceiver(closedZone(before))(mail).result;
        seen.asked++;
        seen.results.add(answer);
        expect(spfReceiver(closedZone(after))(mail).result).toBe(answer);
        expect(await askMailauth(after, mail)).toBe(answer);
        expect(await askMailauth(before, mail)).toBe(answer);
      }
    }),
    { seed: 7208, numRuns: 400 },
  );
  console.log(
    `Flattened ${seen.flattened} includes and left ${seen.kept}; ${seen.asked} clients got the same verdict.`,
  );
  expect(seen.results).toEqual(new Set(["pass", "fail", "softfail", "neutral"]));
  expect(seen.flattened).toBeGreaterThan(200);
  expect(seen.kept).toBeGreaterThan(100);
});
