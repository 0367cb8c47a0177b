import { beforeAll, describe, expect, test } from "vitest";
import { STANDARDS, type RecordVerdict, type Standard } from "../baseline/email/recordVerdicts.js";
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

  test.for(standard.judges)("are judged so by %s too, but for differences with a reason", (judge, { skip }) => {
    const asked = verdicts().filter(({ expected }) => expected[judge] !== undefined);
    expect(asked.length).toBeGreaterThan(10);
    for (const { record, expected } of asked) {
      expect(record.differs?.[judge]?.result, record.title).not.toBe(expected[judge]);
    }
    skip(judge !== "mailauth" && asked.every(({ judged }) => judged[judge] === undefined), `${judge} is not installed`);
    for (const { record, expected, judged } of asked) {
      expect(judged[judge], record.title).toBe(record.differs?.[judge]?.result ?? expected[judge]);
    }
  });
});

test("docs/record-verdicts.md shows them all", async () => {
  const judged = STANDARDS.map((standard) => ({ standard, verdicts: verdictsOf.get(standard) ?? [] }));
  const titles = judged.flatMap(({ verdicts }) => verdicts.map(({ record }) => record.title));
  expect(new Set(titles).size).toBe(titles.length);
  await expect(page(judged)).toMatchFileSnapshot("../../docs/record-verdicts.md");
});
