import { describe, expect, it } from "vitest";
import {
  coverage,
  selectionCoverage,
  type Coverage,
  type DataStore,
  type RegionOptIn,
  type Selection,
} from "../../../baseline/backup/coverage.js";
import { UNKNOWN } from "../../../baseline/unknown.js";
import { NO_CONDITIONS, NOTHING, STORE_KINDS, type StoreKind } from "./stores.js";

const KEY = "aws:ResourceTag/backup";
const daily = { key: "backup", value: "daily" };

/** What a way of missing changes of what selects: the store, the selection or the opt-in. */
type Case = readonly [
  title: string,
  state: Coverage["state"],
  part: Coverage["part"],
  store: Partial<DataStore>,
  selection: Partial<Selection>,
  optIn?: RegionOptIn | "off" | "unlisted" | "unknown",
];

function casesOf({ store, typePattern, servicePattern, alwaysNeedsOptIn }: StoreKind): readonly Case[] {
  const byArn = { resources: [typePattern] };
  const byTag = { selectionTags: [daily] };
  const byCondition = {
    resources: ["*"],
    conditions: { ...NO_CONDITIONS, stringEquals: [{ key: KEY, value: "daily" }] },
  };
  const condition = (operator: keyof typeof NO_CONDITIONS, value: string | typeof UNKNOWN): Partial<Selection> => ({
    resources: [typePattern],
    conditions: { ...NO_CONDITIONS, [operator]: [{ key: KEY, value }] },
  });
  const untagged = { tags: new Map<string, string>() };
  const otherTag = { tags: new Map([["backup", "weekly"]]) };
  const spared = alwaysNeedsOptIn ? "missed" : "selected";
  const part = alwaysNeedsOptIn ? "opt-in" : "everything";
  return [
    ["its type's ARN", "selected", "everything", {}, byArn],
    ["its own ARN", "selected", "everything", {}, { resources: [store.arn] }],
    ["a reference to itself", "selected", "everything", { arn: UNKNOWN }, { resources: [{ storeLabel: store.label }] }],
    [
      "a type's ARN, its own unknown",
      store.service === "RDS" || store.service === "FSx" ? "undetermined" : "selected",
      store.service === "RDS" || store.service === "FSx" ? "arn" : "everything",
      { arn: UNKNOWN },
      byArn,
    ],
    ["a tag", "selected", "everything", {}, byTag],
    ["one of two tags", "selected", "everything", {}, { selectionTags: [{ key: "tier", value: "gold" }, daily] }],
    ["a condition", "selected", "everything", {}, byCondition],
    ["everything", "selected", "everything", {}, { resources: ["*"] }],
    ["an ARN, another excluded", "selected", "everything", {}, { ...byArn, notResources: ["arn:aws:sqs:*"] }],

    ["another store's ARN", "missed", "arn", {}, { resources: [`${store.arn as string}-eu`] }],
    ["another type's ARN", "missed", "arn", {}, { resources: ["arn:aws:storagegateway:*:*:gateway/*"] }],
    ["a reference to another", "missed", "arn", {}, { resources: [{ storeLabel: "other" }] }],
    ["a type's ARN of another partition", "missed", "arn", {}, { resources: [typePattern.replace("aws", "aws-cn")] }],
    ["an excluded ARN", "missed", "exclusion", {}, { ...byArn, notResources: [store.arn] }],
    ["an excluded type", "missed", "exclusion", {}, { resources: ["*"], notResources: [typePattern] }],
    ["an excluded reference", "missed", "exclusion", {}, { ...byTag, notResources: [{ storeLabel: store.label }] }],
    ["no tag", "missed", "tag", untagged, byTag],
    ["a tag of another value", "missed", "tag", otherTag, byTag],
    ["a tag's key in another case", "missed", "tag", { tags: new Map([["Backup", "daily"]]) }, byTag],
    ["a tag's value in another case", "missed", "tag", { tags: new Map([["backup", "Daily"]]) }, byTag],
    ["its ARN, and a tag that it lacks", "missed", "tag", untagged, { ...byArn, ...byTag }],
    ["its tag, and another's ARN", "missed", "arn", {}, { ...byTag, resources: ["arn:aws:sqs:*"] }],
    ["a condition that it fails", "missed", "condition", otherTag, byCondition],
    ["a condition on a tag that it lacks", "missed", "condition", untagged, byCondition],
    ["stringNotEquals of its value", "missed", "condition", {}, condition("stringNotEquals", "daily")],
    ["stringLike of another value", "missed", "condition", {}, condition("stringLike", "week*")],
    ["stringNotLike of its value", "missed", "condition", {}, condition("stringNotLike", "d*y")],
    [
      "a condition without the prefix",
      "missed",
      "condition",
      {},
      { ...byArn, conditions: { ...NO_CONDITIONS, stringEquals: [daily] } },
    ],
    ["a tag, not opted in", "missed", "opt-in", {}, byTag, "off"],
    ["a condition, not opted in", "missed", "opt-in", {}, byCondition, "off"],
    ["everything, not opted in", "missed", "opt-in", {}, { resources: ["*"] }, "off"],
    ["its service only, not opted in", "missed", "opt-in", {}, { resources: [servicePattern] }, "off"],
    ["its type's ARN, not opted in", spared, part, {}, byArn, "off"],
    ["its own ARN, not opted in", spared, part, {}, { resources: [store.arn] }, "off"],
    ["nothing", "missed", "empty selection", {}, {}],
    ["conditions only", "missed", "empty selection", {}, { ...byCondition, resources: [] }],
    ["exclusions only", "missed", "empty selection", {}, { notResources: ["arn:aws:sqs:*"] }],

    ["stringNotEquals of another value", "selected", "everything", {}, condition("stringNotEquals", "never")],
    ["stringLike of its value", "selected", "everything", {}, condition("stringLike", "d*")],
    ["stringNotLike of another value", "selected", "everything", {}, condition("stringNotLike", "w*")],

    ["an unknown ARN", "undetermined", "arn", { arn: UNKNOWN }, { resources: [store.arn] }],
    ["an unknown pattern", "undetermined", "arn", {}, { resources: [UNKNOWN] }],
    ["unknown resources", "undetermined", "arn", {}, { resources: UNKNOWN }],
    ["an unknown exclusion", "undetermined", "exclusion", {}, { ...byArn, notResources: [UNKNOWN] }],
    ["unknown exclusions", "undetermined", "exclusion", {}, { ...byArn, notResources: UNKNOWN }],
    ["unknown tags", "undetermined", "tag", { tags: UNKNOWN }, byTag],
    ["an unknown tag's value", "undetermined", "tag", { tags: new Map([["backup", UNKNOWN]]) }, byTag],
    ["unknown selection tags", "undetermined", "tag", {}, { selectionTags: UNKNOWN }],
    ["an unknown value asked for", "undetermined", "tag", {}, { selectionTags: [{ key: "backup", value: UNKNOWN }] }],
    ["a prefixed key of a selection tag", "undetermined", "tag", {}, { selectionTags: [{ key: KEY, value: "daily" }] }],
    ["unknown conditions", "undetermined", "condition", {}, { ...byArn, conditions: UNKNOWN }],
    ["a condition, its tags unknown", "undetermined", "condition", { tags: UNKNOWN }, byCondition],
    ["a condition of unknown value", "undetermined", "condition", {}, condition("stringNotEquals", UNKNOWN)],
    [
      "stringNotEquals on a tag that it lacks",
      "undetermined",
      "condition",
      untagged,
      condition("stringNotEquals", "no"),
    ],
    ["a tag, without RegionSettings", "undetermined", "opt-in", {}, byTag, undefined],
    ["a tag, its service unlisted", "undetermined", "opt-in", {}, byTag, "unlisted"],
    ["a tag, the opt-in unknown", "undetermined", "opt-in", {}, byTag, "unknown"],
    ["a tag, all opt-in unknown", "undetermined", "opt-in", {}, byTag, UNKNOWN],
    [
      "its type's ARN, without RegionSettings",
      alwaysNeedsOptIn ? "undetermined" : "selected",
      part,
      {},
      byArn,
      undefined,
    ],
  ];
}

function optInOf(service: string, given: Case[5]): RegionOptIn {
  if (given === "off") return new Map([[service, false]]);
  if (given === "unknown") return new Map([[service, UNKNOWN]]);
  return given === "unlisted" ? new Map() : given;
}

describe.each(STORE_KINDS)("$store.service", (kind) => {
  const { service, label } = kind.store;
  for (const [title, state, part, store, selection, ...given] of casesOf(kind)) {
    it(`by ${title} is ${state} (${part})`, () => {
      const optIn = given.length === 1 ? optInOf(service, given[0]) : new Map([[service, true]]);
      const verdict = selectionCoverage({ ...kind.store, ...store }, { ...NOTHING, ...selection }, optIn);
      expect(verdict).toMatchObject({ state, part });
      expect(verdict.reason()).toContain(part === "empty selection" ? "nightly" : label);
      expect(verdict.reason()).toMatch(/^\S.*\.$/);
    });
  }
});

const [table] = STORE_KINDS;
if (table === undefined) throw new Error("no kinds");
const { store } = table;
const ON = new Map([[store.service, true]]);

function reason(changes: Partial<Selection>, changed: Partial<DataStore> = {}, optIn: RegionOptIn = ON): string {
  return selectionCoverage({ ...store, ...changed }, { ...NOTHING, ...changes }, optIn).reason();
}

describe("a reason says which part missed", () => {
  it("by ARN", () => {
    expect(reason({ resources: ["arn:aws:s3:::*", UNKNOWN, { storeLabel: "carts" }] })).toBe(
      'nightly takes "arn:aws:s3:::*", an ARN that is known only after the deploy, carts; the ARN of shop-DynamoDB is ' +
        "arn:aws:dynamodb:eu-central-1:111122223333:table/orders, and which of them match it is known only after the deploy.",
    );
  });

  it("by exclusion", () => {
    expect(reason({ resources: ["*"], notResources: ["arn:aws:dynamodb:*"] })).toBe(
      'nightly excludes shop-DynamoDB by notResources "arn:aws:dynamodb:*".',
    );
  });

  it("by a condition", () => {
    const conditions = { ...NO_CONDITIONS, stringLike: [{ key: KEY, value: "week*" }] };
    expect(reason({ resources: ["*"], conditions })).toBe(
      'nightly misses shop-DynamoDB: its conditions ask tag "backup" to be like "week*", and it is "daily".',
    );
  });

  it("by a tag, with the near miss", () => {
    expect(reason({ selectionTags: [{ key: "Backup", value: "daily" }] })).toBe(
      'nightly misses shop-DynamoDB: it asks for tag "Backup" "daily", and it has only "backup", and keys are case sensitive.',
    );
  });

  it("by a tag beside resources, with what AWS leaves open", () => {
    expect(reason({ resources: ["*"], selectionTags: [{ key: "tier", value: "gold" }] })).toBe(
      'nightly misses shop-DynamoDB: it asks for tag "tier" "gold", and it has no such tag; AWS\'s documents disagree ' +
        "whether its resources would do alone.",
    );
  });

  it("by the opt-in", () => {
    const text = "nightly reaches shop-DynamoDB only if the Region is opted in to DynamoDB, and ";
    expect(reason({ resources: ["*"] }, {}, new Map([["DynamoDB", false]]))).toBe(
      `${text}RegionSettings switch it off.`,
    );
    expect(selectionCoverage(store, { ...NOTHING, resources: ["*"] }, undefined).reason()).toBe(
      `${text}without RegionSettings in the stack that is as it was.`,
    );
  });
});

describe("what belongs to one type only", () => {
  const bucket: DataStore = { ...store, label: "invoices", service: "S3", arn: "arn:aws:s3:::invoices" };
  const all: Selection = { ...NOTHING, resources: ["arn:aws:s3:::*"] };

  it.each([
    [true, "selected", "everything"],
    [false, "missed", "versioning"],
    [UNKNOWN, "undetermined", "versioning"],
    [undefined, "undetermined", "versioning"],
  ] as const)("a bucket whose versioning is %s is %s", (isVersioned, state, part) => {
    const given: DataStore = isVersioned === undefined ? bucket : { ...bucket, isVersioned };
    expect(selectionCoverage(given, all, undefined)).toMatchObject({ state, part });
  });

  it("a Multi-AZ DB cluster needs the opt-in, as its ARN may be that of an Aurora cluster", () => {
    const cluster = { ...store, service: "RDS", arn: "arn:aws:rds:eu-central-1:111122223333:cluster:orders" };
    const clusters = { ...NOTHING, resources: ["arn:aws:rds:*:*:cluster:*"] };
    expect(selectionCoverage(cluster, clusters, new Map([["RDS", false]]))).toMatchObject({ part: "opt-in" });
  });

  it("a type that AWS Backup does not take is missed", () => {
    const cache = {
      ...store,
      service: "ElastiCache",
      arn: "arn:aws:elasticache:eu-central-1:111122223333:cluster:carts",
    };
    const verdict = selectionCoverage(cache, { ...NOTHING, resources: ["*"] }, undefined);
    expect(verdict.state).toBe("missed");
    expect(verdict.reason()).toBe("shop-DynamoDB is missed: AWS Backup takes no backups of ElastiCache.");
  });

  it("a partly known ARN decides where its known parts do", () => {
    const partly = { ...store, arn: "arn:aws:dynamodb:*:*:table/orders" };
    const by = (pattern: string): string => selectionCoverage(partly, { ...NOTHING, resources: [pattern] }, ON).state;
    expect(by("arn:aws:dynamodb:*:*:table/ord*")).toBe("selected");
    expect(by("arn:aws:dynamodb:*:*:table/carts")).toBe("missed");
    expect(by("arn:aws:dynamodb:eu-central-1:*:table/*")).toBe("undetermined");
  });
});

describe("several selections", () => {
  const hit = { ...NOTHING, label: "hit", resources: ["*"] };
  const miss = { ...NOTHING, label: "miss", resources: ["arn:aws:s3:::*"] };
  const open: Selection = { ...NOTHING, label: "open", resources: [UNKNOWN] };

  it("select where one does", () => {
    expect(coverage(store, [miss, open, hit], ON)).toMatchObject({
      state: "selected",
      reason: "hit takes shop-DynamoDB.",
    });
  });

  it("leave open where none does and one may", () => {
    expect(coverage(store, [miss, open], ON)).toMatchObject({ state: "undetermined", part: "arn" });
  });

  it("miss with the reason of each", () => {
    const { state, reason: text } = coverage(store, [miss, { ...miss, label: "other" }], ON);
    expect(state).toBe("missed");
    expect(text).toMatch(/^miss takes .*\. other takes .*\.$/);
  });

  it("miss where there is none", () => {
    expect(coverage(store, [], ON)).toEqual({
      state: "missed",
      part: "no selection",
      reason: "No backup selection could reach shop-DynamoDB.",
    });
  });
});
