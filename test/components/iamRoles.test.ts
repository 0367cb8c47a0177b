import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer.js";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { expandActions } from "../../baseline/iam/actions.js";
import { isNeverAllowed } from "../../baseline/iam/roles/boundary.js";
import { allow, LeastPrivilegeRole, type LeastPrivilegeRoleArgs, type PermissionArgs } from "../../index.js";
import packageJson from "../../package.json";
import { run } from "../support/pack.js";
import { ACCOUNT, PERSONAS } from "../support/personas.js";
import { deploy, refusalOf, type Registered } from "../support/program.js";

const TABLE = `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/stock`;
const good: LeastPrivilegeRoleArgs = {
  accountId: ACCOUNT,
  trust: { services: ["ecs-tasks.amazonaws.com"] },
  permissions: [allow("dynamodb:Query").as("ReadStock").on(TABLE)],
};
const role = (args: Partial<LeastPrivilegeRoleArgs> = {}) => new LeastPrivilegeRole("stock", { ...good, ...args });
const refusal = (args: Partial<LeastPrivilegeRoleArgs>): Promise<string> => refusalOf(() => role(args));
const permitted = (permission: Partial<PermissionArgs>): Promise<string> =>
  refusal({ permissions: [{ actions: ["dynamodb:Query"], resources: [TABLE], ...permission }] });
const named = (registered: readonly Registered[], name: string): Record<string, unknown> =>
  registered.find((resource) => resource.name === name && !resource.type.startsWith("storefront"))?.inputs ?? {};
const json = (text: unknown): unknown => JSON.parse(String(text));

async function exceptionsOf(args: Partial<LeastPrivilegeRoleArgs>): Promise<string> {
  let exceptions: string[] = [];
  await deploy(() => role(args).exceptions.apply((all) => (exceptions = all)));
  return exceptions.join("\n");
}

describe("a role for one job", () => {
  test("is known at a preview: its trust, its policy, its boundary and what it is called", async () => {
    let arn = "";
    const registered = await deploy(() => role().arn.apply((text) => (arn = text)), { preview: true });
    expect(arn).toBe(`arn:aws:iam::${ACCOUNT}:role/stock`);
    expect(named(registered, "stock")).toMatchObject({
      name: "stock",
      path: "/",
      maxSessionDuration: 3600,
      forceDetachPolicies: true,
      permissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/stock-boundary`,
    });
    expect(json(named(registered, "stock-policy")["policy"])).toEqual({
      Version: "2012-10-17",
      Statement: [{ Sid: "ReadStock", Effect: "Allow", Action: "dynamodb:Query", Resource: TABLE }],
    });
    expect(named(registered, "stock-policies")).toEqual({ roleName: "stock", policyNames: ["job"] });
    expect(named(registered, "stock-attachments")).toEqual({ roleName: "stock", policyArns: [] });
    expect(registered.find(({ name, edges }) => name === "stock" && edges?.["permissionsBoundary"])?.edges).toEqual({
      permissionsBoundary: ["stock-boundary"],
    });
  });

  test("is below a boundary that allows just the same, and denies what no workload needs", async () => {
    const registered = await deploy(() => role());
    const { Statement } = json(named(registered, "stock-boundary")["policy"]) as { Statement: { Effect: string }[] };
    const { Statement: own } = json(named(registered, "stock-policy")["policy"]) as typeof json & {
      Statement: unknown;
    };
    expect(Statement.filter(({ Effect }) => Effect === "Allow")).toEqual(own);
    expect(expandActions("*").filter(isNeverAllowed)).toEqual(
      expect.arrayContaining([
        "iam:CreateAccessKey",
        "cloudtrail:StopLogging",
        "logs:Unmask",
        "kms:ScheduleKeyDeletion",
      ]),
    );
  });

  test.each<[string, LeastPrivilegeRoleArgs["trust"], unknown]>([
    [
      "binds a service that says what it comes for",
      { services: ["ecs-tasks.amazonaws.com"] },
      {
        StringEquals: { "aws:SourceAccount": ACCOUNT },
        ArnLike: { "aws:SourceArn": `arn:aws:ecs:*:${ACCOUNT}:*` },
      },
    ],
    [
      "binds it to what is named",
      { services: ["states.amazonaws.com"], sourceArns: [`arn:aws:states:eu-west-1:${ACCOUNT}:stateMachine:ship`] },
      {
        StringEquals: { "aws:SourceAccount": ACCOUNT },
        ArnLike: { "aws:SourceArn": `arn:aws:states:eu-west-1:${ACCOUNT}:stateMachine:ship` },
      },
    ],
    ["does not lock out a service that says nothing", { services: ["ec2.amazonaws.com"] }, undefined],
    [
      "asks people for a second factor",
      { principals: [`arn:aws:iam::${ACCOUNT}:user/anna`] },
      { Bool: { "aws:MultiFactorAuthPresent": "true" }, NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } },
    ],
    [
      "asks another company for its id",
      { principals: ["210987654321"], externalId: "fernwood-4711", requireMfa: false },
      { StringEquals: { "sts:ExternalId": "fernwood-4711" } },
    ],
  ])("%s", async (_, trust, condition) => {
    const registered = await deploy(() => role({ trust }));
    const document = json(named(registered, "stock")["assumeRolePolicy"]) as { Statement: { Condition: unknown }[] };
    expect(document.Statement.map(({ Condition }) => Condition)).toEqual([condition]);
  });

  test("takes outputs: what is known at a preview is judged then, and the trust does not wait for the permissions", async () => {
    const program = () => {
      const bucket = new aws.s3.Bucket("exports", {});
      role({ permissions: [allow("s3:PutObject").on(pulumi.interpolate`${bucket.arn}/stock/*`)] });
    };
    const preview = await deploy(program, { preview: true });
    expect(named(preview, "stock-policy")["policy"]).not.toEqual(expect.stringContaining("Version"));
    expect(named(preview, "stock")["assumeRolePolicy"]).toEqual(expect.stringContaining("ecs-tasks"));
    expect(named(preview, "stock")["permissionsBoundary"]).toBe(`arn:aws:iam::${ACCOUNT}:policy/stock-boundary`);
    const registered = await deploy(program);
    expect(json(named(registered, "stock-policy")["policy"])).toMatchObject({
      Statement: [{ Resource: "arn:aws:s3:::bucket-1/stock/*" }],
    });
  });

  test("tells of every weaker choice", async () => {
    expect(await exceptionsOf({})).toBe("");
    const said = await exceptionsOf({
      trust: { services: ["ec2.amazonaws.com"], principals: ["210987654321"], requireMfa: false },
      maxSessionHours: 12,
      exclusive: false,
    });
    for (const word of ["requireMfa", "210987654321, which is not", "whole", "ec2", "12 hours", "exclusive"])
      expect(said).toContain(word);
  });
});

describe("bad input is refused before anything is registered", () => {
  test.each<[string, Partial<PermissionArgs>, RegExp]>([
    [
      "an action that AWS lacks",
      { actions: ["dynamodb:GetItems"] },
      /no action "dynamodb:GetItems" \(did you mean "dynamodb:GetItem"/,
    ],
    ["an action in another case", { actions: ["dynamodb:query"] }, /"dynamodb:query" is written "dynamodb:Query"/],
    [
      "a pattern in an action",
      { actions: ["kms:*"], resources: ["*"] },
      /"kms:\*" is a pattern.*kms:CancelKeyDeletion/,
    ],
    ["no action", { actions: [] }, /names no action/],
    ["no resource", { resources: [] }, /names no resource/],
    ["every resource", { resources: ["*"] }, /"\*" is every resource, but dynamodb:Query/],
    [
      "every secret, by an ARN",
      { actions: ["secretsmanager:GetSecretValue"], resources: ["arn:aws:secretsmanager:*:*:secret:*"] },
      /on every resource, so whoever takes it over reads all data/,
    ],
    [
      "every table that it changes",
      { actions: ["dynamodb:DeleteTable"], resources: [`arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/*`] },
      /on every resource, though the resource can be named/,
    ],
    [
      "an ARN of another partition",
      { resources: [TABLE.replace("aws", "aws-cn")] },
      /partition aws-cn, but the role in aws/,
    ],
    ["what is no ARN", { resources: ["stock"] }, /"stock": it is no ARN/],
    ["a short ARN", { resources: ["arn:aws:dynamodb"] }, /fewer than the six fields/],
    [
      "an ARN that the actions are not for",
      { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::stock/*", "arn:aws:s3:::stock"] },
      /No action of it is performed on "arn:aws:s3:::stock"/,
    ],
    [
      "a condition that narrows nothing",
      { conditions: [{ operator: "StringLike", key: "aws:PrincipalArn", values: ["*"] }] },
      /narrows nothing/,
    ],
    [
      "a condition that the action lacks",
      { conditions: [{ operator: "StringEquals", key: "s3:prefix", values: ["x"] }] },
      /never applies/,
    ],
    [
      "an operator that AWS lacks",
      { conditions: [{ operator: "StringEqual", key: "aws:PrincipalArn", values: ["x"] }] },
      /did you mean "StringEquals"/,
    ],
    [
      "what the boundary denies",
      { actions: ["cloudtrail:StopLogging"], resources: [`arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/shop`] },
      /denied by the boundary/,
    ],
    ["a way to become more", { actions: ["iam:PutRolePolicy"], resources: [`arn:aws:iam::${ACCOUNT}:role/*`] }, /role/],
    [
      "more than fits",
      { resources: Array.from({ length: 90 }, (_, index) => `${TABLE}-with-a-rather-long-name-${index}`) },
      /AWS allows 6144/,
    ],
  ])("%s", async (_, permission, message) => {
    const said = await permitted(permission);
    expect(said).toMatch(message);
    expect(said).toContain('LeastPrivilegeRole "stock" is refused');
  });

  test("all of it in one error", async () => {
    const said = await refusal({
      accountId: "4711",
      partition: "azure",
      roleName: "a b",
      path: "shop",
      maxSessionHours: 13,
      boundaryArn: "arn:aws:iam::aws:policy/AdministratorAccess",
      trust: { principals: ["*"], sourceArns: ["here"], externalId: "!" },
      permissions: [],
    });
    for (const property of [
      "accountId",
      "partition",
      "roleName",
      "path",
      "maxSessionHours",
      "boundaryArn",
      "trust",
      "trust.sourceArns[0]",
      "trust.externalId",
      "permissions",
    ])
      expect(said).toContain(`  ${property}: `);
  });

  test("a second factor of roles, whose sessions carry none", async () => {
    const principals = [`arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/Support`];
    expect(await refusal({ trust: { principals } })).toMatch(/trust\.principals\[0\]: .*requireMfa to false/);
    expect(await exceptionsOf({ trust: { principals, requireMfa: false } })).toContain("requireMfa");
  });

  test("nobody", async () => {
    expect(await refusal({ trust: {} })).toMatch(/trust: It names nobody/);
  });

  test("and what is no permission does not compile", () => {
    // @ts-expect-error: AWS has no such action
    allow("s3:GetObjects").on("arn:aws:s3:::stock/*");
    // @ts-expect-error: a pattern is no action
    allow("s3:*").on("arn:aws:s3:::stock/*");
    // @ts-expect-error: it does not say on what
    allow("s3:GetObject").on();
    // @ts-expect-error: neither does this
    const permissions: PermissionArgs[] = [allow("s3:GetObject")];
    expect(permissions).toHaveLength(1);
  });
});

describe.each(Object.entries(PERSONAS))("%s", (name, make) => {
  test("draws no finding of the pack, at a preview or a deploy", async () => {
    for (const preview of [true, false]) expect(await run(await deploy(() => make(name), { preview }))).toEqual([]);
  });

  test("has children that are named after it, below it", async () => {
    const registered = await deploy(() => make(name));
    const component = registered.find(({ type }) => type.startsWith("storefront-baseline:index:"));
    const children = registered.filter((resource) => resource !== component);
    expect(children).toHaveLength(5);
    for (const child of children) {
      expect(child.name.startsWith(name)).toBe(true);
      expect(child.parent).toBe(component?.urn);
    }
  });
});

test("other languages can write every role: none of its arguments is a union", () => {
  const names = [
    "LeastPrivilegeRole",
    "OrderServiceRole",
    "PaymentsWorkerRole",
    "MailSenderRole",
    "MarketingEditorRole",
    "SupportRole",
    "BackupOperatorRole",
  ];
  const { components } = new Analyzer(
    path.resolve(__dirname, "../.."),
    packageJson.name,
    packageJson,
    new Set(names),
  ).analyze();
  expect(Object.keys(components).sort()).toEqual(names.sort());
  for (const { inputs, outputs } of Object.values(components)) {
    expect(Object.keys(outputs).sort()).toEqual(["arn", "exceptions", "policy", "role"]);
    for (const input of Object.values(inputs)) expect(input.description).toMatch(/\S/);
  }
});
