import { describe, expect, test } from "vitest";
import { actionFacts, conditionKeysOf } from "../../../baseline/iam/actions.js";
import { conditionKeyFacts, mayCarryKey } from "../../../baseline/iam/conditionKeys.js";

describe("facts of a key", () => {
  test.each([
    ["aws:securetransport", { name: "aws:SecureTransport", type: "Bool", isGlobal: true, isAlwaysPresent: true }],
    ["aws:RequestTag/team", { name: "aws:RequestTag/${TagKey}", type: "String", isGlobal: true }],
    ["aws:TagKeys", { type: "String", multiValued: true }],
    ["aws:PrincipalOrgPaths", { type: "String", multiValued: true, isAlwaysPresent: false }],
    ["aws:EpochTime", { type: "Date", isAlwaysPresent: true }],
    ["iam:PassedToService", { type: "String", isGlobal: false, multiValued: false }],
    ["iam:PermissionsBoundary", { type: "ARN" }],
    ["s3:ExistingObjectTag/class", { name: "s3:ExistingObjectTag/<key>", type: "String" }],
    ["kms:EncryptionContext:shop", { name: "kms:EncryptionContext:${EncryptionContextKey}" }],
    ["events:metadata/a/matcher", { name: "events:Metadata/${MetadataKey}/Matcher" }],
    ["lambda:SourceFunctionArn", { type: "ARN", isGlobal: true }],
    ["saml:edupersonaffiliation", { type: "String", multiValued: true }],
    ["token.actions.githubusercontent.com:repository", { type: "String", multiValued: false }],
    ["token.actions.githubusercontent.com:sub", { type: "String", multiValued: false }],
    ["oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE:aud", { type: "String" }],
    ["cognito-identity.amazonaws.com:amr", { multiValued: true }],
    ["identity.example.com:amr", { multiValued: true }],
  ])("%s", (key, facts) => {
    expect(conditionKeyFacts(key)).toMatchObject(facts);
  });

  test.each([
    "aws:SecureTransprot",
    "aws:RequestTag/",
    "s3:nothing",
    "nosuch:key",
    "identity.example.com:nothing",
    "x",
    "",
  ])("there are none of %j", (key) => {
    expect(conditionKeyFacts(key)).toBeUndefined();
  });
});

describe("keys in the request for an action", () => {
  test("are its own, its resource types' and the global ones", () => {
    const keys = conditionKeysOf("s3:getobject");
    expect(keys).toEqual(expect.arrayContaining([...(actionFacts("s3:GetObject")?.conditionKeys ?? ["missing"])]));
    expect(keys).toContain("s3:ExistingObjectTag/<key>");
    expect(keys).toContain("aws:PrincipalOrgID");
    expect(keys).not.toContain("aws:RequestTag/${TagKey}");
  });

  test.each([
    ["s3:GetObject", "s3:existingobjecttag/class", true],
    ["s3:GetObject", "s3:prefix", false],
    ["s3:ListBucket", "s3:prefix", true],
    ["s3:GetObject", "aws:SourceIp", true],
    ["s3:GetObject", "aws:RequestTag/team", false],
    ["ec2:RunInstances", "aws:RequestTag/team", true],
    ["iam:PassRole", "iam:PassedToService", true],
    ["iam:CreateRole", "iam:PassedToService", false],
    ["sts:AssumeRoleWithWebIdentity", "token.actions.githubusercontent.com:sub", true],
    ["sts:AssumeRoleWithWebIdentity", "identity.example.com:sub", true],
    ["sts:AssumeRole", "identity.example.com:sub", false],
    ["sts:AssumeRoleWithSAML", "saml:aud", true],
    ["s3:GetObjcet", "aws:SourceIp", undefined],
  ])("%s: %s %s", (action, key, can) => {
    expect(mayCarryKey(action, key)).toBe(can);
  });
});
