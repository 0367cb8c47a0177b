import fc from "fast-check";
import { dmarc } from "mailauth/lib/dmarc/index.js";
import { describe, expect, it } from "vitest";
import { organizationalDomain, treeWalk } from "../../../baseline/email/dmarcDiscovery.js";
import {
  effectivePolicies,
  effectivePolicy,
  policyDifferences,
  recordAlone,
  type DmarcReader,
} from "../../../baseline/email/dmarcEffective.js";
import { zoneAnswers, type NameAnswers, type ZoneRecord } from "../../../baseline/email/zoneAnswers.js";
import { compactly, resolverOver, type Resolver } from "./resolver.js";

const RUA = "rua=mailto:dmarc@shop.example";
const txt = (name: string, value: string): ZoneRecord => ({ name, type: "TXT", value });
const policy = (name: string, text: string): ZoneRecord => txt(`_dmarc.${name}`, text);
const address = (name: string): ZoneRecord => ({ name, type: "A", value: "192.0.2.1" });

/** What mailauth applies to a failing message; `strict` reads records by RFC 6376 §3.2. */
async function mailauthPolicy(headerFrom: string, resolver: Resolver): Promise<string> {
  const strict = { strict: true };
  const result = await dmarc({ headerFrom, spfDomains: [], dkimDomains: [], resolver, ...strict });
  if (result === false) throw new Error("mailauth takes the author for more than one.");
  return result.status.result === "none" ? "no DMARC" : String(result.policy);
}

/** All records of the names below `example`; nothing stands above. */
const answers = (records: readonly ZoneRecord[]): NameAnswers => zoneAnswers("example", records);

/** Asserts that we say what mailauth does, for a name that is resolved plainly and with compact denial. */
async function expectAgreement(author: string, records: readonly ZoneRecord[]): Promise<[string, string]> {
  const resolver = resolverOver(records);
  const plain = effectivePolicy(author, answers(records), "RFC 9989");
  const compact = effectivePolicy(author, answers(records), "RFC 9989 with compact denial");
  const judged = [await mailauthPolicy(author, resolver), await mailauthPolicy(author, compactly(resolver))];
  expect([plain, compact], `${author} over ${JSON.stringify(records)}`).toEqual(judged);
  return [plain, compact];
}

describe("mailauth applies the policy that we expect", () => {
  const apex = policy("shop.example", `v=DMARC1; p=reject; sp=quarantine; np=reject; ${RUA}`);

  it.each<[string, string, ZoneRecord[], string, string]>([
    ["to the domain itself", "shop.example", [apex], "reject", "reject"],
    [
      "to a subdomain that exists",
      "mail.shop.example",
      [apex, address("mail.shop.example")],
      "quarantine",
      "quarantine",
    ],
    [
      "to a subdomain that exists only because a name below it does",
      "mail.shop.example",
      [apex, address("mx.mail.shop.example")],
      "quarantine",
      "quarantine",
    ],
    [
      "to a subdomain that does not exist: np, but not with compact denial",
      "x.shop.example",
      [apex],
      "reject",
      "quarantine",
    ],
    [
      "where a wildcard answers for every subdomain: never np",
      "x.shop.example",
      [apex, address("*.shop.example")],
      "quarantine",
      "quarantine",
    ],
    [
      "where a wildcard TXT is a DMARC record for every subdomain",
      "x.shop.example",
      [apex, txt("*.shop.example", `v=DMARC1; p=none; ${RUA}`)],
      "none",
      "none",
    ],
    [
      "below a name that exists, which a wildcard above it does not reach",
      "x.mail.shop.example",
      [apex, address("mail.shop.example"), txt("*.shop.example", `v=DMARC1; p=none; ${RUA}`)],
      "reject",
      "quarantine",
    ],
    [
      "to a subdomain that is an alias to nowhere: it exists",
      "x.shop.example",
      [apex, { name: "x.shop.example", type: "CNAME", value: "nowhere.example" }],
      "quarantine",
      "quarantine",
    ],
    [
      "through an alias at _dmarc",
      "x.shop.example",
      [
        { name: "_dmarc.x.shop.example", type: "CNAME", value: "policies.example" },
        txt("policies.example", "v=DMARC1; p=none"),
        apex,
      ],
      "none",
      "none",
    ],
    [
      "of a subdomain's own record, whose sp counts for nobody below it",
      "a.news.shop.example",
      [apex, policy("news.shop.example", `v=DMARC1; p=none; sp=none; ${RUA}`), address("a.news.shop.example")],
      "quarantine",
      "quarantine",
    ],
    [
      "of a subdomain that declares itself an organisation with psd=n",
      "a.news.shop.example",
      [
        apex,
        policy("news.shop.example", `v=DMARC1; p=quarantine; sp=none; psd=n; ${RUA}`),
        address("a.news.shop.example"),
      ],
      "none",
      "none",
    ],
    [
      "of a registry's record with psd=y where the organisation has none",
      "x.shop.example",
      [policy("example", `v=DMARC1; p=reject; sp=quarantine; np=none; psd=y; ${RUA}`), address("x.shop.example")],
      "quarantine",
      "quarantine",
    ],
    [
      "where several records stand at the subdomain: they are discarded and the walk goes on",
      "x.shop.example",
      [apex, policy("x.shop.example", "v=DMARC1; p=none"), policy("x.shop.example", "v=DMARC1; p=reject")],
      "quarantine",
      "quarantine",
    ],
    [
      "under t=y, one level lower",
      "shop.example",
      [policy("shop.example", `v=DMARC1; p=reject; t=y`)],
      "quarantine",
      "quarantine",
    ],
    [
      "under a typo in np",
      "x.shop.example",
      [policy("shop.example", `v=DMARC1; p=reject; np=rejct; ${RUA}`)],
      "none",
      "none",
    ],
    ["where nobody publishes", "x.shop.example", [address("x.shop.example")], "no DMARC", "no DMARC"],
  ])("%s", async (_, author, records, plain, compact) => {
    expect(await expectAgreement(author, records)).toEqual([plain, compact]);
  });

  it("over random zones with wildcards, aliases, empty names and broken records", async () => {
    const label = fc.constantFrom("a", "b", "mail", "news", "*");
    const name = fc
      .array(label, { maxLength: 3 })
      .map((labels) =>
        [...labels.map((one, index) => (index > 0 && one === "*" ? "c" : one)), "shop", "example"].join("."),
      );
    const tag = (tagName: string, ...values: string[]): fc.Arbitrary<string> =>
      fc
        .option(fc.constantFrom(...values), { nil: undefined })
        .map((value) => (value === undefined ? "" : `; ${tagName}=${value}`));
    const policies = ["none", "quarantine", "reject"];
    const text = fc
      .tuple(
        fc.constantFrom("; p=none", "; p=quarantine", "; p=reject", "; p=rejct", ""),
        tag("sp", ...policies, "bogus"),
        tag("np", ...policies),
        tag("psd", "y", "n", "u"),
        tag("t", "y", "n"),
        fc.constantFrom("", `; ${RUA}`, "; p=none"),
      )
      .map((tags) => `v=DMARC1${tags.join("")}`);
    const plain = (at: string): string => at.replace(/^\*\./, "");
    const record: fc.Arbitrary<ZoneRecord> = fc.oneof(
      { weight: 3, arbitrary: fc.tuple(name, text).map(([at, value]) => policy(plain(at), value)) },
      { weight: 1, arbitrary: fc.tuple(name, text).map(([at, value]) => txt(at, value)) },
      { weight: 2, arbitrary: name.map(address) },
      { weight: 1, arbitrary: text.map((value) => policy("example", value)) },
    );
    const alias = fc
      .tuple(name, name)
      .map(([at, to]) => ({ name: `_dmarc.${plain(at)}`, type: "CNAME", value: `_dmarc.${plain(to)}` }))
      .filter(({ name: at, value }) => at !== value);
    const author = fc
      .array(fc.constantFrom("a", "b", "c", "mail", "news", "x"), { maxLength: 9 })
      .map((labels) => [...labels, "shop", "example"].join("."));
    const zone = fc
      .tuple(fc.array(record, { maxLength: 6 }), fc.option(alias, { nil: undefined }))
      // RFC 1034 §3.6.2: nothing stands beside an alias.
      .map(([records, one]) =>
        one === undefined ? records : [...records.filter((other) => other.name !== one.name), one],
      );
    let enforced = 0;
    await fc.assert(
      fc.asyncProperty(zone, fc.array(author, { minLength: 3, maxLength: 3 }), async (records, authors) => {
        for (const one of authors) {
          const [applied] = await expectAgreement(one, records);
          if (applied === "reject" || applied === "quarantine") enforced++;
        }
      }),
      { seed: 9989, numRuns: 1500 },
    );
    // The zones are not so broken that nothing is ever found.
    expect(enforced).toBeGreaterThan(300);
  });
});

describe("the DNS Tree Walk (RFC 9989 §4.10)", () => {
  it("asks eight names at most, and shortens a long domain to seven labels at once", () => {
    const { queried } = treeWalk("a.b.c.d.e.f.g.h.i.j.mail.example.com", { txt: () => [], exists: () => true });
    expect(queried).toEqual(
      [
        "a.b.c.d.e.f.g.h.i.j.mail.example.com",
        "g.h.i.j.mail.example.com",
        "h.i.j.mail.example.com",
        "i.j.mail.example.com",
        "j.mail.example.com",
        "mail.example.com",
        "example.com",
        "com",
      ].map((name) => `_dmarc.${name}`),
    );
  });

  it.each([1, 2, 6, 7, 8, 9, 40, 120])("asks eight names at most from a domain of %i labels", (count) => {
    const domain = Array.from({ length: count }, (_, index) => `l${index}`.slice(0, 1)).join(".");
    expect(treeWalk(domain, { txt: () => [], exists: () => true }).queried).toHaveLength(Math.min(count, 8));
  });

  // RFC 9989 appendix B.4, with the standard's own names.
  it.each([
    ["B.4.1", "signing.example.com", ["example.com", "signing.example.com"], "example.com"],
    ["B.4.2", "a.b.c.d.e.f.g.h.i.j.k.example.com", ["example.com", "signing.example.com"], "example.com"],
    ["B.4.3, the author", "giant.bank.example", ["giant.bank.example", "bank.example psd=y"], "giant.bank.example"],
    ["B.4.3, MAIL FROM", "mail.giant.bank.example", ["giant.bank.example", "bank.example psd=y"], "giant.bank.example"],
    ["B.4.3, DKIM", "mail.mega.bank.example", ["giant.bank.example", "bank.example psd=y"], "mega.bank.example"],
    ["§4.10.2, psd=n", "a.mail.example.com", ["mail.example.com psd=n", "example.com"], "mail.example.com"],
    ["§4.10.2, psd=y at the top", "a.mail.example.com", ["com psd=y"], "example.com"],
    ["no record at all", "a.mail.example.com", [], "a.mail.example.com"],
  ])("selects the Organizational Domain of %s", (_, domain, published, expected) => {
    const records = published.map((entry) => {
      const [name = "", psd] = entry.split(" ");
      return policy(name, psd === undefined ? "v=DMARC1; p=reject" : `v=DMARC1; p=reject; ${psd}`);
    });
    const top = domain.split(".").at(-1) ?? "";
    expect(organizationalDomain(domain, zoneAnswers(top, records))).toBe(expected);
  });

  it("says that it does not know where an answer on the way is not known", () => {
    const names = zoneAnswers("shop.example", [policy("shop.example", "v=DMARC1; p=reject")]);
    expect(organizationalDomain("shop.example", names)).toBeUndefined();
    expect(effectivePolicy("shop.example", names, "RFC 9989")).toBe("reject");
    expect(effectivePolicy("mail.shop.example", names, "RFC 9989")).toBe("unknown");
  });
});

describe("a zone's answers", () => {
  const names = zoneAnswers("shop.example", [
    txt("a.shop.example", "one"),
    { name: "hidden.shop.example", type: "TXT" },
    { name: "lent.shop.example", type: "NS", value: "ns.elsewhere.example" },
    { name: "away.shop.example", type: "CNAME", value: "x.elsewhere.example" },
    { name: "ring.shop.example", type: "CNAME", value: "ring.shop.example" },
    txt("a.other.example", "two"),
  ]);

  it.each([
    ["a.shop.example", ["one"], true],
    ["b.shop.example", [], false],
    ["shop.example", [], true],
    ["hidden.shop.example", undefined, true],
    ["lent.shop.example", undefined, undefined],
    ["x.lent.shop.example", undefined, undefined],
    ["away.shop.example", undefined, true],
    ["ring.shop.example", undefined, true],
    ["a.other.example", undefined, undefined],
    ["shop.example.com", undefined, undefined],
  ])("for %s are %j", (name, texts, exists) => {
    expect(names.txt(name)).toEqual(texts);
    expect(names.exists(name)).toBe(exists);
  });
});

describe("what each reader applies", () => {
  const rows = (domain: string, text: string): string[] =>
    effectivePolicies(domain, recordAlone(domain, text)).map(
      ({ subject, reader, policy: applied }) => `${subject}, ${reader}: ${applied}`,
    );
  const of = (domain: string, text: string): string[][] => {
    const applied = effectivePolicies(domain, recordAlone(domain, text)).map((row) => row.policy);
    return [applied.slice(0, 3), applied.slice(3, 6), applied.slice(6)];
  };

  it("is listed for the domain, an existing and a missing subdomain", () => {
    expect(rows("shop.example", `v=DMARC1; p=reject; ${RUA}`)).toEqual(
      ["the domain", "an existing subdomain", "a missing subdomain"].flatMap((subject) =>
        ["RFC 9989", "RFC 9989 with compact denial", "RFC 7489"].map((reader) => `${subject}, ${reader}: reject`),
      ),
    );
  });

  it.each<[string, string, string[][]]>([
    [
      "np alone is stricter",
      "v=DMARC1; p=none; np=reject",
      [
        ["none", "none", "none"],
        ["none", "none", "none"],
        ["reject", "none", "none"],
      ],
    ],
    [
      "np alone is weaker",
      "v=DMARC1; p=reject; np=none",
      [
        ["reject", "reject", "reject"],
        ["reject", "reject", "reject"],
        ["none", "reject", "reject"],
      ],
    ],
    [
      "a test, which old readers do not know",
      "v=DMARC1; p=reject; t=y",
      Array<string[]>(3).fill(["quarantine", "quarantine", "reject"]),
    ],
    [
      "a typo in np, which old readers do not know",
      `v=DMARC1; p=reject; np=x; ${RUA}`,
      Array<string[]>(3).fill(["none", "none", "reject"]),
    ],
    ["a typo in sp", `v=DMARC1; p=reject; sp=x; ${RUA}`, Array<string[]>(3).fill(["none", "none", "none"])],
    ["a typo in p without rua", "v=DMARC1; p=x", Array<string[]>(3).fill(["no DMARC", "no DMARC", "no DMARC"])],
    ["no record", "v=spf1 -all", Array<string[]>(3).fill(["no DMARC", "no DMARC", "no DMARC"])],
  ])("%s", (_, text, expected) => {
    expect(of("shop.example", text)).toEqual(expected);
  });

  it("is not known for names below a subdomain's record, which the record above decides", () => {
    expect(of("news.shop.example", `v=DMARC1; p=reject; ${RUA}`)).toEqual([
      ["reject", "reject", "reject"],
      ["unknown", "unknown", "unknown"],
      ["unknown", "unknown", "unknown"],
    ]);
  });

  it("is known where the Public Suffix List ends directly above the domain", () => {
    expect(of("shop.co.uk", "v=DMARC1; p=reject; sp=quarantine")[1]).toEqual([
      "quarantine",
      "quarantine",
      "quarantine",
    ]);
  });

  it("differs in the sentence for each subject, and not where all agree", () => {
    const differences = (text: string): string[] =>
      policyDifferences(effectivePolicies("shop.example", recordAlone("shop.example", text)));
    expect(differences("v=DMARC1; p=reject; sp=reject; np=reject")).toEqual([]);
    expect(differences("v=DMARC1; p=none; np=reject")).toEqual([
      "Receivers apply different policies to a missing subdomain: reject by RFC 9989, none by RFC 9989 with compact denial, none by RFC 7489.",
    ]);
  });

  it("never throws and never invents a policy, whatever the record says", () => {
    const readers: DmarcReader[] = ["RFC 9989", "RFC 9989 with compact denial", "RFC 7489"];
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), fc.boolean(), (noise, isPrefixed) => {
        const text = isPrefixed ? `v=DMARC1; p=reject; ${noise}` : noise;
        for (const reader of readers) {
          expect(["none", "quarantine", "reject", "no DMARC", "unknown"]).toContain(
            effectivePolicy("x.shop.example", recordAlone("shop.example", text), reader),
          );
        }
      }),
      { seed: 9989, numRuns: 2000 },
    );
  });

  it("survives any name", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (name) => {
        const names = zoneAnswers("shop.example", [txt(name, "x"), { name, type: "CNAME", value: name }]);
        for (const reader of ["RFC 9989", "RFC 7489"] as const) effectivePolicy(name, names, reader);
        effectivePolicies(name, recordAlone(name, "v=DMARC1; p=reject"));
      }),
      { seed: 7489, numRuns: 2000 },
    );
  });
});
