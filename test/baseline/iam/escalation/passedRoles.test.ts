import { describe, expect, test } from "vitest";
import { findEscalations } from "../../../../baseline/iam/escalation/findEscalations.js";
import { UNKNOWN } from "../../../../baseline/unknown.js";
import { holdingsOf } from "./published.js";
import { allow, deny, judged, only, passedTo, SELF, STRONG, WEAK } from "./statements.js";

describe("a role that is passed", () => {
  const run = allow("ec2:RunInstances");

  test.each([
    "*",
    "arn:aws:iam::*:role/*",
    "arn:aws:iam::111122223333:role/prod-*",
    "arn:aws:iam::*:*",
    "arn:aws:iam::111122223333:role/${aws:PrincipalTag/team}",
  ])("is any of %s", (resource) => {
    expect(judged(only(allow("iam:PassRole", resource), run))).toEqual([
      `= iam:PassRole on ${resource} + ec2:RunInstances`,
    ]);
  });

  test.each([WEAK, "arn:aws:iam::*:role/weak", "arn:aws:iam::*:role/aws-service-role/*", "arn:aws:s3:::bucket/*"])(
    "is no other than %s",
    (resource) => {
      expect(judged(only(allow("iam:PassRole", resource), run))).toEqual([]);
    },
  );

  test("goes only to the services that iam:PassedToService names", () => {
    const to = (...services: string[]): string[] =>
      judged(only(allow("iam:PassRole", "*", passedTo(...services)), run, allow("lambda:CreateFunction")));
    expect(to("s3.amazonaws.com")).toEqual([]);
    expect(to("ec2.amazonaws.com")).toEqual(["= iam:PassRole on * + ec2:RunInstances"]);
    expect(to("lambda.amazonaws.com")).toEqual(["? iam:PassRole on * + lambda:CreateFunction"]);
  });

  test("goes to containers and machines of another service's name", () => {
    const task = only(
      allow("iam:PassRole", "*", passedTo("ecs-tasks.amazonaws.com")),
      allow(["ecs:RegisterTaskDefinition", "ecs:RunTask"], "arn:aws:ecs:*:*:task-definition/one:1"),
    );
    expect(judged(task)).toEqual(["= iam:PassRole on * + ecs:RegisterTaskDefinition + ecs:RunTask"]);
  });

  test("is not stopped by a condition that narrows nothing, nor by who, where and when the caller is", () => {
    for (const condition of [
      { StringEqualsIfExists: { "aws:RequestTag/a": "b" } },
      { Bool: { "aws:MultiFactorAuthPresent": "true" } },
      { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } },
      { StringEquals: { "aws:RequestedRegion": "eu-west-1" } },
    ])
      expect(judged(only(allow("iam:PassRole", "*", condition), run))).toEqual([
        "= iam:PassRole on * + ec2:RunInstances",
      ]);
  });

  test("is stopped by a condition on the role's tag that the holder cannot set", () => {
    const tagged = allow("iam:PassRole", "*", { StringEquals: { "iam:ResourceTag/passable": "yes" } });
    expect(judged(only(tagged, run))).toEqual([]);
    expect(judged(only(tagged, run, allow("iam:TagRole")))).toEqual(["= iam:PassRole on * + ec2:RunInstances"]);
  });

  test("is stopped by a Deny of it or of what takes it, not by one of a part", () => {
    const both = [allow("iam:PassRole"), run];
    expect(judged(only(...both, deny("iam:PassRole")))).toEqual([]);
    expect(judged(only(...both, deny("ec2:Run*")))).toEqual([]);
    expect(judged(only(...both, deny("iam:PassRole", "arn:aws:iam::*:role/*")))).toEqual([]);
    expect(judged(only(...both, deny("iam:PassRole", STRONG)))).toHaveLength(1);
    expect(judged(only(...both, deny("iam:PassRole", "*", passedTo("ec2.amazonaws.com"))))).toEqual([]);
    expect(judged(only(...both, deny("iam:PassRole", "*", passedTo("lambda.amazonaws.com"))))).toHaveLength(1);
  });

  test("waits in what is only defined, if the holder cannot start it", () => {
    expect(judged(only(allow(["iam:PassRole", "lambda:CreateFunction"])))).toEqual([
      "? iam:PassRole on * + lambda:CreateFunction",
    ]);
    const [found] = findEscalations(only(allow(["iam:PassRole", "lambda:CreateFunction"])));
    expect(found?.doubt).toBe("what lambda:CreateFunction defines has to be started by someone else");
  });

  test("that only a service's own program uses is none", () => {
    expect(
      judged(
        only(allow(["iam:PassRole", "ec2:CreateFlowLogs", "rds:CreateDBInstance", "s3:PutReplicationConfiguration"])),
      ),
    ).toEqual([]);
  });

  test("has one finding for each service, and a fault in one hides no other", () => {
    const found = judged(
      only(allow("iam:PassRole"), run, allow("glue:CreateSession"), deny("ec2:*"), allow("cloudformation:CreateStack")),
    );
    expect(found).toEqual([
      "= iam:PassRole on * + cloudformation:CreateStack",
      "= iam:PassRole on * + glue:CreateSession",
    ]);
  });
});

describe("a boundary", () => {
  const held = [[allow(["iam:PassRole", "ec2:RunInstances"])]];

  test("is a ceiling, never a grant", () => {
    expect(judged(holdingsOf([[allow("s3:GetObject")]], [allow("*")]))).toEqual([]);
    expect(judged(holdingsOf(held, [allow("ec2:*")]))).toEqual([]);
    expect(judged(holdingsOf(held, [allow("*"), deny("iam:*")]))).toEqual([]);
    expect(judged(holdingsOf(held, [allow("*"), deny("s3:*")]))).toEqual(["= iam:PassRole on * + ec2:RunInstances"]);
    expect(judged(holdingsOf(held, [allow("iam:PassRole", WEAK), allow("ec2:*")]))).toEqual([]);
  });

  test("that is not known leaves a doubt", () => {
    expect(judged({ ...holdingsOf(held), boundary: UNKNOWN })).toEqual(["? iam:PassRole on * + ec2:RunInstances"]);
  });

  test("that the holder takes off first stops nothing", () => {
    const off = holdingsOf(
      [[allow(["iam:PassRole", "ec2:RunInstances", "iam:DeleteRolePermissionsBoundary"])]],
      [allow(["ec2:*", "iam:DeleteRolePermissionsBoundary"])],
    );
    expect(judged(off)).toEqual(["= iam:DeleteRolePermissionsBoundary + iam:PassRole on * + ec2:RunInstances"]);
    expect(findEscalations(off)[0]?.effect).toBe("lifts");
    expect(judged(only(allow("iam:DeleteRolePermissionsBoundary")))).toEqual([]);
  });

  test("by which a condition binds whom the holder gives rights is a mitigation", () => {
    const bound = { StringEquals: { "iam:PermissionsBoundary": "arn:aws:iam::111122223333:policy/limit" } };
    expect(judged(only(allow(["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy"], "*", bound)))).toEqual(
      [],
    );
  });
});

describe("a Deny", () => {
  test("in a policy that the holder takes away first stops nothing", () => {
    const held = holdingsOf([[allow("ssm:StartSession"), allow("iam:DetachRolePolicy", SELF)], [deny("ssm:*")]]);
    expect(judged(held)).toEqual(["= iam:DetachRolePolicy + ssm:StartSession"]);
  });

  test("in a document that nobody has read leaves a doubt", () => {
    expect(judged({ ...only(allow("iam:CreateAccessKey")), unread: ["policy x"] })).toEqual([
      "? iam:CreateAccessKey on *",
    ]);
  });
});
