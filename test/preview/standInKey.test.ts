import path from "node:path";
import { describe, expect, test } from "vitest";
import { checkDkimKey } from "../../baseline/email/dkim.js";
import { publishKeyPair } from "../../baseline/email/dkimKeyPair.js";
import { fromCloudflareTxt } from "../../baseline/email/txt.js";
import type { PreviewResult } from "../../preview/result.js";
import { standInKey } from "../../preview/standInKey.js";
import { runCommand } from "../support/engine/command.js";

const root = path.resolve(__dirname, "../..");
const RSA = { algorithm: "RSA", rsaBits: 2048 };

/** The rules that a key breaks once it is published. */
function judged(urn: string, inputs: Record<string, unknown>): string[] {
  const keyType = inputs["algorithm"] === "RSA" ? "rsa" : "ed25519";
  const published = publishKeyPair(String(standInKey(urn, inputs)["publicKeyPem"]), keyType);
  if (!published.ok) throw new Error(published.errors[0]?.message);
  return checkDkimKey(published.value.record, "r1._domainkey.shop.example").map(({ rule }) => rule);
}

describe("the public key that stands in for a provider's", () => {
  test("is a key of the type that the program asks for", () => {
    expect(judged("one", RSA)).toEqual([]);
    expect(judged("one", { algorithm: "ED25519" })).toEqual([]);
  });

  test("has the length that the program asks for, so that a short key is refused at the preview", () => {
    expect(judged("one", { algorithm: "RSA" })).toEqual([]);
    expect(judged("one", { algorithm: "RSA", rsaBits: 1024 })).toEqual(["DK01"]);
    expect(judged("one", { algorithm: "RSA", rsaBits: 4096 })).toEqual([]);
  });

  test("is the same in every run, and another one for each resource", () => {
    for (const inputs of [RSA, { algorithm: "ED25519" }]) {
      expect(standInKey("one", inputs)).toEqual(standInKey("one", inputs));
      expect(standInKey("one", inputs)).not.toEqual(standInKey("two", inputs));
    }
  });

  test.each([
    { algorithm: "ECDSA" },
    { algorithm: "RSA", rsaBits: 1_000_000_000 },
    { algorithm: "RSA", rsaBits: "2048" },
    {},
  ])("stays unknown for %o", (inputs) => {
    expect(standInKey("one", inputs)).toEqual({});
  });
});

test("a program that makes its own keys is judged whole, and no private key is invented", async () => {
  const preview = async (): Promise<PreviewResult> => {
    const command = [path.join(root, "dist/cli/main.js"), "preview", "test/engine/fixtures/own-keys"];
    const env = process.env as Record<string, string>;
    const { stdout, stderr } = await runCommand(process.execPath, [...command, "--format", "json"], root, env);
    if (stdout === "") throw new Error(stderr);
    return JSON.parse(stdout) as PreviewResult;
  };
  const first = await preview();
  expect(first.violations).toEqual([]);
  expect(first.undetermined).toEqual([]);
  const keys = first.resources.flatMap(({ inputs }) => {
    const text = fromCloudflareTxt(String(inputs["content"]));
    return text.ok && text.value.text.startsWith("v=DKIM1") ? [text.value.text] : [];
  });
  expect(new Set(keys).size).toBe(4);
  const identity = first.resources.find(({ type }) => type === "aws:sesv2/emailIdentity:EmailIdentity");
  expect(identity?.inputs["dkimSigningAttributes"]).toEqual({
    domainSigningSelector: "orders",
    domainSigningPrivateKey: "[secret]",
  });
  expect((await preview()).resources).toEqual(first.resources);
});
