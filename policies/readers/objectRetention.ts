import {
  DAYS_OF_YEAR,
  type DefaultRetention,
  type ObjectRetention,
} from "../../baseline/encryption/objectRetention.js";
import { or } from "../../baseline/iam/ternary.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { asFlag, asNumber, asText, at, blocksOf, type Block } from "./blocks.js";
import { hasObjectLock } from "./bucketSettings.js";
import type { Bucket } from "./buckets.js";
import { guardedBucket } from "./guardedBuckets.js";

/** What a bucket of the stack says of the life of its versions. */
export function objectRetention(stack: Stack, bucket: Bucket): ObjectRetention {
  const { split, inline, isLost } = bucket.settings.objectLock;
  const rules = [
    ...split.map((one) => one.whole("rule")),
    ...inline.map((property) => {
      const value = bucket.given.whole(property);
      return value === UNKNOWN ? UNKNOWN : at(value, "rule");
    }),
  ];
  const retentions = rules.map((rule) => (rule === UNKNOWN ? UNKNOWN : defaultRetention(rule)));
  return {
    // The configuration switches it on by itself (Amazon S3 API Reference, PutObjectLockConfiguration).
    isLocked: or(hasObjectLock(bucket), split.length > 0),
    retention: retentions.find((one) => one !== undefined) ?? (isLost ? UNKNOWN : undefined),
    noncurrentDays: noncurrentDays(bucket),
    guarded: guardedBucket(stack, bucket),
  };
}

function defaultRetention(rule: unknown): Maybe<DefaultRetention> | undefined {
  const given = at(rule, "defaultRetention");
  if (given === UNKNOWN || given === undefined) return given;
  const years = asNumber(at(given, "years"));
  const days = years === undefined || years === UNKNOWN ? years : years * DAYS_OF_YEAR;
  return { mode: asText(at(given, "mode")), days: asNumber(at(given, "days")) ?? days };
}

function noncurrentDays(bucket: Bucket): Maybe<number>[] {
  return wholeRules(bucket).flatMap((rule) =>
    rule === UNKNOWN ? [UNKNOWN] : daysIn(rule["noncurrentVersionExpiration"]),
  );
}

/** Days after which the lifecycle throws away what is in the bucket. */
export function expirationDays(bucket: Bucket): Maybe<number>[] {
  return wholeRules(bucket).flatMap((rule) => (rule === UNKNOWN ? [UNKNOWN] : daysIn(rule["expiration"])));
}

/** Rules that are on and reach every object. */
function wholeRules({ given, settings: { lifecycle } }: Bucket): Maybe<Block>[] {
  const lists = [
    ...lifecycle.split.map((one) => one.whole("rules")),
    ...lifecycle.inline.map((name) => given.whole(name)),
  ];
  return lists.flatMap((value): readonly Maybe<Block>[] => {
    const rules = blocksOf(value);
    return rules === UNKNOWN ? [UNKNOWN] : rules.filter((rule) => rule === UNKNOWN || (isOn(rule) && !isNarrow(rule)));
  });
}

function isOn(rule: Block): boolean {
  return rule["status"] !== undefined ? asText(rule["status"]) !== "Disabled" : asFlag(rule["enabled"]) !== false;
}

function daysIn(expiration: unknown): Maybe<number>[] {
  const days = asNumber(at(expiration, "noncurrentDays")) ?? asNumber(at(expiration, "days"));
  return days === undefined ? [] : [days];
}

/** Whether a filter leaves objects out. */
function isNarrow({ filter, prefix, tags }: Block): boolean {
  return isGiven(prefix) || isGiven(tags) || isGiven(filter);
}

function isGiven(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return value !== undefined && value !== null && value !== "";
  return Object.values(value).some(isGiven);
}
