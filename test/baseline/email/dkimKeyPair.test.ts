import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, test } from "vitest";
import { checkDkimKey } from "../../../baseline/email/dkim.js";
import { planKeyPair, publishKeyPair } from "../../../baseline/email/dkimKeyPair.js";
import { toPkcs8Line } from "../../../baseline/email/dkimPrivateKey.js";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ed25519 = generateKeyPairSync("ed25519");
const spki = (key: KeyObject): string => key.export({ type: "spki", format: "pem" }).toString();

const model = { domain: "shop.example", selector: "r1", keyType: "rsa" };
const properties = (changed: Partial<typeof model>): string[] =>
  planKeyPair({ ...model, ...changed }).problems.map(({ property }) => property);

describe("the plan of a key pair", () => {
  test("has RSA of 2048 bits, and Ed25519 without a length", () => {
    expect(planKeyPair(model)).toEqual({
      recordName: "r1._domainkey.shop.example",
      keyType: "rsa",
      bits: 2048,
      problems: [],
    });
    expect(planKeyPair({ ...model, keyType: "ed25519" })).toEqual({
      recordName: "r1._domainkey.shop.example",
      keyType: "ed25519",
      problems: [],
    });
  });

  test("names the place in one spelling, so that another spelling is no other key", () => {
    const { recordName } = planKeyPair({ ...model, domain: "Kerzenstübchen.example.", selector: "R1.Shop" });
    expect(recordName).toBe("r1.shop._domainkey.xn--kerzenstbchen-3ob.example");
  });

  test.each([
    [{ domain: "" }, ["domain"]],
    [{ domain: "shop example" }, ["domain"]],
    [{ selector: "" }, ["selector"]],
    [{ selector: "r_1" }, ["selector"]],
    [{ selector: "r1._domainkey" }, ["selector"]],
    [{ selector: `${"a".repeat(60)}.`.repeat(3) + "a".repeat(60) }, ["selector"]],
    [{ keyType: "RSA" }, ["algorithm"]],
    [{ domain: "-", selector: "-", keyType: "dsa" }, ["domain", "selector", "algorithm"]],
  ])("refuses %o", (changed, expected) => {
    expect([...new Set(properties(changed))]).toEqual(expected);
  });
});

describe("the public half", () => {
  test("of RSA is SubjectPublicKeyInfo, of Ed25519 the 32 octets alone (RFC 8463 §4), and its record stands", () => {
    const der = (key: KeyObject): Buffer => key.export({ type: "spki", format: "der" });
    for (const [keyType, { publicKey }, octets] of [
      ["rsa", rsa, der(rsa.publicKey)],
      ["ed25519", ed25519, der(ed25519.publicKey).subarray(-32)],
    ] as const) {
      const p = octets.toString("base64");
      const record = `v=DKIM1; k=${keyType}; p=${p}`;
      expect(publishKeyPair(spki(publicKey), keyType)).toEqual({ ok: true, value: { keyType, p, record } });
      expect(checkDkimKey(record, "r1._domainkey.shop.example")).toEqual([]);
    }
  });

  test("is refused where it is of another type, or a private key, which no message repeats", () => {
    expect(publishKeyPair(spki(rsa.publicKey), "ed25519")).toMatchObject({
      ok: false,
      errors: [{ message: "The key is of the type rsa, not ed25519." }],
    });
    const pem = rsa.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const refused = publishKeyPair(pem, "rsa");
    expect(refused.ok).toBe(false);
    expect(JSON.stringify(refused)).not.toContain(pem.slice(100, 140));
  });
});

describe("the private half on one line", () => {
  test.each([
    ["PKCS #8", rsa.privateKey.export({ type: "pkcs8", format: "pem" }).toString(), rsa.privateKey],
    ["PKCS #1", rsa.privateKey.export({ type: "pkcs1", format: "pem" }).toString(), rsa.privateKey],
    ["Ed25519", ed25519.privateKey.export({ type: "pkcs8", format: "pem" }).toString(), ed25519.privateKey],
  ])("of %s is the base64 of PKCS #8 and nothing else", (_form, pem, key) => {
    const line = toPkcs8Line(pem);
    if (!line.ok) throw new Error(line.errors[0]?.message);
    // The pattern of DomainSigningPrivateKey in the SES API.
    expect(line.value).toMatch(/^[a-zA-Z0-9+/]+={0,2}$/);
    const read = createPrivateKey({ key: Buffer.from(line.value, "base64"), format: "der", type: "pkcs8" });
    expect(read.equals(key)).toBe(true);
    expect(toPkcs8Line(line.value)).toEqual(line);
  });

  test("of a text that is no key is refused", () => {
    expect(toPkcs8Line("none")).toMatchObject({ ok: false, errors: [{ rule: "DK03" }] });
    expect(toPkcs8Line("A".repeat(20_000))).toMatchObject({ ok: false, errors: [{ rule: "DK03" }] });
  });
});
