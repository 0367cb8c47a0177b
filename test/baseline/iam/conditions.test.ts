import { describe, expect, test } from "vitest";
import { classifyCondition, oppositesOf } from "../../../baseline/iam/conditionClass.js";
import { conditionHolds, contextKeys, type RequestContext } from "../../../baseline/iam/conditions.js";
import type { Condition } from "../../../baseline/iam/document.js";
import { readOperator } from "../../../baseline/iam/operators.js";
import { UNKNOWN, type Maybe } from "../../../baseline/unknown.js";

const CURRENT = "2012-10-17";

function condition(written: string, key: string, ...values: readonly Maybe<string>[]): Condition {
  const read = readOperator(written);
  if (typeof read === "string") throw new Error(read);
  return { operator: read.operator.name, set: read.set, ifExists: read.ifExists, key, values };
}

describe("a condition holds", () => {
  const key = "aws:key";
  test.each<[string, readonly string[], string | readonly string[] | undefined, boolean]>([
    ["StringEquals", ["a", "b"], "b", true],
    ["StringEquals", ["a*"], "ab", false],
    ["StringEquals", ["a"], undefined, false],
    ["StringEqualsIfExists", ["a"], undefined, true],
    ["StringEqualsIfExists", ["a"], "b", false],
    ["StringNotEquals", ["a", "b"], "b", false],
    ["StringNotEquals", ["a"], undefined, true],
    ["StringEqualsIgnoreCase", ["TEAM"], "team", true],
    ["StringNotEqualsIgnoreCase", ["TEAM"], "team", false],
    ["StringLike", ["a?c*"], "abcdef", true],
    ["StringLike", ["a${*}"], "ab", false],
    ["StringLike", ["a${*}"], "a*", true],
    ["StringNotLike", ["a*"], "b", true],
    ["NumericEquals", ["5.0"], "5", true],
    ["NumericNotEquals", ["5"], "5", false],
    ["NumericLessThan", ["60"], "7.5", true],
    ["NumericLessThanEquals", ["60"], "60", true],
    ["NumericGreaterThan", ["60"], "60", false],
    ["NumericGreaterThanEquals", ["60"], "60", true],
    ["DateEquals", ["2026-01-01T01:00:00+01:00"], "2026-01-01T00:00:00Z", true],
    ["DateNotEquals", ["2026"], "2026-01-01T00:00:00Z", false],
    ["DateLessThan", ["1767225600"], "2025-12-31T23:59:59Z", true],
    ["DateGreaterThan", ["2026-06"], "2026-06-01T00:00:01Z", true],
    ["Bool", ["true"], "true", true],
    ["Bool", ["TRUE"], "true", true],
    ["Bool", ["true"], "false", false],
    ["Bool", ["true"], undefined, false],
    ["BoolIfExists", ["true"], undefined, true],
    ["BinaryEquals", ["c2hv"], "c2hv", true],
    ["IpAddress", ["10.0.0.0/8"], "10.1.2.3", true],
    ["IpAddress", ["0.0.0.0/0"], "203.0.113.7", true],
    ["IpAddress", ["0.0.0.0/0"], "2001:db8::1", false],
    ["IpAddress", ["2001:db8::/32"], "2001:DB8::7", true],
    ["NotIpAddress", ["10.0.0.0/8", "192.0.2.1"], "192.0.2.1", false],
    ["NotIpAddress", ["10.0.0.0/8"], "2001:db8::1", true],
    ["ArnEquals", ["arn:aws:iam::*:role/*"], "arn:aws:iam::123456789012:role/a/b", true],
    [
      "ArnLike",
      ["arn:aws:someservice:*:111122223333:finance/*"],
      "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt",
      false,
    ],
    [
      "StringLike",
      ["arn:aws:someservice:*:111122223333:finance/*"],
      "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt",
      true,
    ],
    ["ArnNotLike", ["arn:aws:s3:::*"], "arn:aws:s3:::shop", false],
    ["Null", ["true"], undefined, true],
    ["Null", ["false"], undefined, false],
    ["Null", ["false"], "", true],
    ["ForAnyValue:StringEquals", ["a"], ["b", "a"], true],
    ["ForAnyValue:StringEquals", ["a"], [], false],
    ["ForAnyValue:StringNotEquals", ["a"], ["a", "b"], true],
    ["ForAnyValue:StringEquals", ["a"], undefined, false],
    ["ForAllValues:StringEquals", ["a"], ["a", "b"], false],
    ["ForAllValues:StringEquals", ["a", "b"], ["a", "b"], true],
    ["ForAllValues:StringEquals", ["a"], undefined, true],
    ["ForAllValues:StringNotEquals", ["a"], ["b"], true],
    ["ForAllValues:StringNotEquals", ["a"], ["a", "b"], false],
  ])("%s %j for %j: %s", (operator, values, given, expected) => {
    const context: RequestContext = given === undefined ? {} : { "AWS:Key": given };
    expect(conditionHolds(condition(operator, key, ...values), contextKeys(context), CURRENT)).toBe(expected);
  });

  test.each<[string, Maybe<string>[], string | undefined, Maybe<boolean>]>([
    ["StringEquals", ["a", UNKNOWN], "a", true],
    ["StringEquals", ["a", UNKNOWN], "b", UNKNOWN],
    ["StringNotEquals", ["a", UNKNOWN], "a", false],
    ["StringNotEquals", [UNKNOWN], "a", UNKNOWN],
    ["StringEquals", [UNKNOWN], undefined, false],
    ["Null", [UNKNOWN], undefined, UNKNOWN],
  ])("%s with unknown values only where they cannot change it (case %#)", (operator, values, given, expected) => {
    const context: RequestContext = given === undefined ? {} : { [key]: given };
    expect(conditionHolds(condition(operator, key, ...values), contextKeys(context), CURRENT)).toBe(expected);
  });

  test("with the request's values in place of policy variables, taken literally", () => {
    const holds = (
      operator: string,
      value: string,
      context: RequestContext,
      version: "2012-10-17" | "2008-10-17" = CURRENT,
    ): unknown => conditionHolds(condition(operator, key, value), contextKeys(context), version);
    expect(holds("StringLike", "home/${aws:username}/*", { [key]: "home/alice/x", "aws:UserName": "alice" })).toBe(
      true,
    );
    expect(holds("StringLike", "${aws:username}", { [key]: "bobby", "aws:username": "bob*" })).toBe(false);
    expect(holds("StringEquals", "${aws:PrincipalTag/team, 'none'}", { [key]: "none" })).toBe(true);
    expect(holds("StringEquals", "${aws:PrincipalTag/team}", { [key]: "none" })).toBe(false);
    expect(holds("StringNotEquals", "${aws:PrincipalTag/team}", { [key]: "none" })).toBe(true);
    expect(holds("StringEquals", "${aws:username}", { [key]: "${aws:username}" }, "2008-10-17")).toBe(true);
  });
});

describe("a condition of an Allow is worth", () => {
  test.each<[string, string, readonly Maybe<string>[], string, string]>([
    ["StringEquals", "iam:PassedToService", ["ecs-tasks.amazonaws.com"], "iam:PassRole", "narrows"],
    ["StringLike", "iam:PassedToService", ["*"], "iam:PassRole", "ineffective"],
    ["StringLike", "aws:PrincipalOrgID", [UNKNOWN, "**"], "s3:GetObject", "ineffective"],
    ["StringEquals", "aws:PrincipalOrgID", ["*"], "s3:GetObject", "narrows"],
    ["StringEquals", "aws:PrincipalOrgID", [UNKNOWN], "s3:GetObject", "unknown"],
    ["ArnLike", "aws:SourceArn", ["arn:*:*:*:*:*"], "sqs:SendMessage", "ineffective"],
    ["ArnLike", "aws:SourceArn", ["arn:aws:sns:*:123456789012:*"], "sqs:SendMessage", "narrows"],
    ["IpAddress", "aws:SourceIp", ["0.0.0.0/0"], "s3:GetObject", "ineffective"],
    ["IpAddress", "aws:SourceIp", ["0.0.0.0/1", "128.0.0.0/1"], "s3:GetObject", "ineffective"],
    ["IpAddress", "aws:SourceIp", ["203.0.113.0/24"], "s3:GetObject", "narrows"],
    ["Bool", "aws:MultiFactorAuthPresent", ["true"], "iam:CreateUser", "narrows"],
    ["BoolIfExists", "aws:MultiFactorAuthPresent", ["true"], "iam:CreateUser", "ineffective"],
    ["Bool", "aws:MultiFactorAuthPresent", ["true", "false"], "iam:CreateUser", "ineffective"],
    ["Bool", "aws:SecureTransport", ["true"], "s3:GetObject", "callerChosen"],
    ["StringLike", "aws:UserAgent", ["shop/*"], "s3:GetObject", "callerChosen"],
    ["StringLike", "aws:Referer", ["https://shop.example/*"], "s3:GetObject", "callerChosen"],
    ["StringEquals", "aws:RequestTag/team", ["shop"], "iam:CreateRole", "callerChosen"],
    ["ForAllValues:StringEquals", "aws:CalledVia", ["cloudformation.amazonaws.com"], "iam:PassRole", "ineffective"],
    ["ForAnyValue:StringEquals", "aws:CalledVia", ["cloudformation.amazonaws.com"], "iam:PassRole", "narrows"],
    ["StringEquals", "iam:PermissionsBoundary", ["arn:aws:iam::123456789012:policy/edge"], "iam:CreateRole", "narrows"],
    [
      "StringEqualsIfExists",
      "iam:PermissionsBoundary",
      ["arn:aws:iam::123456789012:policy/edge"],
      "iam:CreateRole",
      "ineffective",
    ],
    [
      "StringEquals",
      "iam:PermissionsBoundary",
      ["arn:aws:iam::123456789012:policy/edge"],
      "iam:CreatePolicyVersion",
      "impossible",
    ],
    ["StringNotEquals", "iam:PermissionsBoundary", ["x"], "s3:GetObject", "ineffective"],
    ["Null", "iam:PermissionsBoundary", ["true"], "s3:GetObject", "ineffective"],
    ["Null", "aws:CurrentTime", ["false"], "s3:GetObject", "ineffective"],
    ["Null", "aws:CurrentTime", ["true"], "s3:GetObject", "impossible"],
    ["Null", "aws:TokenIssueTime", ["false"], "s3:GetObject", "narrows"],
    ["Null", "aws:TokenIssueTime", ["true", "false"], "s3:GetObject", "ineffective"],
    [
      "StringEquals",
      "token.actions.githubusercontent.com:repository_id",
      ["1"],
      "sts:AssumeRoleWithWebIdentity",
      "narrows",
    ],
    ["StringEquals", "aws:PrincipalOrgID", [], "s3:GetObject", "impossible"],
  ])("%s %s %j for %4$s", (operator, key, values, action, expected) => {
    const { effect, reason } = classifyCondition(condition(operator, key, ...values), action);
    expect(effect).toBe(expected);
    expect(reason === "").toBe(expected === "narrows");
  });
});

test("the opposites of a condition hold together just where it does not", () => {
  const values = ["5", "2026-01-01T00:00:00Z", "10.0.0.0/8", "true", "arn:aws:s3:::a*", "a*"];
  const given: (string | string[] | undefined)[] = [
    ...[
      "5",
      "6",
      "2026-02-01T00:00:00Z",
      "2025-01-01T00:00:00Z",
      "10.1.1.1",
      "11.1.1.1",
      "true",
      "false",
      "arn:aws:s3:::ab",
      "ab",
    ],
    undefined,
    ["5", "6"],
    ["a*", "b"],
    ["10.1.1.1", "11.1.1.1"],
  ];
  const types: Readonly<Record<string, readonly number[]>> = {
    Numeric: [0],
    Date: [1],
    Ip: [2],
    Bool: [3],
    Null: [3],
    Arn: [4],
    String: [0, 3, 5],
  };
  let compared = 0;
  const operators = [
    "StringEquals",
    "StringLike",
    "StringEqualsIgnoreCase",
    "NumericEquals",
    "NumericLessThan",
    "NumericGreaterThanEquals",
    "DateLessThanEquals",
    "DateGreaterThan",
    "IpAddress",
    "NotIpAddress",
    "ArnLike",
    "ArnNotEquals",
    "StringNotLike",
    "Bool",
    "Null",
  ];
  for (const operator of operators) {
    for (const prefix of ["", "ForAnyValue:", "ForAllValues:"]) {
      for (const suffix of ["", "IfExists"]) {
        if (typeof readOperator(prefix + operator + suffix) === "string") continue;
        const type = Object.keys(types).find((name) => operator.replace("Not", "").startsWith(name)) ?? "";
        for (const index of types[type] ?? []) {
          const one = condition(prefix + operator + suffix, "aws:key", values[index] ?? "");
          const opposites = oppositesOf(one);
          if (!opposites) continue;
          for (const value of given) {
            // A value of another type is none that AWS sends.
            const isFitting = [value].flat().every((text) => text === undefined || fits(type, text));
            if (!isFitting || (Array.isArray(value) && prefix === "" && type === "Bool")) continue;
            const context = contextKeys(value === undefined ? {} : { "aws:key": value });
            const holds = conditionHolds(one, context, CURRENT);
            const left = opposites.every((opposite) => conditionHolds(opposite, context, CURRENT) === true);
            expect({ one, value, left }).toEqual({ one, value, left: holds !== true });
            compared++;
          }
        }
      }
    }
  }
  expect(compared).toBeGreaterThan(200);
});

function fits(type: string, text: string): boolean {
  if (type === "Numeric") return /^[0-9]$/.test(text);
  if (type === "Date") return text.endsWith("Z");
  if (type === "Ip") return /^1[01]\./.test(text);
  if (type === "Arn") return text.startsWith("arn:");
  return type === "Bool" ? text === "true" || text === "false" : true;
}
