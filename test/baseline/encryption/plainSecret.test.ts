import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSecretName, plainSecret, secretShape, secretsInScript } from "../../../baseline/encryption/plainSecret.js";

describe("a name", () => {
  test.each(["DB_PASSWORD", "dbPassword", "STRIPE_API_KEY", "api-key", "JWT_SECRET", "accessToken", "AUTH_KEY", "PWD"])(
    "%s says that its value is a secret",
    (name) => expect(isSecretName(name)).toBe(true),
  );
  test.each([
    "DB_PASSWORD_ARN",
    "SECRET_NAME",
    "TOKEN_TTL",
    "passwordPolicy",
    "SECRETARY",
    "KEYBOARD",
    "PUBLIC_KEY",
    "COMPASS",
    "token-ttl",
  ])("%s says something else", (name) => expect(isSecretName(name)).toBe(false));
});

describe("a value", () => {
  test.each([
    ["sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc", "a live key of Stripe"],
    ["AKIA" + "IOSFODNN7EXAMPLE", "an access key id of AWS"],
    ["postgres://shop:hunter22@db.example/shop", "a URL with a password"],
    ["-----BEGIN RSA PRIVATE KEY-----\nMII", "a private key"],
    ["ghp_" + "a".repeat(36), "a token of GitHub"],
  ])("shows by its shape what it is (%#)", (value, what) => expect(secretShape(value)).toBe(what));

  test.each([
    ["DB_PASSWORD", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db"],
    ["DB_PASSWORD", "{{resolve:secretsmanager:db}}"],
    ["DB_PASSWORD", "/shop/db/password"],
    ["USE_TOKEN", "true"],
    ["TOKEN", "changeme"],
    ["LINK", "https://shop.example/orders?user:name@x"],
    ["COLOUR", "blue"],
  ])("is none where it says where the secret stands, or nothing (%#)", (name, value) =>
    expect(plainSecret(name, value)).toBeUndefined(),
  );
});

test("a script shows the names of what it sets, and no values", () => {
  const script = "#!/bin/bash\nexport DB_PASSWORD='hunter22-hunter22'\nAPI_KEY=$(aws ssm get-parameter)\nLOG=info\n";
  expect(secretsInScript(script)).toEqual(["DB_PASSWORD"]);
});

test("texts of any kind and length are read in time, and never repeated", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2000 }), (text) => {
      expect(plainSecret("DB_PASSWORD", text) ?? "").not.toContain(text.length > 20 ? text : "\u{0}");
      expect(secretsInScript(`X=${text}`).join()).not.toContain(text.length > 30 ? text : "\u{0}");
    }),
  );
  const long = "a://".repeat(30_000);
  const start = performance.now();
  secretShape(long);
  secretsInScript(long);
  expect(performance.now() - start).toBeLessThan(2000);
});
