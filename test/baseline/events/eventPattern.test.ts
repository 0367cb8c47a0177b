import { describe, expect, test } from "vitest";
import { takesEvent, type EventFields } from "../../../baseline/events/eventPattern.js";
import { usesOf, useAlarm } from "../../../baseline/iam/roles/breakGlassAlarm.js";
import { UNKNOWN } from "../../../baseline/unknown.js";

const EVENT: EventFields = {
  source: "aws.sts",
  "detail-type": UNKNOWN,
  resources: ["arn:aws:s3:::a", "arn:aws:s3:::b"],
  detail: {
    eventName: "AssumeRole",
    readOnly: true,
    errorCode: null,
    userIdentity: { arn: "arn:aws:iam::1:user/ada" },
  },
};
const takes = (pattern: unknown): unknown => takesEvent(JSON.stringify(pattern), EVENT);

/** Amazon EventBridge User Guide, "Comparison operators for use in event patterns". */
describe("a pattern takes an event", () => {
  test.each([
    [{ source: ["aws.sts", "aws.signin"] }],
    [{ resources: ["arn:aws:s3:::b"] }],
    [{ detail: { readOnly: [true], errorCode: [null] } }],
    [{ source: [{ prefix: "aws." }] }],
    [{ source: [{ prefix: { "equals-ignore-case": "AWS." } }] }],
    [{ source: [{ suffix: ".sts" }] }],
    [{ source: [{ wildcard: "a*.s*s" }] }],
    [{ source: [{ "equals-ignore-case": "AWS.STS" }] }],
    [{ source: [{ "anything-but": ["aws.s3", "aws.kms"] }] }],
    [{ source: [{ "anything-but": { prefix: "com." } }] }],
    [{ detail: { eventName: [{ exists: true }], other: [{ exists: false }] } }],
    [{ $or: [{ source: ["aws.s3"] }, { detail: { eventName: ["AssumeRole"] } }] }],
    [{ detail: { userIdentity: { arn: [{ prefix: "arn:aws:iam::1:" }] } } }],
  ])("%j", (pattern) => expect(takes(pattern)).toBe(true));
});

describe("a pattern passes over an event", () => {
  test.each([
    [{ source: ["aws.signin"] }],
    [{ source: [] }],
    [{ source: "aws.sts" }],
    [{ $or: [] }],
    [{}],
    [{ detail: { eventName: ["assumerole"] } }],
    [{ detail: { other: ["x"] } }],
    [{ detail: { other: { deeper: ["x"] } } }],
    [{ source: [{ "anything-but": "aws.sts" }] }],
    [{ source: [{ "anything-but": { wildcard: "aws.*" } }] }],
    [{ detail: { userIdentity: [{ exists: true }] } }],
    [{ source: [{ wildcard: "aws.\\*" }] }],
  ])("%j", (pattern) => expect(takes(pattern)).toBe(false));

  test("that is no JSON", () => expect(takesEvent("{", EVENT)).toBe(false));
});

test("what depends on a field that nobody knows, or on numbers, is not decided", () => {
  expect(takes({ "detail-type": ["AWS API Call via CloudTrail"] })).toBe(UNKNOWN);
  expect(takesEvent(JSON.stringify({ count: [{ numeric: [">", 1] }] }), { count: 2 })).toBe(UNKNOWN);
  expect(takes({ "detail-type": ["x"], source: ["aws.s3"] })).toBe(false);
});

test("the alarm of a role for emergencies takes each of its uses, and none of another role's", () => {
  const role = { account: "123456789012", partition: "aws", name: "glass", path: "/people/" };
  const { eventPattern } = useAlarm(role, "eu-west-1");
  const uses = usesOf("arn:aws:iam::123456789012:role/people/glass", "eu-west-1");
  expect(uses.map(({ event }) => takesEvent(eventPattern, event))).toEqual([true, true]);
  const others = usesOf("arn:aws:iam::123456789012:role/people/glasses", "eu-west-1");
  expect(others.map(({ event }) => takesEvent(eventPattern, event))).toEqual([false, false]);
});
