import path from "node:path";
import { describe, expect, test } from "vitest";
import { engineOutputs, StandIns } from "../../preview/standIn.js";
import { SIGNATURE, UNKNOWN } from "../../preview/wire.js";

const root = path.resolve(__dirname, "../..");
const KEY = "aws:kms/key:Key";
const IDENTITY = "aws:sesv2/emailIdentity:EmailIdentity";
const outputs = (type: string, inputs: Record<string, unknown>, region?: string): Record<string, unknown> =>
  new StandIns(root, region).outputs(type, "urn", "one", inputs);

describe("an ARN that stands in", () => {
  test("is in the Region of the stack's configuration", () => {
    expect(outputs(KEY, {}, "eu-west-1")["arn"]).toBe("arn:aws:kms:eu-west-1:123456789012:key/one");
    expect(outputs(KEY, {})["arn"]).toBe("arn:aws:kms:us-east-1:123456789012:key/one");
  });

  test("is in the resource's own Region where it names one, for types of an unknown shape too", () => {
    expect(outputs(KEY, { region: "ap-south-1" }, "eu-west-1")["arn"]).toMatch(/^arn:aws:kms:ap-south-1:/);
    expect(outputs(KEY, { region: UNKNOWN }, "eu-west-1")["arn"]).toMatch(/^arn:aws:kms:eu-west-1:/);
    expect(outputs("aws:acm/certificate:Certificate", { region: "us-east-1" }, "eu-west-1")["arn"]).toMatch(
      /^arn:aws:acm:us-east-1:/,
    );
  });

  test("has no Region where the type has none", () => {
    expect(outputs("aws:iam/role:Role", { name: "shop" }, "eu-west-1")["arn"]).toBe(
      "arn:aws:iam::123456789012:role/shop",
    );
  });
});

describe("an SES identity that says something of its signatures", () => {
  const given = { nextSigningKeyLength: "RSA_2048_BIT" };

  test("keeps it, and has three tokens beside it", () => {
    const { dkimSigningAttributes } = outputs(IDENTITY, { dkimSigningAttributes: given });
    expect(dkimSigningAttributes).toEqual({ ...given, tokens: Array(3).fill(expect.stringMatching(/^[0-9a-f]{32}$/)) });
  });

  test("has unknown tokens in the engine's own preview", () => {
    expect(engineOutputs(IDENTITY, { dkimSigningAttributes: given })).toEqual({
      dkimSigningAttributes: { ...given, tokens: UNKNOWN },
    });
    expect(engineOutputs(IDENTITY, { emailIdentity: "shop.example" })).toEqual({ emailIdentity: "shop.example" });
    expect(engineOutputs(KEY, { description: "x" })).toEqual({ description: "x" });
  });

  test.each([
    ["a key of its own", { domainSigningSelector: "s1", domainSigningPrivateKey: "…" }],
    ["a secret", { [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", value: given }],
    ["what is not known yet", UNKNOWN],
  ])("is left as it is where that is %s", (_what, dkimSigningAttributes) => {
    expect(outputs(IDENTITY, { dkimSigningAttributes })["dkimSigningAttributes"]).toEqual(dkimSigningAttributes);
  });
});
