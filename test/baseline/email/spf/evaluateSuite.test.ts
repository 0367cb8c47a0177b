import { describe, expect, it } from "vitest";
import { spfReceiver } from "../../../../baseline/email/spf/evaluate.js";
import { askMailauth, askPyspf, hasPyspf, type JudgedZone } from "../../../support/spfJudges.js";
import { hasSuite, readSuite, type Scenario } from "./suite.js";

const scenarios = readSuite();
const tests = scenarios.flatMap((scenario) =>
  scenario.tests.map((test) => ({ test, scenario, mail: { ip: test.ip, sender: test.mailFrom, helo: test.helo } })),
);
const answers = tests.map(({ test, mail }) => spfReceiver(test.zone)(mail));

/** The scenario's zone data for the judges. */
function zoneOf({ names, values }: Scenario): JudgedZone {
  return Object.fromEntries(
    names.flatMap((name) =>
      ["TXT", "A", "AAAA", "MX", "PTR"].map((type) => {
        const text = (value: unknown): string =>
          type === "MX" ? String((value as unknown[])[1]) : [value].flat().join("");
        return [`${name} ${type}`, values(name, type)?.map(text) ?? null];
      }),
    ),
  );
}

/** Tests for which a judge gives a result that the suite does not allow, with that result. */
function deviations(results: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    tests.flatMap(({ test }, index) =>
      test.results.includes(results[index] ?? "") ? [] : [[test.name, results[index] ?? ""]],
    ),
  );
}

const agreements = (results: readonly string[]): number =>
  results.filter((result, index) => result === answers[index]?.result).length;

describe.skipIf(!hasSuite)(
  `the public test suite of RFC 7208${hasSuite ? "" : " (skipped: ../shared/vectors/rfc7208-tests.yml is absent)"}`,
  () => {
    it("gets an allowed result for all of its 203 tests", () => {
      expect(tests).toHaveLength(203);
      expect(deviations(answers.map(({ result }) => result))).toEqual({});
    });

    it("gets the explanation of every fail that has one, and none where it demands the receiver's own", () => {
      const explained = tests.filter(({ test }) => test.explanation !== undefined);
      const given = explained.map(({ test, mail }) => spfReceiver(test.zone)(mail).explanation ?? "DEFAULT");
      expect(given).toEqual(explained.map(({ test }) => test.explanation));
      expect(explained).toHaveLength(22);
    });

    it("mailauth in strict mode agrees on all of them", async () => {
      const zones = new Map(scenarios.map((scenario) => [scenario, zoneOf(scenario)]));
      const results = await Promise.all(
        tests.map(({ scenario, mail }) => askMailauth(zones.get(scenario) ?? {}, mail)),
      );
      console.log(`mailauth agrees on ${agreements(results)} of ${tests.length} tests of the suite.`);
      expect(deviations(results)).toEqual({});
      expect(agreements(results)).toBe(203);
    });

    it.skipIf(!hasPyspf)(
      `pyspf agrees on all but one, where it takes failing reverse DNS for a temporary error${hasPyspf ? "" : " (skipped: Debian's python3-spf is not installed)"}`,
      () => {
        const zones = new Map(scenarios.map((scenario) => [scenario, zoneOf(scenario)]));
        const results = askPyspf(tests.map(({ scenario, mail }) => ({ ...mail, zone: zones.get(scenario) ?? {} }))).map(
          ({ result }) => result,
        );
        console.log(`pyspf agrees on ${agreements(results)} of ${tests.length} tests of the suite.`);
        // RFC 7208 §5.5: then the mechanism does not match. The name has a circle of CNAMEs, which no resolver answers.
        expect(deviations(results)).toEqual({ "ptr-cname-loop": "temperror" });
        expect(agreements(results)).toBe(202);
      },
    );
  },
);
