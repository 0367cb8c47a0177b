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

/** Of rules that are on and reach every object. */
function noncurrentDays({ given, settings: { lifecycle } }: Bucket): Maybe<number>[] {
  const lists = [
    ...lifecycle.split.map((one) => one.whole("rules")),
    ...lifecycle.inline.map((name) => given.whole(name)),
  ];
  return lists.flatMap((value): Maybe<number>[] => {
    const rules = blocksOf(value);
    if (rules === UNKNOWN) return [UNKNOWN];
    return rules.flatMap((rule) => (rule === UNKNOWN ? [UNKNOWN] : daysOf(rule)));
  });
}

function daysOf(rule: Block): Maybe<number>[] {
  const isOn = rule["status"] !== undefined ? asText(rule["status"]) !== "Disabled" : asFlag(rule["enabled"]) !== false;
  if (!isOn || isNarrow(rule)) return [];
  const expiration = rule["noncurrentVersionExpiration"];
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
