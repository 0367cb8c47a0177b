import { dkimSign } from "mailauth/lib/dkim/sign.js";
import { dkimVerify } from "mailauth/lib/dkim/verify.js";
import { describe, expect, it } from "vitest";
import { buildDkimKey, checkDkimKey, normalizePublicKey } from "../../../baseline/email/dkim.js";
import { splitCharacterStrings } from "../../../baseline/email/txt.js";
import { ed25519Key, rsaKey, type TestKey } from "./dkimKeys.js";

const MESSAGE = [
  "From: shop@shop.example",
  "To: customer@customer.example",
  "Subject: Order 1",
  "Date: Mon, 02 Nov 2026 10:00:00 +0000",
  "Message-ID: <1@shop.example>",
  "",
  "Thank you.",
  "",
].join("\r\n");

/** What mailauth makes of a message that was signed with the key, with the record in DNS. */
async function verdict(key: TestKey, record: string): Promise<string | undefined> {
  const { signatures } = await dkimSign(MESSAGE, {
    signingDomain: "shop.example",
    selector: "s1",
    signatureData: [
      {
        signingDomain: "shop.example",
        selector: "s1",
        privateKey: key.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
        algorithm: `${key.keyType}-sha256`,
      },
    ],
  } as Parameters<typeof dkimSign>[1]);
  const resolver = (name: string) => {
    expect(name).toBe("s1._domainkey.shop.example");
    return Promise.resolve([splitCharacterStrings(record)]);
  };
  const { results } = await dkimVerify(signatures + MESSAGE, { resolver });
  return results[0]?.status.result;
}

const rules = (record: string) => checkDkimKey(record, "s1._domainkey.shop.example").map(({ rule }) => rule);
const rsa = rsaKey(2048);
const ed25519 = ed25519Key();

describe("mailauth verifies signatures against the records that buildDkimKey writes", () => {
  it.each([
    ["RSA 2048", rsa],
    ["RSA 4096", rsaKey(4096)],
    ["Ed25519", ed25519],
  ])("%s", async (_, key) => {
    const record = buildDkimKey({ keyType: key.keyType, p: key.p, h: ["sha256"], s: ["email"], t: ["s"] });
    expect(rules(record)).toEqual([]);
    expect(await verdict(key, record)).toBe("pass");
  });

  // RFC 6376 §3.6.1 allows PKCS #1 in p=, but not every verifier reads it, so it is published as SubjectPublicKeyInfo.
  it("RSA 2048 handed in as PKCS #1", async () => {
    const key = normalizePublicKey(rsa.publicKey.export({ type: "pkcs1", format: "pem" }).toString());
    expect(key.ok && (await verdict(rsa, buildDkimKey(key.value)))).toBe("pass");
  });
});

describe("mailauth refuses what checkDkimKey refuses", () => {
  const pem = rsa.publicKey.export({ type: "spki", format: "pem" }).toString();
  const rsa512 = rsaKey(512);
  const rsa768 = rsaKey(768);
  it.each([
    ["RSA 512", rsa512, `v=DKIM1; p=${rsa512.p}`, "DK01", "policy"],
    ["RSA 768", rsa768, `v=DKIM1; p=${rsa768.p}`, "DK01", "policy"],
    ["quotation marks", rsa, `v=DKIM1; p="${rsa.p}"`, "DK03", "neutral"],
    ["PEM armour", rsa, `v=DKIM1; p=${pem}`, "DK03", "neutral"],
    ["a key cut off", rsa, `v=DKIM1; p=${rsa.p.slice(0, 248)}`, "DK03", "neutral"],
    ["an unknown key type", rsa, `v=DKIM1; k=ecdsa; p=${rsa.p}`, "DK03", "neutral"],
    ["v=DKIM2", rsa, `v=DKIM2; p=${rsa.p}`, "DK05", "neutral"],
    ["an RSA key under k=ed25519", rsa, `v=DKIM1; k=ed25519; p=${rsa.p}`, "DK02", "neutral"],
    ["an empty p", rsa, "v=DKIM1; p=", "DK08", "neutral"],
  ])("%s", async (_, key, record, rule, expected) => {
    expect(rules(record)).toEqual([rule]);
    expect(await verdict(key, record)).toBe(expected);
  });
});

// Each record breaks the cited rule, and other verifiers hold to it; that mailauth does not is no reason to accept it.
describe("mailauth accepts, against the standard, what checkDkimKey refuses", () => {
  const rsa1024 = rsaKey(1024);
  const pkcs8 = rsa.privateKey.export({ type: "pkcs8", format: "der" }).toString("base64");
  it.each([
    ["a private key (RFC 6376 §3.6.1: p is a public key)", rsa, `v=DKIM1; p=${pkcs8}`, "DK03"],
    ["RSA 1024 (RFC 8301 §3.2: signers SHOULD use 2048)", rsa1024, `v=DKIM1; p=${rsa1024.p}`, "DK01"],
    ["v after other tags (RFC 6376 §3.6.1: MUST be first)", rsa, `p=${rsa.p}; v=DKIM1`, "DK05"],
    ["v=dkim1 (RFC 6376 §3.6.1: MUST be DKIM1)", rsa, `v=dkim1; p=${rsa.p}`, "DK05"],
    ["t=y (a test mode is no policy of the verifier)", rsa, `v=DKIM1; t=y; p=${rsa.p}`, "DK07"],
    ["Ed25519 as SubjectPublicKeyInfo (RFC 8463 §4)", ed25519, `v=DKIM1; k=ed25519; p=${ed25519.spki}`, "DK02"],
    ["Ed25519 without k (RFC 6376 §3.6.1: k is rsa by default)", ed25519, `v=DKIM1; p=${ed25519.p}`, "DK02"],
  ])("%s", async (_, key, record, rule) => {
    expect(rules(record)).toEqual([rule]);
    expect(await verdict(key, record)).toBe("pass");
  });
});
