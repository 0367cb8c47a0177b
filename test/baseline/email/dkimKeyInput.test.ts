import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { normalizePublicKey } from "../../../baseline/email/dkim.js";
import { toCloudflareTxt } from "../../../baseline/email/txt.js";
import { ed25519Key, rsaKey } from "./dkimKeys.js";

const rsa = rsaKey(2048);
const ed25519 = ed25519Key();
const pem = (type: "spki" | "pkcs1") => rsa.publicKey.export({ type: type, format: "pem" }).toString();
const pkcs1 = rsa.publicKey.export({ type: "pkcs1", format: "der" }).toString("base64");
const record = `v=DKIM1; k=rsa; p=${rsa.p}`;

describe("normalizePublicKey gives an RSA key as SubjectPublicKeyInfo from", () => {
  it.each([
    ["PEM", pem("spki")],
    ["PKCS #1 PEM", pem("pkcs1")],
    ["PEM with CRLF and white space around it", `\n ${pem("spki").replaceAll("\n", "\r\n")} `],
    ["base64", rsa.spki],
    ["base64 in lines", rsa.spki.replace(/.{64}/g, "$&\n")],
    ["base64 of PKCS #1", pkcs1],
    ["a record", record],
    ["a record with PKCS #1", `v=DKIM1; p=${pkcs1}`],
    ["a record of p alone", `p=${rsa.p}`],
    ["a record in quoted strings", toCloudflareTxt(record)],
  ])("%s", (_, input) => {
    expect(normalizePublicKey(input)).toEqual({ ok: true, value: { keyType: "rsa", p: rsa.spki } });
  });
});

describe("normalizePublicKey gives an Ed25519 key as its 32 octets from", () => {
  it.each([
    ["PEM", ed25519.publicKey.export({ type: "spki", format: "pem" }).toString()],
    ["base64 of SubjectPublicKeyInfo", ed25519.spki],
    ["base64 of the octets", ed25519.p],
    ["a record", `v=DKIM1; k=ed25519; p=${ed25519.p}`],
    ["a record with SubjectPublicKeyInfo", `v=DKIM1; k=ed25519; p=${ed25519.spki}`],
  ])("%s", (_, input) => {
    expect(normalizePublicKey(input)).toEqual({ ok: true, value: { keyType: "ed25519", p: ed25519.p } });
  });
});

describe("normalizePublicKey refuses", () => {
  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey;
  const pss = generateKeyPairSync("rsa-pss", { modulusLength: 2048 }).publicKey;
  it.each([
    ["an empty text", "", /no public key/],
    ["a word", "hello", /5 base64 characters/],
    ["a certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", /no public key; it must begin/],
    ["a PEM text without its end", pem("spki").slice(0, 200), /no END line/],
    ["two PEM texts", pem("spki") + pem("spki"), /more than one key/],
    ["an elliptic-curve key", ec.export({ type: "spki", format: "pem" }).toString(), /of the type ec; DKIM has/],
    ["an RSA-PSS key", pss.export({ type: "spki", format: "der" }).toString("base64"), /of the type rsa-pss/],
    ["a revoked record", "v=DKIM1; p=", /revoked/],
    ["a record of another type than its key", `v=DKIM1; k=rsa; p=${ed25519.p}`, /says k=rsa, but its key is .*ed25519/],
    ["a record without a key", "v=DKIM1; k=rsa", /no tag p/],
    ["unbalanced quotation marks", `"${record}`, /do not pair/],
    ["a key cut off", rsa.spki.slice(0, 200), /cut off/],
    ["more than a key can have", "A".repeat(20_000), /20000 characters/],
  ])("%s", (_, input, message) => {
    const result = normalizePublicKey(input);
    expect(result.ok ? "accepted" : result.errors[0]?.message).toMatch(message);
  });
});
