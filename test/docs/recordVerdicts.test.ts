import { beforeAll, describe, expect, test } from "vitest";
import { STANDARDS, type RecordVerdict, type Standard } from "../baseline/email/recordVerdicts.js";
import { JUDGES } from "../baseline/email/recordVerdicts/hardRecord.js";
import { page } from "./recordVerdictsPage.js";

const verdictsOf = new Map<Standard, readonly RecordVerdict[]>();

beforeAll(async () => {
  for (const standard of STANDARDS) verdictsOf.set(standard, await standard.verdicts());
});

describe.each(STANDARDS)("hard records of $name", (standard) => {
  const verdicts = (): readonly RecordVerdict[] => verdictsOf.get(standard) ?? [];

  test("come to the result that the standard says", () => {
    expect(verdicts().length).toBeGreaterThan(10);
    for (const { record, ours } of verdicts())
      for (const { is, expected } of ours) expect(is, record.title).toBe(expected);
  });

  test("are reported by the rules that concern them, and by no others", () => {
    for (const { record, said } of verdicts()) {
      expect([...new Set(said.map(({ rule }) => rule))].sort(), record.title).toEqual([...record.rules].sort());
    }
  });

  test.each(JUDGES)("are judged so by %s too, where it is installed, but for differences with a reason", (judge) => {
    for (const { record, expected, judged } of verdicts()) {
      const differs = record.differs?.[judge];
      expect(differs?.result, record.title).not.toBe(expected[judge] ?? "nothing");
      if (judged[judge] !== undefined) expect(judged[judge], record.title).toBe(differs?.result ?? expected[judge]);
    }
  });
});

test("mailauth judges every hard record", () => {
  for (const { record, judged } of [...verdictsOf.values()].flat()) expect(judged.mailauth, record.title).toBeDefined();
});

test("docs/record-verdicts.md shows them all", async () => {
  const judged = STANDARDS.map((standard) => ({ standard, verdicts: verdictsOf.get(standard) ?? [] }));
  const titles = judged.flatMap(({ verdicts }) => verdicts.map(({ record }) => record.title));
  expect(new Set(titles).size).toBe(titles.length);
  await expect(page(judged)).toMatchFileSnapshot("../../docs/record-verdicts.md");
});
