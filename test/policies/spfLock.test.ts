import { describe, expect, test } from "vitest";
import { buildSpfLock } from "../../baseline/email/spf/lock.js";
import { lockSpf } from "../../baseline/email/spf/lockMaking.js";
import { closedZone, type Records } from "../baseline/email/spf/plannedZone.js";
import { run, type Said } from "../support/pack.js";
import { ISSUERS, SIGNED, txt, ZONE } from "../support/records.js";

const includes = (prefix: string, count: number): string =>
  Array.from({ length: count }, (_, index) => `include:${prefix}${index}.example`).join(" ");
const empty = (prefix: string, count: number): Records =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}.example TXT`, ["v=spf1 -all"]]));

/** A settings value as a policy-pack configuration has it: the parsed JSON of the lock file. */
function lockOf(records: Records, domains: readonly string[]): object {
  const lock = lockSpf(domains, closedZone(records), "2026-11-24T12:00:00Z");
  return JSON.parse(buildSpfLock(lock)) as object;
}

/** What the pack says of `text` at shop.example with a lock of these records. */
async function judge(text: string, records: Records, domains: readonly string[]): Promise<Said[]> {
  // The lock says what a host's record costs, this list that the host is wanted (SPF22).
  const settings = { spfLock: lockOf(records, domains), spfIncludes: ["a.example", "b.example", "c.example"] };
  const said = await run([ZONE, SIGNED, ISSUERS, txt("shop.example", text)], { settings });
  return said.filter(({ policy }) => policy !== "dmarc-present");
}

const RECORD = "v=spf1 include:a.example ~all";

describe("with a lock, the rules on SPF see behind other parties' records", () => {
  test("and find nothing where these are in order", async () => {
    expect(await judge(RECORD, { "a.example TXT": ["v=spf1 ip4:192.0.2.0/24 -all"] }, ["a.example"])).toEqual([]);
  });

  test.each<[string, string, Records, RegExp]>([
    [
      "spf-lookup-limit",
      "mandatory",
      { "a.example TXT": [`v=spf1 ${includes("s", 10)} -all`], ...empty("s", 10) },
      /has, with the records behind it, 11 terms/,
    ],
    [
      "spf-near-limit",
      "advisory",
      { "a.example TXT": [`v=spf1 ${includes("s", 7)} -all`], ...empty("s", 7) },
      /has, with the records behind it, 8 terms/,
    ],
    [
      "spf-mx-hosts",
      "mandatory",
      {
        "a.example TXT": ["v=spf1 mx -all"],
        "a.example MX": Array.from({ length: 11 }, (_, index) => `m${index}.example`),
        ...Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`m${index}.example A`, ["192.0.2.1"]])),
      },
      /meets 11 MX hosts/,
    ],
    [
      "spf-void-lookups",
      "mandatory",
      { "a.example TXT": ["v=spf1 a:x.example a:y.example a:z.example -all"] },
      /3 terms/,
    ],
    ["spf-include-target", "mandatory", { "a.example TXT": ["unrelated"] }, /"a\.example" has no SPF record/],
    ["spf-passes-everyone", "mandatory", { "a.example TXT": ["v=spf1 +all"] }, /lets 100 % of all IPv4/],
    ["spf-loop", "mandatory", { "a.example TXT": ["v=spf1 include:a.example -all"] }, /in a circle/],
  ])("%s (%s)", async (policy, level, records, says) => {
    expect(await run([ZONE, txt("shop.example", RECORD)]).then((said) => said.map((one) => one.policy))).not.toContain(
      policy,
    );
    expect(await judge(RECORD, records, ["a.example"])).toEqual([
      expect.objectContaining({ policy, level, message: expect.stringMatching(says) as string }),
    ]);
  });

  test("but the stack's own records come before those of the lock", async () => {
    const locked = { "shop.example TXT": [RECORD], "_spf.shop.example TXT": ["v=spf1 +all"] };
    const settings = { spfLock: lockOf(locked, ["_spf.shop.example"]) };
    const own = [ZONE, txt("shop.example", "v=spf1 include:_spf.shop.example ~all")];
    const policies = async (given: typeof own): Promise<string[]> =>
      (await run(given, { settings })).map(({ policy }) => policy);
    expect(await policies(own)).toContain("spf-include-target");
    const both = [...own, txt("_spf.shop.example", "v=spf1 ip4:192.0.2.1 -all")];
    expect(await policies(both)).not.toContain("spf-include-target");
    expect(await policies(both)).not.toContain("spf-passes-everyone");
  });

  test("and say what the lock does not hold instead of passing it", async () => {
    const said = await judge("v=spf1 include:b.example include:%{i}.c.example ~all", {}, []);
    expect(said).toEqual([expect.objectContaining({ policy: "undetermined", level: "advisory" })]);
    expect(said[0]?.message).toContain(
      "SPF03 spf-lookup-limit: shop.example leads to b.example, of which the lock holds no SPF record. Run `npx storefront-baseline spf lock b.example`.",
    );
  });
});

describe("a lock that does not hold", () => {
  test.each([
    [{}, "version is missing"],
    [{ version: 1, domains: [], records: { "a.example": { txt: [] } }, hosts: {} }, 'records["a.example"].sha256'],
  ])("%j is a violation itself", async (spfLock, says) => {
    const said = await run([ZONE], { settings: { spfLock } });
    const settings = said.filter(({ policy }) => policy === "baseline-settings");
    expect(settings.every(({ level }) => level === "mandatory")).toBe(true);
    expect(settings.map(({ message }) => message).join("\n")).toContain(`The setting spfLock does not hold: ${says}`);
  });
});
