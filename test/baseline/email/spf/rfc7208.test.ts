import { describe, expect, it } from "vitest";
import { checkSpf } from "../../../../baseline/email/spf/check.js";
import { isSpf, parseSpf } from "../../../../baseline/email/spf/parse.js";
import { hasSuite, readSuite, type SuiteTest } from "./suite.js";

/** Tests whose permerror lies in the text of the record itself, by the suite's own descriptions. */
const REFUSED_BY_TEXT = `
  non-ascii-policy non-ascii-mech non-ascii-result control-char-policy badip4
  detect-errors-anywhere modifier-charset-bad1 modifier-charset-bad2 redirect-is-modifier invalid-domain
  all-dot all-arg all-cidr
  ptr-cidr ptr-empty-domain
  a-bad-cidr4 a-bad-cidr6 a-dual-cidr-ip4-err a-bad-domain a-null a-numeric a-numeric-toplabel a-bad-toplabel
  a-only-toplabel a-only-toplabel-trailing-dot a-empty-domain
  include-syntax-error include-cidr include-empty-domain
  mx-bad-cidr4 mx-bad-cidr6 mx-bad-domain mx-null mx-numeric-top-label mx-bad-toplab mx-empty-domain
  exists-empty-domain exists-implicit exists-cidr
  cidr4-33 cidr4-032 bare-ip4 bad-ip4-port bad-ip4-short ip4-dual-cidr
  bare-ip6 cidr6-129 cidr6-bad ip6-bad1
  redirect-syntax-error invalid-modifier empty-modifier-name exp-empty-domain exp-syntax-error exp-twice
  redirect-empty-domain redirect-twice unknown-modifier-syntax
  exp-only-macro-char invalid-macro-char invalid-embedded-macro-char invalid-trailing-macro-char undef-macro
`
  .trim()
  .split(/\s+/);

/** Tests whose permerror arises in evaluation, and the rule under which the static check must find it. */
const FOUND_IN_ZONE: Readonly<Record<string, string>> = {
  "include-permerror": "SPF06",
  "include-none": "SPF06",
  "redirect-none": "SPF06",
  "redirect-loop": "SPF15",
  "include-loop": "SPF15",
  "mx-limit": "SPF04",
  "mech-over-limit": "SPF03",
  "include-over-limit": "SPF03",
  "void-over-limit": "SPF05",
};

/** Tests whose permerror lies in the choice of the record (RFC 7208 §4.5). */
const SEVERAL_RECORDS = ["multitxt1", "multitxt2"];

/**
 * Tests that a receiver passes although the check warns, since the worst case is another client's: one that no earlier
 * mechanism matches, or whose address is IPv6.
 */
const WORSE_FOR_OTHERS: Readonly<Record<string, readonly string[]>> = {
  "mech-at-limit": ["SPF05"],
  "include-at-limit": ["SPF03", "SPF05"],
};

const EVALUATION_RULES = ["SPF03", "SPF04", "SPF05", "SPF06", "SPF15"];

const scenarios = readSuite();
const tests = scenarios.flatMap((scenario) => scenario.tests);
const only = (name: string): SuiteTest => {
  const [test, ...others] = tests.filter((candidate) => candidate.name === name);
  if (test === undefined || others.length > 0) throw new Error(`The suite has ${others.length + 1} tests ${name}.`);
  return test;
};
const isPermanentError = ({ results }: SuiteTest): boolean => results.every((result) => result === "permerror");
const spfTexts = ({ zone, domain }: SuiteTest): string[] => (zone.txt(domain) ?? []).filter(isSpf);
const evaluationRules = ({ zone, domain }: SuiteTest, text: string): string[] => [
  ...new Set(
    checkSpf(text, { subject: domain, domain, zone })
      .map(({ rule }) => rule)
      .filter((rule) => EVALUATION_RULES.includes(rule)),
  ),
];

describe.skipIf(!hasSuite)(
  `the public test suite of RFC 7208${hasSuite ? "" : " (skipped: ../shared/vectors/rfc7208-tests.yml is absent)"}`,
  () => {
    it("every permanent error of the suite has its cause in one of the three lists", () => {
      const pinned = [...REFUSED_BY_TEXT, ...Object.keys(FOUND_IN_ZONE), ...SEVERAL_RECORDS];
      expect(tests.filter(isPermanentError).map(({ name }) => name)).toEqual(expect.arrayContaining(pinned));
      expect({
        tests: tests.length,
        permanentErrors: tests.filter(isPermanentError).length,
        pinned: pinned.length,
      }).toEqual({
        tests: 203,
        permanentErrors: 74,
        pinned: 74,
      });
    });

    it.each(REFUSED_BY_TEXT)("%s: the record is refused", (name) => {
      const test = only(name);
      const texts = spfTexts(test);
      expect(texts).toHaveLength(1);
      for (const text of texts) {
        expect(parseSpf(text)).toMatchObject({ ok: false });
        expect(checkSpf(text, { subject: test.domain }).map(({ rule }) => rule)).toContain(
          name.endsWith("-twice") ? "SPF10" : "SPF02",
        );
      }
    });

    it.each(Object.entries(FOUND_IN_ZONE))("%s: the record is accepted, and the zone check finds %s", (name, rule) => {
      const test = only(name);
      const texts = spfTexts(test);
      expect(texts).toHaveLength(1);
      for (const text of texts) {
        expect(parseSpf(text)).toMatchObject({ ok: true });
        expect(evaluationRules(test, text)).toContain(rule);
      }
    });

    it.each(SEVERAL_RECORDS)("%s: two texts are recognised as SPF records", (name) => {
      const test = only(name);
      expect(spfTexts(test)).toHaveLength(2);
      const including = { ...test, domain: "including.example" };
      expect(evaluationRules(including, `v=spf1 include:${test.domain} -all`)).toEqual(["SPF06"]);
    });

    it("the records of all other tests are accepted, and the zone check finds no permanent error in them", () => {
      const judged = tests
        .filter((test) => !isPermanentError(test))
        .flatMap((test) => spfTexts(test).map((text) => ({ test, text })));
      const refused = judged.filter(({ text }) => !parseSpf(text).ok);
      expect(refused.map(({ test }) => test.name)).toEqual([]);
      const found = judged.map(({ test, text }) => [test.name, evaluationRules(test, text)] as const);
      expect(Object.fromEntries(found.filter(([, rules]) => rules.length > 0))).toEqual(WORSE_FOR_OTHERS);
      expect(judged).toHaveLength(119);
    });

    it("no test without a result from SPF has a record", () => {
      const none = tests.filter(({ results }) => results.includes("none"));
      expect(none.flatMap(spfTexts)).toEqual([]);
      expect(none).toHaveLength(8);
    });

    it("of all SPF records in the zone data, only those of the first list are refused", () => {
      const refused = new Set(REFUSED_BY_TEXT.map(only).flatMap(spfTexts));
      const texts = scenarios.flatMap(({ names, zone }) =>
        names.flatMap((name) => (zone.txt(name) ?? []).filter(isSpf)),
      );
      expect(new Set(texts.filter((text) => !parseSpf(text).ok))).toEqual(refused);
      expect({ records: texts.length, refused: refused.size }).toEqual({ records: 191, refused: 63 });
    });
  },
);
