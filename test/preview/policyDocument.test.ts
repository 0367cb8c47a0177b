import { describe, expect, test } from "vitest";
import { policyDocument } from "../../preview/policyDocument.js";

const json = (args: Record<string, unknown>): unknown => JSON.parse(String(policyDocument(args)["json"]));
const merged = (args: Record<string, unknown>): unknown => (json(args) as { Statement: unknown }).Statement;
const source = (...Statement: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement });
const allow = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

describe("what getPolicyDocument gives", () => {
  test("is the document that the provider writes: one value alone as a text, sets from the last to the first", () => {
    const statements = [
      {
        sid: "Read",
        actions: ["s3:ListBucket", "s3:GetObject"],
        resources: ["arn:aws:s3:::shop/&{aws:username}"],
        conditions: [
          { test: "StringLike", variable: "s3:prefix", values: ["", "home/"] },
          { test: "StringLike", variable: "aws:PrincipalArn", values: ["a"] },
        ],
      },
      { effect: "Deny", notActions: ["iam:*"], notResources: ["*"] },
    ];
    expect(json({ policyId: "shop", statements })).toEqual({
      Version: "2012-10-17",
      Id: "shop",
      Statement: [
        {
          Sid: "Read",
          Effect: "Allow",
          Action: ["s3:ListBucket", "s3:GetObject"],
          Resource: "arn:aws:s3:::shop/${aws:username}",
          Condition: { StringLike: { "s3:prefix": ["", "home/"], "aws:PrincipalArn": "a" } },
        },
        { Effect: "Deny", NotAction: "iam:*", NotResource: "*" },
      ],
    });
  });

  test("is written in two forms that say the same, with an id that follows the text", () => {
    const one = policyDocument({ statements: [{ actions: ["s3:GetObject"], resources: ["*"] }] });
    expect(one["minifiedJson"]).toBe(`{"Version":"2012-10-17","Statement":[${JSON.stringify(allow)}]}`);
    expect(JSON.parse(String(one["json"]))).toEqual(JSON.parse(String(one["minifiedJson"])));
    expect(one["json"]).toMatch(/^\{\n {2}"Version"/);
    expect(one["id"]).toMatch(/^\d+$/);
    expect(policyDocument({})["id"]).not.toBe(one["id"]);
  });

  test.each([
    [[{ type: "*", identifiers: ["*"] }], "*"],
    [[{ type: "AWS", identifiers: ["*"] }], { AWS: "*" }],
    [[{ type: "AWS", identifiers: ["a", "b"] }], { AWS: ["b", "a"] }],
    [
      [
        { type: "Service", identifiers: ["ecs.amazonaws.com"] },
        { type: "Service", identifiers: ["ec2.amazonaws.com"] },
      ],
      { Service: ["ecs.amazonaws.com", "ec2.amazonaws.com"] },
    ],
  ])("names principals %#", (principals, expected) => {
    expect(merged({ statements: [{ actions: ["sts:AssumeRole"], principals }] })).toEqual([
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: expected },
    ]);
  });
});

describe("documents are merged", () => {
  const own = { sid: "A", actions: ["ec2:*"], resources: ["*"] };

  test("in the order sources, own statements, overrides; a Sid takes the place of the same Sid", () => {
    const statements = merged({
      sourcePolicyDocuments: [source({ Sid: "A", ...allow }, allow), source({ Sid: "B", ...allow })],
      statements: [own],
      overridePolicyDocuments: [source({ Sid: "B", ...allow, Effect: "Deny" }), source({ ...allow, Action: "s3:Put" })],
    });
    expect(statements).toEqual([
      { Sid: "A", Effect: "Allow", Action: "ec2:*", Resource: "*" },
      allow,
      { Sid: "B", ...allow, Effect: "Deny" },
      { ...allow, Action: "s3:Put" },
    ]);
  });

  test("and the newer version and the last Id win", () => {
    const old = JSON.stringify({ Version: "2008-10-17", Id: "old", Statement: [] });
    expect(json({ version: "2008-10-17", sourcePolicyDocuments: [old, source(allow)] })).toMatchObject({
      Version: "2012-10-17",
      Id: "old",
    });
  });

  test.each([
    [
      { sourcePolicyDocuments: [source({ Sid: "A", ...allow }), source({ Sid: "A", ...allow })] },
      /duplicate Sid \(A\)/,
    ],
    [{ statements: [own, own] }, /duplicate Sid \(A\)/],
    [{ overridePolicyDocuments: ["{"] }, /merging override document 0/],
    [{ version: "2020-01-01" }, /version is "2020-01-01", but it must be one of 2012-10-17, 2008-10-17/],
    [{ statements: [{ ...own, effect: "allow" }] }, /effect is "allow", but it must be Allow or Deny/],
    [
      { version: "2008-10-17", statements: [{ ...own, resources: ["&{aws:username}"] }] },
      /not supported in document version/,
    ],
  ])("or refused as the provider refuses them (%#)", (args, message) => {
    expect(() => policyDocument(args)).toThrow(message);
  });
});
