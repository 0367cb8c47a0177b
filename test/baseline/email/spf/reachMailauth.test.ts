import fc from "fast-check";
import { spf } from "mailauth/lib/spf/index.js";
import { describe, expect, it } from "vitest";
import { checkSpf, checkSpfInZone } from "../../../../baseline/email/spf/check.js";
import { countLookups } from "../../../../baseline/email/spf/lookups.js";
import { parseSpf } from "../../../../baseline/email/spf/parse.js";
import { mayReachEveryone, reachOf } from "../../../../baseline/email/spf/reach.js";
import { closedZone, type Records } from "./plannedZone.js";

/** mailauth's result for a client of shop.example, over the records. */
async function result(records: Records, ip: string): Promise<string> {
  const resolver = (name: string, type: string): Promise<unknown[]> => {
    const found = records[`${name.toLowerCase()} ${type}`];
    if (found === undefined) return Promise.reject(Object.assign(new Error("ENODATA"), { code: "ENODATA" }));
    if (type === "TXT") return Promise.resolve(found.map((text) => [text]));
    return Promise.resolve(type === "MX" ? found.map((exchange) => ({ priority: 10, exchange })) : [...found]);
  };
  const sender = "someone@shop.example";
  const { status } = await spf({
    sender,
    ip,
    helo: "client.example",
    mta: "mx.example",
    resolver: resolver as never,
    strict: true,
  });
  return status.result;
}

const qualifier = fc.constantFrom("", "", "-", "~", "?");
const prefix = fc.integer({ min: 1, max: 8 });
const range = fc
  .tuple(qualifier, fc.ipV4(), prefix)
  .map(([sign, network, length]) => `${sign}ip4:${network}/${length}`);
const hosts = fc
  .tuple(qualifier, fc.constantFrom("a", "a:h.example", "mx", "mx:h.example"), prefix)
  .map(([sign, kind, length]) => `${sign}${kind}/${length}`);
const exists = fc.tuple(qualifier, fc.constantFrom("h.example", "%{d}")).map(([sign, name]) => `${sign}exists:${name}`);
const ending = (target: string | undefined): fc.Arbitrary<string> =>
  fc.constantFrom("all", "-all", "~all", "?all", "", ...(target === undefined ? [] : [`redirect=${target}`]));

/** A record with at most three look-ups of its own, and one more record behind it. */
function record(target: string | undefined): fc.Arbitrary<string> {
  const include = target === undefined ? fc.constant("") : qualifier.map((sign) => `${sign}include:${target}`);
  const terms = fc
    .tuple(
      fc.array(range, { maxLength: 4 }),
      fc.option(hosts),
      fc.option(include),
      fc.option(exists, { freq: 1 }),
      fc.infiniteStream(fc.nat()),
    )
    .map(([ranges, host, included, existing, order]) =>
      [...ranges, host, included, existing]
        .filter((term) => term !== null && term !== "")
        .map((term) => ({ term, key: order.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ term }) => term),
    );
  return fc.tuple(terms, ending(target)).map(([given, end]) => ["v=spf1", ...given, end].join(" ").trim());
}

it("exactly those clients pass at mailauth that the reach counts (random records over three names)", async () => {
  const world = fc.tuple(record("a.example"), record("b.example"), record(undefined));
  let passing = 0;
  await fc.assert(
    fc.asyncProperty(world, async ([shop, a, b]) => {
      const records: Records = {
        "shop.example TXT": [shop],
        "a.example TXT": ["unrelated", a],
        "b.example TXT": [b],
        ...Object.fromEntries(
          ["shop", "a", "b", "h"].flatMap((name, index) => [
            [`${name}.example A`, [`${index * 60 + 5}.0.2.1`, `${index * 16 + 130}.9.9.9`]],
            [`${name}.example MX`, ["h.example", `${name}.example`]],
          ]),
        ),
      };
      const parsed = parseSpf(shop);
      if (!parsed.ok) throw new Error(shop);
      const zone = closedZone(records);
      fc.pre(countLookups(parsed.value, "shop.example", zone).terms <= 10);
      const reach = reachOf(parsed.value, "shop.example", zone);
      // No prefix is longer than 8 bits, so one client stands for all of its /8.
      const results = await Promise.all(
        Array.from({ length: 256 }, (_, block) => result(records, `${block}.77.66.55`)),
      );
      expect(results).not.toContain("permerror");
      const passed = results.filter((given) => given === "pass").length;
      passing += passed;
      expect(reach.passing[4]).toBe(BigInt(passed) << 24n);
      expect(reach.isEveryone || passed < 2).toBe(true);
      expect(mayReachEveryone(parsed.value, "shop.example", zone) || !reach.isEveryone).toBe(true);
    }),
    { seed: 7208, numRuns: 60 },
  );
  expect(passing).toBeGreaterThan(60 * 16);
});

describe("in well-known cases, mailauth and the check agree", () => {
  const client = "203.0.113.9";
  const everyone: readonly (readonly [string, Records])[] = [
    ["v=spf1 include:open.example -all", { "open.example TXT": ["v=spf1 +all"] }],
    ["v=spf1 ip4:0.0.0.0/0 -all", {}],
    ["v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all", {}],
    ["v=spf1 exists:shop.example -all", { "shop.example A": ["192.0.2.1"] }],
    ["v=spf1 a/0 -all", { "shop.example A": ["192.0.2.1"] }],
    ["v=spf1 a:%{h} -all", { "client.example A": [client] }],
  ];
  const rules = (text: string, records: Records): string[] => {
    const context = { subject: "shop.example", domain: "shop.example" };
    return [...checkSpf(text, context), ...checkSpfInZone(text, { ...context, zone: closedZone(records) })].map(
      ({ rule }) => rule,
    );
  };

  it.each(everyone)("%s lets any client pass (SPF07)", async (text, records) => {
    expect(await result({ ...records, "shop.example TXT": [text] }, client)).toBe("pass");
    expect(rules(text, records)).toEqual(["SPF07"]);
  });

  const child = { "a.example TXT": [`v=spf1 -ip4:${client} ip4:203.0.113.0/24 -all`] };
  const neighbours: readonly (readonly [string, string, Records])[] = [
    ["v=spf1 include:a.example -all", "fail", child],
    ["v=spf1 ~include:a.example -all", "softfail", { "a.example TXT": ["v=spf1 ip4:203.0.113.0/24 -all"] }],
  ];
  it.each(neighbours)("%s gives %s, and is compliant", async (text, expected, records) => {
    expect(await result({ ...records, "shop.example TXT": [text] }, client)).toBe(expected);
    expect(rules(text, records)).toEqual([]);
  });

  it("an address with bits behind its prefix lets its whole network pass, on which the check advises (SPF19)", async () => {
    const text = "v=spf1 ip4:203.0.113.77/24 -all";
    expect(await result({ "shop.example TXT": [text] }, client)).toBe("pass");
    expect(rules(text, {})).toEqual(["SPF19"]);
  });

  const ip4 = (name: string): Records => ({ [`${name} TXT`]: ["v=spf1 ip4:192.0.2.1 -all"] });
  const eleven = Array.from({ length: 11 }, (_, index) => `s${index}.example`);
  const known = Object.assign({}, ...eleven.map(ip4)) as Records;
  const errors: readonly (readonly [string, string, string, Records])[] = [
    ["eleven includes", "SPF03", `v=spf1 ${eleven.map((name) => `include:${name}`).join(" ")} -all`, known],
    ["one include eleven times", "SPF03", `v=spf1 ${"include:s0.example ".repeat(11)}-all`, known],
    ["an include without SPF", "SPF06", "v=spf1 include:a.example -all", { "a.example TXT": ["text"] }],
    ["an include of a missing name", "SPF06", "v=spf1 include:a.example -all", {}],
    ["an include of a URL", "SPF06", "v=spf1 include:https://x.example -all", {}],
    ["three missing hosts", "SPF05", "v=spf1 a:x.example a:y.example a:z.example -all", {}],
    [
      "an mx with eleven hosts",
      "SPF04",
      "v=spf1 mx -all",
      { "shop.example MX": eleven, ...Object.fromEntries(eleven.map((name) => [`${name} A`, ["192.0.2.1"]])) },
    ],
    [
      "two records at the target",
      "SPF06",
      "v=spf1 redirect=a.example",
      { "a.example TXT": ["v=spf1 -all", "v=spf1 -all"] },
    ],
    ["a circle", "SPF15", "v=spf1 include:a.example -all", { "a.example TXT": ["v=spf1 include:shop.example -all"] }],
  ];
  it.each(errors)("%s is a permanent error (%s)", async (_, rule, text, records) => {
    const whole = { ...records, "shop.example TXT": [text] };
    expect(await result(whole, client)).toBe("permerror");
    expect(rules(text, whole)).toContain(rule);
  });

  it("ten includes are none, and redirect beside all is ignored", async () => {
    const text = `v=spf1 ${eleven
      .slice(1)
      .map((name) => `include:${name}`)
      .join(" ")} -all`;
    expect(await result({ ...known, "shop.example TXT": [text] }, client)).toBe("fail");
    expect(rules(text, known)).toEqual(["SPF20"]);
    const beside = "v=spf1 redirect=open.example -all";
    const open = { "open.example TXT": ["v=spf1 +all"] };
    expect(await result({ ...open, "shop.example TXT": [beside] }, client)).toBe("fail");
    expect(rules(beside, open)).toEqual(["SPF10"]);
  });
});
