import { describe, expect, test } from "vitest";
import { rules } from "../../policies/rules.js";
import { subjectsOf } from "../../report/subjects.js";
import { ruleCases } from "../policies/ruleCases.js";
import { isKnown } from "../support/programText.js";
import type { Given } from "../support/pack.js";
import { resource } from "./results.js";

/** Rules that find a record missing: their fault is that what they speak of is not there. */
const MISSING: readonly string[] = ["SPF16", "SPF24", "DM10", "DM15", "STS10"];

const previewed = (given: readonly Given[]): ReturnType<typeof resource>[] =>
  given.map(({ type, name, inputs }) => resource(type, name, inputs));

describe.each(rules)("$id", (rule) => {
  const { bad = [], good = [] } = ruleCases[rule.id] ?? {};
  const judged = (given: readonly Given[]): number => subjectsOf(rule, previewed(given)).length;

  test("speaks of a resource in what it accepts", () => {
    expect(
      good
        .filter(isKnown)
        .map(judged)
        .filter((number) => number > 0),
    ).not.toEqual([]);
  });

  if (MISSING.includes(rule.id)) return;
  test("speaks of a resource wherever it finds fault", () => {
    for (const given of bad.filter(isKnown)) {
      expect(judged(given), JSON.stringify(given).slice(0, 300)).toBeGreaterThan(0);
    }
  });
});
