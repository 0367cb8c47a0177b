import { describe, expect, test } from "vitest";
import { TAMPERING } from "../../baseline/iam/checkPowers.js";
import { tampersWith } from "../../baseline/iam/escalation/tampering.js";
import { isBroadManagedPolicy, managedPolicyDocument, managedPolicyName } from "../../baseline/iam/managedPolicies.js";
import type { SettingsInput } from "../../policies/framework/settings.js";
import { run, UNKNOWN_VALUE, type Given, type Said } from "../support/pack.js";
import {
  ACCOUNT,
  allow,
  attached,
  awsPolicy,
  BUCKET,
  bucketPolicy,
  deny,
  holding,
  LAMBDA_TRUST,
  object,
  policy,
  role,
  rolePolicy,
  text,
  trust,
  trusting,
  when,
} from "./iamGiven.js";

const by = (said: readonly Said[], name: string): Said[] => said.filter(({ policy: from }) => from === name);
const names = async (given: readonly Given[], settings: SettingsInput = {}): Promise<string[]> =>
  (await run(given, { settings })).map(({ policy: from }) => from);

describe("accounts of others", () => {
  const vendor = trust({ AWS: "999999999999" }, when("StringEquals", "sts:ExternalId", "fernwood-7"));
  const plain = trust({ AWS: "arn:aws:iam::999999999999:root" });

  test("are judged by each resource alone where the settings name one's own", async () => {
    const settings = { trustedAccounts: [ACCOUNT] };
    expect(await names([trusting(plain)], settings)).toEqual(["iam-cross-account"]);
    expect(await names([trusting(plain)], { trustedAccounts: [ACCOUNT, "999999999999"] })).toEqual([]);
    expect(await names([trusting(trust({ AWS: ACCOUNT }))], settings)).toEqual([]);
  });

  test("come in with an external id, and only those that are named as vendors", async () => {
    const settings = { trustedAccounts: [ACCOUNT] };
    expect(await names([trusting(vendor)], settings)).toEqual(["iam-cross-account"]);
    expect(await names([trusting(vendor)], { ...settings, vendorAccounts: ["999999999999"] })).toEqual([]);
    expect(await names([trusting(plain)], { ...settings, vendorAccounts: ["999999999999"] })).toEqual([
      "iam-cross-account",
    ]);
  });

  test("reach resources only where they are named", async () => {
    const shared = bucketPolicy(allow("s3:GetObject", `${BUCKET}/*`, { Principal: { AWS: "999999999999" } }));
    expect(await names([shared], { trustedAccounts: [ACCOUNT] })).toEqual(["iam-cross-account"]);
    expect(await names([shared], { trustedAccounts: [ACCOUNT], vendorAccounts: ["999999999999"] })).toEqual([]);
  });

  test.each([
    ["aws:kms/grant:Grant", { granteePrincipal: "arn:aws:iam::999999999999:root", operations: ["Decrypt"] }],
    ["aws:lambda/permission:Permission", { action: "lambda:InvokeFunction", principal: "999999999999" }],
    [
      "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
      { rules: [{ destination: { bucket: "arn:aws:s3:::foreign", account: "999999999999" } }] },
    ],
    ["aws:rds/snapshot:Snapshot", { sharedAccounts: ["999999999999"] }],
  ])("lets in no account by %s that no setting names (IAM09)", async (type, inputs) => {
    const shared = { type, name: "shared", inputs };
    const said = async (settings: SettingsInput): Promise<string[]> =>
      (await run([shared], { settings })).map(({ policy }) => policy).filter((name) => name === "iam-cross-account");
    expect(await said({ trustedAccounts: [ACCOUNT] })).toEqual(["iam-cross-account"]);
    expect(await said({ trustedAccounts: [ACCOUNT, "999999999999"] })).toEqual([]);
    expect(await said({ trustedAccounts: [ACCOUNT], vendorAccounts: ["999999999999"] })).toEqual([]);
  });

  test("that are no accounts are a problem of the settings", async () => {
    const said = await run([], { settings: { trustedAccounts: ["12345"], vendorAccounts: ["shop"] } });
    expect(by(said, "baseline-settings").map(({ message }) => message.split("\n")[1])).toEqual([
      'The setting trustedAccounts names "12345", which is no AWS account: it has 12 digits.',
      'The setting vendorAccounts names "shop", which is no AWS account: it has 12 digits.',
    ]);
  });
});

describe("administrators", () => {
  const admin = attached(awsPolicy("AdministratorAccess"), "ops");

  test("are those whom the settings name", async () => {
    expect(await names([role("ops"), admin])).toEqual(["iam-managed-policy"]);
    expect(await names([role("ops"), admin], { administrators: ["op*"] })).toEqual([]);
  });

  test("by a second factor need a short session and a fresh factor", async () => {
    const guarded = (age: string, more: Record<string, unknown> = {}): Given[] => {
      const conditions = {
        Bool: { "aws:MultiFactorAuthPresent": "true" },
        NumericLessThan: { "aws:MultiFactorAuthAge": age },
      };
      const people = trust({ AWS: `arn:aws:iam::${ACCOUNT}:user/ada` }, { Condition: conditions });
      return [role("ops", { assumeRolePolicy: text(people), ...more }), admin];
    };
    const settings = { trustedAccounts: [ACCOUNT] };
    expect(await names(guarded("900"), settings)).toEqual([]);
    expect(await names(guarded("7200"), settings)).toEqual(["iam-managed-policy"]);
    expect(await names(guarded("900", { maxSessionDuration: 7200 }), settings)).toEqual(["iam-managed-policy"]);
    expect(
      await names(guarded("7200", { maxSessionDuration: 7200 }), { ...settings, administratorSessionHours: 2 }),
    ).toEqual([]);
  });
});

describe("one finding", () => {
  test("stands for all AWS-managed policies of a role", async () => {
    const nine = ["AmazonS3FullAccess", "AmazonSQSFullAccess", "AmazonKinesisFullAccess", "CloudWatchFullAccessV2"];
    const said = await run([role(), ...nine.map((name) => attached(awsPolicy(name), "app", name))]);
    const found = by(said, "iam-managed-policy");
    expect(found).toHaveLength(1);
    for (const name of nine) expect(found[0]?.message).toContain(name);
  });

  test("tells of every way in which a principal becomes more, with the first of them and its statement", async () => {
    const said = await run(holding(allow(["iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:CreateAccessKey"])));
    const found = by(said, "iam-escalation-path");
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toMatch(
      /can become administrator: .*iam:\w+ on \*, by the role policy rights, statement 1/,
    );
  });
});

describe("a managed policy", () => {
  const ceiling = policy(text(allow("*"), deny(["iam:*", "cloudtrail:*"])), "ceiling");

  test("that is shaped as a boundary grants nothing, unless somebody holds it", async () => {
    expect(await names([ceiling])).not.toContain("iam-administrator-statement");
    const held = [ceiling, role(), attached(`arn:aws:iam::${ACCOUNT}:policy/ceiling`)];
    expect(await names(held)).toContain("iam-administrator-statement");
  });

  test("of AWS is known by its ARN, and the broad ones by what they allow", () => {
    expect(managedPolicyName("arn:aws:iam::aws:policy/job-function/SystemAdministrator")).toBe("SystemAdministrator");
    expect(managedPolicyName(`arn:aws:iam::${ACCOUNT}:policy/SystemAdministrator`)).toBeUndefined();
    expect(isBroadManagedPolicy("AmazonEC2FullAccess")).toBe(true);
    expect(isBroadManagedPolicy("AmazonSSMManagedInstanceCore")).toBe(false);
    expect(managedPolicyDocument("AdministratorAccess")?.statements).toHaveLength(1);
    expect(managedPolicyDocument("toString")).toBeUndefined();
  });
});

describe("a document that is known in part", () => {
  test("is judged by what is known, and the rest is said to be undetermined", async () => {
    const partly = rolePolicy(object(allow("*"), allow("dynamodb:DeleteItem", UNKNOWN_VALUE)));
    const said = await run([partly]);
    expect(by(said, "iam-administrator-statement")).toHaveLength(1);
    expect(
      by(said, "undetermined")
        .map(({ message }) => message)
        .join(),
    ).toContain("IAM03 iam-resource-scope");
  });

  test("that AWS refuses is still judged by what could be read", async () => {
    const said = await run([rolePolicy({ Version: "2012-10-17", Statement: [allow("*"), { Effect: "Allow" }] })]);
    expect(by(said, "iam-administrator-statement")).toHaveLength(1);
    expect(by(said, "iam-document-names")[0]?.message).toContain("Action or NotAction is missing");
  });

  test("with an unknown action name says what is meant", async () => {
    const said = await run(holding(allow("s3:GetObjekt", `${BUCKET}/*`)));
    expect(by(said, "iam-document-names")[0]?.message).toContain('(did you mean "s3:GetObject"?)');
  });
});

test("what a boundary denies by name is what the rule on tampering finds", () => {
  expect(TAMPERING.filter((action) => tampersWith(action) === undefined)).toEqual([]);
});

test("an account's stack has an analyzer only where it stands for the account", async () => {
  const given = [trusting(LAMBDA_TRUST)];
  expect(await names(given)).toEqual([]);
  expect(await names(given, { ownsAccount: true })).toContain("iam-access-analyzer");
});
