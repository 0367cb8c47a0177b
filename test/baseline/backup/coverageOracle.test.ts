/**
 * `selectionCoverage` beside an oracle that knows no unknowns: it answers for every world that the unknown values allow,
 * with regular expressions for patterns, and the verdict must be what all worlds agree on.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  selectionCoverage,
  type DataStore,
  type Selection,
  type TagCondition,
} from "../../../baseline/backup/coverage.js";
import { UNKNOWN, type Maybe } from "../../../baseline/unknown.js";

const ARNS = ["arn:aws:dynamodb:eu:1:table/a", "arn:aws:dynamodb:eu:1:table/b", "arn:aws:dynamodb:us:1:table/a"];
const PATTERNS = ["*", "arn:aws:dynamodb:*", "arn:aws:dynamodb:*:*:table/*", "arn:aws:dynamodb:*:*:table/a"];
const FOREIGN = ["arn:aws:s3:::*", "arn:aws:dynamodb:us:*:table/*", "arn:aws:dynamodb:eu:1:table"];
const KEYS = ["k", "K"];
const VALUES = ["v", "vv", "V"];
const ASKED = [...VALUES, "v*", "*"];
const OPERATORS = ["stringEquals", "stringNotEquals", "stringLike", "stringNotLike"] as const;
const PREFIX = "aws:ResourceTag/";

interface Case {
  readonly arn: Maybe<string>;
  readonly tags: Maybe<Readonly<Record<string, Maybe<string>>>>;
  readonly resources: readonly Maybe<string>[];
  readonly notResources: readonly Maybe<string>[];
  readonly conditions: readonly { operator: (typeof OPERATORS)[number]; key: string; value: Maybe<string> }[];
  readonly selectionTags: readonly { key: string; value: Maybe<string> }[];
  readonly optIn: Maybe<boolean>;
}

/** A case in which all is known. */
interface World extends Case {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly conditions: readonly { operator: (typeof OPERATORS)[number]; key: string; value: string }[];
  readonly selectionTags: readonly { key: string; value: string }[];
  readonly optIn: boolean;
}

function like(pattern: string, text: string): boolean {
  const source = pattern.replace(/[^\w*]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${source}$`).test(text);
}

/** Whether backups are taken; `undefined` for what AWS leaves open. */
function isBackedUp(world: World): boolean | undefined {
  const { arn, tags } = world;
  if (world.resources.length === 0 && world.selectionTags.length === 0) return false;
  const matching = world.resources.filter((pattern) => like(pattern, arn));
  if (world.resources.length > 0 && matching.length === 0) return false;
  if (world.notResources.some((pattern) => like(pattern, arn))) return false;
  if (world.selectionTags.length > 0 && !world.selectionTags.some(({ key, value }) => tags[key] === value))
    return false;
  if (!world.optIn && !matching.some((pattern) => pattern.includes(":table/"))) return false;
  const held = world.conditions.map(({ operator, key, value }) => {
    const tag = tags[key];
    const isNegated = operator.includes("Not");
    if (tag === undefined) return isNegated ? undefined : false;
    return (operator.endsWith("Like") ? like(value, tag) : value === tag) !== isNegated;
  });
  if (held.includes(false)) return false;
  return held.includes(undefined) ? undefined : true;
}

/** Every list in which each unknown element became one of these. */
function completions<T, K extends T>(list: readonly T[], known: (element: T) => readonly K[]): K[][] {
  return list.reduce<K[][]>(
    (lists, element) => lists.flatMap((begun) => known(element).map((value) => [...begun, value])),
    [[]],
  );
}

const PATTERNS_OF_UNKNOWN = ["*", ...ARNS, "arn:aws:s3:::*"];
const TAGS_OF_UNKNOWN = [{}, { k: "v" }, { k: "vv" }, { k: "V", K: "v" }, { k: "v", K: "vv" }, { K: "V" }];

function* worlds(given: Case): Generator<World> {
  const values = ({ value }: { value: Maybe<string> }): readonly string[] =>
    value === UNKNOWN ? [...VALUES, "v*", "w"] : [value];
  const patterns = (pattern: Maybe<string>): readonly string[] =>
    pattern === UNKNOWN ? PATTERNS_OF_UNKNOWN : [pattern];
  const valued = <T extends { value: Maybe<string> }>(list: readonly T[]): (Omit<T, "value"> & { value: string })[][] =>
    list.reduce<(Omit<T, "value"> & { value: string })[][]>(
      (lists, element) => lists.flatMap((begun) => values(element).map((value) => [...begun, { ...element, value }])),
      [[]],
    );
  const tagSets =
    given.tags === UNKNOWN
      ? TAGS_OF_UNKNOWN
      : valued(Object.entries(given.tags).map(([key, value]) => ({ key, value }))).map((tags) =>
          Object.fromEntries(tags.map(({ key, value }) => [key, value])),
        );
  for (const arn of given.arn === UNKNOWN
    ? [...ARNS, "arn:aws:dynamodb:eu:1:table/c"]
    : ARNS.filter((one) => like(given.arn as string, one)))
    for (const tags of tagSets)
      for (const resources of completions(given.resources, patterns))
        for (const notResources of completions(given.notResources, patterns))
          for (const conditions of valued(given.conditions))
            for (const selectionTags of valued(given.selectionTags))
              for (const optIn of given.optIn === UNKNOWN ? [true, false] : [given.optIn])
                yield { arn, tags, resources, notResources, conditions, selectionTags, optIn };
}

function agreed(given: Case): "selected" | "missed" | "undetermined" {
  const results = new Set<boolean | undefined>();
  for (const world of worlds(given)) {
    results.add(isBackedUp(world));
    if (results.size > 1 || results.has(undefined)) return "undetermined";
  }
  return results.has(true) ? "selected" : "missed";
}

function judged(given: Case): string {
  const store: DataStore = {
    label: "orders",
    service: "DynamoDB",
    arn: given.arn,
    tags: given.tags === UNKNOWN ? UNKNOWN : new Map(Object.entries(given.tags)),
  };
  const conditions: Record<(typeof OPERATORS)[number], TagCondition[]> = {
    stringEquals: [],
    stringNotEquals: [],
    stringLike: [],
    stringNotLike: [],
  };
  for (const { operator, key, value } of given.conditions) conditions[operator].push({ key: `${PREFIX}${key}`, value });
  const { resources, notResources, selectionTags } = given;
  const selection: Selection = {
    label: "nightly",
    resources: resources,
    notResources: notResources,
    conditions,
    selectionTags,
  };
  return selectionCoverage(store, selection, new Map([["DynamoDB", given.optIn]])).state;
}

function cases(unknowns: number): fc.Arbitrary<Case> {
  const maybe = <T>(known: fc.Arbitrary<T>): fc.Arbitrary<Maybe<T>> =>
    unknowns === 0
      ? known
      : fc.oneof(
          { arbitrary: known, weight: 10 - unknowns },
          { arbitrary: fc.constant<typeof UNKNOWN>(UNKNOWN), weight: unknowns },
        );
  const pattern = maybe(fc.constantFrom(...PATTERNS, ...PATTERNS, ...ARNS, ...FOREIGN));
  const asked = (values: readonly string[]) => ({
    key: fc.constantFrom(...KEYS),
    value: maybe(fc.constantFrom(...values)),
  });
  return fc.record({
    arn: unknowns === 0 ? fc.constantFrom(...ARNS) : maybe(fc.constantFrom(...ARNS, "arn:aws:dynamodb:*:*:table/a")),
    tags: maybe(fc.dictionary(fc.constantFrom(...KEYS), maybe(fc.constantFrom(...VALUES)), { maxKeys: 2 })),
    resources: fc.array(pattern, { maxLength: 2 }),
    notResources: fc.oneof(
      { arbitrary: fc.constant([]), weight: 2 },
      { arbitrary: fc.array(pattern, { maxLength: 1 }), weight: 1 },
    ),
    conditions: fc.array(fc.record({ operator: fc.constantFrom(...OPERATORS), ...asked(ASKED) }), { maxLength: 2 }),
    selectionTags: fc.array(fc.record(asked(VALUES)), { maxLength: 2 }),
    optIn: maybe(fc.boolean()),
  });
}

test("where all is known, the verdict is the oracle's", { timeout: 60_000 }, () => {
  const states: Record<string, number> = {};
  fc.assert(
    fc.property(cases(0), (given) => {
      const state = judged(given);
      states[state] = (states[state] ?? 0) + 1;
      expect(state).toBe(agreed(given));
    }),
    { numRuns: 8000 },
  );
  expect(Object.keys(states).sort()).toEqual(["missed", "selected", "undetermined"]);
});

test("what the worlds of the unknown values do not agree on is undetermined", { timeout: 60_000 }, () => {
  let definite = 0;
  fc.assert(
    fc.property(cases(2), (given) => {
      const state = judged(given);
      if (state === "undetermined") return;
      definite++;
      expect(state).toBe(agreed(given));
    }),
    { numRuns: 8000 },
  );
  expect(definite).toBeGreaterThan(2000);
});

test("little is left open that the worlds agree on", { timeout: 60_000 }, () => {
  let settled = 0;
  let open = 0;
  fc.assert(
    fc.property(cases(1), (given) => {
      if (agreed(given) === "undetermined") return;
      settled++;
      if (judged(given) === "undetermined") open++;
    }),
    { numRuns: 3000, seed: 6 },
  );
  expect(settled).toBeGreaterThan(1000);
  expect(open / settled).toBeLessThan(0.05);
});
