import { describe, expect, test } from "vitest";
import {
  actionFacts,
  conditionKeysOf,
  expandActions,
  hasService,
  nearestAction,
  resourceArns,
  type Action,
} from "../../../baseline/iam/actions.js";

describe("facts of an action", () => {
  test("are found in any case, and told in AWS's spelling", () => {
    expect(actionFacts("IAM:passrole")).toEqual({
      name: "iam:PassRole",
      access: "Write",
      resourceTypes: [
        { name: "role", arns: ["arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}"], required: true },
      ],
      conditionKeys: [
        "iam:AssociatedResourceArn",
        "iam:PassedToService",
        "aws:ResourceTag/${TagKey}",
        "iam:ResourceTag/${TagKey}",
      ],
    });
  });

  test("tell apart what AWS classes apart", () => {
    const access = ["s3:ListBucket", "s3:GetObject", "s3:PutObject", "s3:PutObjectTagging", "s3:PutBucketPolicy"];
    expect(access.map((name) => actionFacts(name)?.access)).toEqual([
      "List",
      "Read",
      "Write",
      "Tagging",
      "Permissions management",
    ]);
  });

  test("name no resource where AWS performs the action on none", () => {
    expect(actionFacts("s3:ListAllMyBuckets")?.resourceTypes).toEqual([]);
  });

  test.each([
    "s3:GetObjcet",
    "s3:Get*",
    "GetObject",
    "s3",
    "",
    ":",
    "nosuch:GetObject",
    "__proto__:x",
    "s3:constructor",
  ])("there are none of %j", (name) => {
    expect(actionFacts(name)).toBeUndefined();
    expect(conditionKeysOf(name)).toBeUndefined();
  });
});

describe("a pattern means", () => {
  test.each([
    ["s3:GetObject", ["s3:GetObject"]],
    ["S3:getobjectt*", ["s3:GetObjectTagging", "s3:GetObjectTorrent"]],
    ["sts:AssumeRoot?", []],
    ["sts:AssumeRoo?", ["sts:AssumeRoot"]],
    ["rds-dat?:ExecuteS*", ["rds-data:ExecuteSql", "rds-data:ExecuteStatement"]],
    ["*:AssumeRoleWithS*", ["sts:AssumeRoleWithSAML"]],
    ["s3", []],
    ["s3*", []],
    ["", []],
    ["s3:Get:Object", []],
  ])("%s", (pattern, actions) => {
    expect(expandActions(pattern)).toEqual(actions);
  });

  test("everything, written in any way", () => {
    const all = expandActions("*");
    expect(all.length).toBeGreaterThan(20_000);
    expect(new Set(all).size).toBe(all.length);
    for (const pattern of ["**", "*:*", "*:**"]) expect(expandActions(pattern)).toEqual(all);
  });

  test("a hostile pattern takes no longer", () => {
    expect(expandActions(`*:${"*e".repeat(60)}*`)).toEqual([]);
  });
});

describe("a typo", () => {
  test.each([
    ["s3:GetObjcet", ' (did you mean "s3:GetObject"?)'],
    ["dynamo:GetItem", ' (did you mean "dynamodb:GetItem"?)'],
    ["secretmanager:GetSecretValue", ' (did you mean "secretsmanager:GetSecretValue"?)'],
    ["nothinglikeit:GetObject", ""],
    ["s3:Zzzzzzzzzzzzzzzz", ""],
    ["", ""],
  ])("%j: %j", (name, text) => {
    expect(nearestAction(name)).toBe(text);
  });
});

test("services and resource types are found in any case", () => {
  expect(["S3", "execute-api", "s4", "*"].map(hasService)).toEqual([true, true, false, false]);
  expect(resourceArns("S3", "Bucket")).toEqual(["arn:${Partition}:s3:::${BucketName}"]);
  expect(resourceArns("apigateway", "stage")).toHaveLength(2);
  expect(resourceArns("s3", "shelf")).toEqual([]);
});

test("the compiler takes actions that AWS knows, and any of a service that it does not know the actions of", () => {
  const known: Action[] = ["s3:GetObject", "rds-data:ExecuteStatement", "sagemaker:CreateEndpoint"];
  // @ts-expect-error: no action of S3
  known.push("s3:GetObjcet");
  // @ts-expect-error: not AWS's spelling
  known.push("s3:getobject");
  // @ts-expect-error: a pattern
  known.push("s3:Get*");
  // @ts-expect-error: no service
  known.push("nosuch:GetObject");
  expect(known.map((name) => actionFacts(name) !== undefined)).toEqual([true, true, true, false, true, false, false]);
});
