import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { costParagraph, monthlyCost, SMALL_SHOP } from "../../../baseline/backup/cost.js";

test("the bill is the sum of its parts, and follows the data", () => {
  const { storage, copies, restoreTests, rest, total } = monthlyCost(SMALL_SHOP);
  expect(total).toBeCloseTo(storage + copies + restoreTests + rest);
  // By hand: 48 × 1 GB × $0.10 + 10 GB × 1.9 × $0.095 + 20 GB × 1.9 × $0.05.
  expect(storage).toBeCloseTo(4.8 + 1.805 + 1.9);
  // The same again, and 39 GB moved at $0.02: 30 × (1 GB + 0.3 GB).
  expect(copies).toBeCloseTo(storage + 0.78);
  expect(restoreTests).toBeCloseTo(3 * 4.345 * 1.5, 1);
  const nothing = monthlyCost({ DynamoDB: 0, RDS: 0, S3: 0, change: 0, stores: 0 });
  expect(nothing.total).toBe(nothing.rest);
});

test("docs/data.md tells it", () => {
  expect(readFileSync("docs/data.md", "utf8")).toContain(costParagraph());
});
