import fc from "fast-check";
import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { publicKeyOf } from "../../../baseline/email/dkimPrivateKey.js";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ed25519 = generateKeyPairSync("ed25519");
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const published = rsa.publicKey.export({ type: "spki", format: "der" }).toString("base64");

describe("the public key of a private one", () => {
  test.each([
    ["PKCS #8 in PEM", rsa.privateKey.export({ type: "pkcs8", format: "pem" }).toString()],
    ["PKCS #1 in PEM", rsa.privateKey.export({ type: "pkcs1", format: "pem" }).toString()],
    [
      "PKCS #8 in base64, as Amazon SES takes it",
      rsa.privateKey.export({ type: "pkcs8", format: "der" }).toString("base64"),
    ],
  ])("is that of %s", (_, text) => {
    expect(publicKeyOf(text)).toEqual({ ok: true, value: { keyType: "rsa", p: published } });
  });

  test("is the 32 octets alone for Ed25519", () => {
    const p = ed25519.publicKey.export({ type: "spki", format: "der" }).subarray(-32).toString("base64");
    const text = ed25519.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    expect(publicKeyOf(text)).toEqual({ ok: true, value: { keyType: "ed25519", p } });
  });

  test.each([
    ["a public key", rsa.publicKey.export({ type: "spki", format: "pem" }).toString()],
    [
      "a key with a passphrase",
      rsa.privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" }).toString(),
    ],
    ["half a key", rsa.privateKey.export({ type: "pkcs8", format: "der" }).toString("base64").slice(0, 800)],
    ["a key of another type", ec.privateKey.export({ type: "pkcs8", format: "pem" }).toString()],
    ["no key", "secret"],
    ["nothing", ""],
    ["too much", "A".repeat(20_000)],
  ])("is refused for %s, without repeating it", (_, text) => {
    const read = publicKeyOf(text);
    expect(read.ok).toBe(false);
    const said = read.ok ? "" : read.errors.map(({ message }) => message).join(" ");
    expect(said).toMatch(/\.$/);
    if (text.length > 60) expect(said).not.toContain(text.slice(40, 60));
  });

  test("is refused for any text without an exception", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 200 }), fc.base64String({ maxLength: 200 })), (text) => {
        expect(publicKeyOf(text).ok).toBe(false);
      }),
    );
  });
});
