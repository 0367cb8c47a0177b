/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { tryRule, UNKNOWN, type TriedFinding } from "storefront-baseline/policies";
import { bucketNames } from "./bucketNames";

function findings(inputs: Record<string, unknown>): readonly TriedFinding[] {
  const type = "aws:s3/bucket:Bucket";
  return tryRule(bucketNames("fernwood-"), [{ type, name: "invoices", inputs }]).findings;
}

test("a name with the prefix passes", () => {
  assert.deepEqual(findings({ bucket: "fernwood-invoices" }), []);
});

test("a name without it is refused, and so is none", () => {
  for (const inputs of [{ bucket: "invoices" }, {}]) {
    assert.deepEqual(
      findings(inputs).map(({ outcome, resource }) => [outcome, resource]),
      [["violation", "invoices"]],
    );
  }
});

test("a name that is not known yet is not judged", () => {
  assert.deepEqual(
    findings({ bucket: UNKNOWN }).map(({ outcome }) => outcome),
    ["undetermined"],
  );
});
