import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildSpf } from "../../../../baseline/email/spf/build.js";
import { spfReceiver } from "../../../../baseline/email/spf/evaluate.js";
import { flattenSpf } from "../../../../baseline/email/spf/flatten.js";
import { buildSpfLock, lockedZone } from "../../../../baseline/email/spf/lock.js";
import { lockSpf } from "../../../../baseline/email/spf/lockMaking.js";
import { parseSpfLock } from "../../../../baseline/email/spf/lockReading.js";
import { ADDRESS_BITS, formatAddress, networkOf, parseAddress } from "../../../../baseline/email/spf/network.js";
import { parseSpf } from "../../../../baseline/email/spf/parse.js";
import { askMailauth, askPyspf, hasPyspf, type JudgedMail, type JudgedZone } from "../../../support/spfJudges.js";
import { closedZone, type Records } from "./plannedZone.js";

const DOMAIN = "shop.example";

/** Networks anywhere, also at both ends of the address spaces; host bits may be set. */
const ip4 = fc
  .tuple(
    fc.oneof(fc.ipV4(), fc.constantFrom("0.0.0.0", "255.255.255.255", "203.0.113.0")),
    fc.integer({ min: 1, max: 32 }),
  )
  .map(([network, prefix]) => `ip4:${network}/${prefix}`);
const ip6 = fc
  .tuple(
    fc.constantFrom("::", "2001:db8::", "2001:db8:ffff::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    fc.integer({ min: 1, max: 128 }),
  )
  .map(([network, prefix]) => `ip6:${network}/${prefix}`);
const networks = fc.array(fc.oneof(ip4, ip6), { minLength: 1, maxLength: 5 }).map((terms) => terms.join(" "));
const world: fc.Arbitrary<Records> = fc
  .record({
    own: networks,
    a: networks,
    b: networks,
    c: networks,
    sign: fc.constantFrom("", "", "?", "~", "-"),
    end: fc.constantFrom("~all", "-all", "?all"),
  })
  .map(({ own, a, b, c, sign, end }) => ({
    "shop.example TXT": [`v=spf1 ${sign}include:a.example ${own} include:b.example ${end}`],
    "a.example TXT": [`v=spf1 ${a} include:c.example -all`],
    "b.example TXT": [`v=spf1 ${b} redirect=c.example`],
    "c.example TXT": [`v=spf1 ${c} ?all`],
  }));

/** The first and the last address of every network in the records, and their neighbours outside. */
function boundaries(records: Records): string[] {
  const terms = Object.values(records).flatMap(([text = ""]) => text.match(/ip[46]:[^ ]+/g) ?? []);
  const clients = terms.flatMap((term) => {
    const family = term.startsWith("ip4") ? 4 : 6;
    const [network = "", prefix = ""] = term.slice(4).split("/");
    const address = parseAddress(network, family);
    if (address === undefined) throw new Error(term);
    const { first, last } = networkOf(address, Number(prefix), family);
    return [first - 1n, first, last, last + 1n]
      .filter((edge) => edge >= 0n && edge < 1n << BigInt(ADDRESS_BITS[family]))
      .map((edge) => formatAddress(edge, family));
  });
  return [...new Set(clients)];
}

interface Case extends JudgedMail {
  readonly before: JudgedZone;
  readonly after: JudgedZone;
}

/** Each world with its flattened record, from a lock that went through its file. */
function casesOf(records: Records): Case[] {
  const made = parseSpfLock(
    buildSpfLock(lockSpf(["a.example", "b.example"], closedZone(records), "2026-11-24T12:00:00Z")),
  );
  const record = parseSpf(records["shop.example TXT"]?.[0] ?? "");
  if (!made.ok || !record.ok) throw new Error(JSON.stringify(records));
  const { record: flat, flattened } = flattenSpf(record.value, DOMAIN, lockedZone(made.value));
  expect(flattened.map(({ include }) => include)).toEqual(["a.example", "b.example"]);
  const text = buildSpf(flat);
  expect(text).not.toMatch(/include|redirect/);
  const after = { "shop.example TXT": [text] };
  const mail = { sender: `anna@${DOMAIN}`, helo: "mx.client.example" };
  return boundaries(records).map((ip) => ({ ip, ...mail, before: records, after }));
}

const cases = fc.sample(world, { seed: 7208, numRuns: 150 }).flatMap(casesOf);
const ours = cases.map(
  ({ before, ip, sender, helo }) => spfReceiver(closedZone(before as Records))({ ip, sender, helo }).result,
);

describe(`at ${cases.length} boundary addresses, a flattened record gets the verdict of the original`, () => {
  it("by our evaluation", () => {
    const flat = cases.map(
      ({ after, ip, sender, helo }) => spfReceiver(closedZone(after as Records))({ ip, sender, helo }).result,
    );
    expect(flat).toEqual(ours);
    expect(new Set(ours)).toEqual(new Set(["pass", "fail", "softfail", "neutral"]));
  });

  it("by mailauth, which agrees with ours", async () => {
    const ask = (which: "before" | "after"): Promise<string[]> =>
      Promise.all(cases.map((given) => askMailauth(given[which], given)));
    const before = await ask("before");
    expect(before).toEqual(ours);
    expect(await ask("after")).toEqual(before);
  });

  it.skipIf(!hasPyspf)(
    `by pyspf, which agrees with ours${hasPyspf ? "" : " (skipped: Debian's python3-spf is not installed)"}`,
    () => {
      const ask = (which: "before" | "after"): string[] =>
        askPyspf(cases.map(({ ip, sender, helo, ...zones }) => ({ ip, sender, helo, zone: zones[which] }))).map(
          ({ result }) => result,
        );
      const before = ask("before");
      expect(before).toEqual(ours);
      expect(ask("after")).toEqual(before);
    },
  );

  it("and a network that is one address short does not", () => {
    const given = parseSpf("v=spf1 ip4:192.0.2.0/25 ip4:192.0.2.128/26 ip4:192.0.2.192/27 -all");
    const records = { "shop.example TXT": ["v=spf1 ip4:192.0.2.0/24 -all"] };
    const results = boundaries(records).map((ip) => {
      const mail = { ip, sender: `anna@${DOMAIN}`, helo: "h.example" };
      const short = { "shop.example TXT": [given.ok ? buildSpf(given.value) : ""] };
      return [records, short].map((zone) => spfReceiver(closedZone(zone))(mail).result).join(" ");
    });
    expect(results).toEqual(["fail fail", "pass pass", "pass fail", "fail fail"]);
  });
});
