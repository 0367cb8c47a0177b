import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  buildDkimKey,
  checkDkimKey,
  type DkimKey,
  isDkimKey,
  normalizePublicKey,
  parseDkimKey,
} from "../../../baseline/email/dkim.js";
import { readPublicKey } from "../../../baseline/email/dkimKey.js";
import { ed25519Key, privateForms, rsaKey, withExponent } from "./dkimKeys.js";

const subject = "s1._domainkey.shop.example";
const rsa512 = rsaKey(512);
const rsa1024 = rsaKey(1024);
const rsa2048 = rsaKey(2048);
const rsa4096 = rsaKey(4096);
const ed25519 = ed25519Key();
const compliant = `v=DKIM1; k=rsa; p=${rsa2048.p}`;
const ed25519Record = `v=DKIM1; k=ed25519; p=${ed25519.p}`;

const rules = (text: string) => checkDkimKey(text, subject).map(({ rule }) => rule);
const rsaRecord = (p: string) => `v=DKIM1; k=rsa; p=${p}`;

describe("checkDkimKey accepts", () => {
  it.each([
    ["RSA of 2048 bits", compliant],
    ["RSA of 4096 bits", rsaRecord(rsa4096.p)],
    ["RSA as PKCS #1", rsaRecord(rsa2048.publicKey.export({ type: "pkcs1", format: "der" }).toString("base64"))],
    ["the 32 octets of an Ed25519 key", ed25519Record],
    ["a record without v and k", `p=${rsa2048.p}`],
    ["folding white space within p", rsaRecord(rsa2048.p.replace(/.{70}/g, "$&\r\n\t"))],
    ["h, s and t that leave mail alone", `v=DKIM1; h=sha1:sha256; s=tlsrpt:email; t=s; n=notes; p=${rsa2048.p}`],
    ["s=*", `v=DKIM1; s=*; p=${rsa2048.p}`],
    ["an unknown tag", `v=DKIM1; g=*; x=1; p=${rsa2048.p}`],
  ])("%s", (_, text) => {
    expect(checkDkimKey(text, subject)).toEqual([]);
    expect(parseDkimKey(text).ok).toBe(true);
    expect(isDkimKey(text)).toBe(true);
  });
});

describe("checkDkimKey finds", () => {
  const cut = rsa2048.p.slice(0, 248);
  const other = ed25519Key();
  it.each([
    ["DK01", "RSA of 512 bits", rsaRecord(rsa512.p), /512 bits; verifiers must not accept fewer than 1024/],
    ["DK01", "RSA of 1024 bits", rsaRecord(rsa1024.p), /1024 bits; signers should use at least 2048/],
    ["DK01", "RSA of 2047 bits", rsaRecord(rsaKey(2047).p), /2047 bits/],
    ["DK01", "RSA of 4104 bits", rsaRecord(rsaKey(4104).p), /4104 bits; verifiers need not accept more than 4096/],
    ["DK01", "the exponent 1", rsaRecord(withExponent(rsa2048, 1)), /exponent "1"/],
    ["DK01", "the exponent 4", rsaRecord(withExponent(rsa2048, 4)), /exponent "4"/],
    ["DK01", "the exponent 2", rsaRecord(withExponent(rsa2048, 2)), /exponent "2"/],
    ["DK02", "Ed25519 in SubjectPublicKeyInfo", `v=DKIM1; k=ed25519; p=${ed25519.spki}`, /SubjectPublicKeyInfo/],
    ["DK02", "an RSA key under k=ed25519", `v=DKIM1; k=ed25519; p=${rsa2048.p}`, /has 294 octets/],
    ["DK02", "an Ed25519 key without k", `v=DKIM1; p=${ed25519.p}`, /32 octets of an Ed25519 key/],
    ["DK03", "an Ed25519 key in DER without k", `v=DKIM1; p=${other.spki}`, /of the type ed25519/],
    ["DK03", "a key cut after 248 characters", rsaRecord(cut), /declares 294 octets but has 186: its end was cut off/],
    ["DK03", "a lost base64 character", rsaRecord(rsa2048.p.slice(0, -1)), /391 base64 characters/],
    [
      "DK03",
      "octets after the key",
      rsaRecord(Buffer.concat([Buffer.from(rsa2048.p, "base64"), Buffer.alloc(3)]).toString("base64")),
      /something was added/,
    ],
    ["DK03", "octets that are no key", rsaRecord(Buffer.alloc(294, 7).toString("base64")), /no public key in DER/],
    ["DK03", "quotation marks within p", rsaRecord(`"${rsa2048.p}"`), /literal quotation marks/],
    ["DK03", "base64url", rsaRecord(`${rsa2048.p.slice(0, 40)}-${rsa2048.p.slice(41)}`), /no base64/],
    [
      "DK03",
      "PEM armour",
      rsaRecord(rsa2048.publicKey.export({ type: "spki", format: "pem" }).toString()),
      /PEM armour/,
    ],
    ["DK03", "a whole record in quotation marks", `"${compliant}"`, /literal quotation marks/],
    ["DK03", "semicolons with backslashes", compliant.replaceAll(";", "\\;"), /backslashes/],
    ["DK03", "no p", "v=DKIM1; k=rsa", /no tag p/],
    ["DK03", "an unknown key type", `v=DKIM1; k=ecdsa; p=${rsa2048.p}`, /tag k is "ecdsa"/],
    ["DK03", "a key type in capitals", `v=DKIM1; k=RSA; p=${rsa2048.p}`, /tag k is "RSA"/],
    ["DK03", "two tags p", `${compliant}; p=${rsa2048.p}`, /stands twice/],
    ["DK05", "v after other tags", `k=rsa; v=DKIM1; p=${rsa2048.p}`, /stands after other tags/],
    ["DK05", "v=DKIM2", compliant.replace("DKIM1", "DKIM2"), /tag v is "DKIM2"/],
    ["DK05", "v in lower case", compliant.replace("DKIM1", "dkim1"), /tag v is "dkim1"/],
    ["DK06", "h=sha1", `v=DKIM1; h=sha1; p=${rsa2048.p}`, /leaves out sha256/],
    ["DK06", "s=tlsrpt", `v=DKIM1; s=tlsrpt; p=${rsa2048.p}`, /not for mail/],
    ["DK07", "t=y", `v=DKIM1; t=s:y; p=${rsa2048.p}`, /only tests DKIM/],
    ["DK08", "an empty p", "v=DKIM1; p=", /revoked/],
  ])("%s: %s", (rule, _, text, message) => {
    const findings = checkDkimKey(text, subject);
    expect(findings.map((finding) => finding.rule)).toEqual([rule]);
    expect(findings[0]?.message).toMatch(message);
    expect(findings[0]?.message.startsWith(`${subject}: `)).toBe(true);
    expect(findings[0]?.fix).toMatch(/^[A-Z].*\.$/);
    expect(findings[0]?.reference).toMatch(/RFC \d{4} §/);
  });

  it("everything at once", () => {
    expect(rules(`k=rsa; v=DKIM1; h=sha1; s=other; t=y; p=${rsa1024.p}`)).toEqual([
      "DK05",
      "DK01",
      "DK06",
      "DK06",
      "DK07",
    ]);
  });
});

describe.each([
  ["RSA", rsaKey(2048)],
  ["Ed25519", ed25519Key()],
])("a private key (%s)", (_, key) => {
  const inputs = Object.entries(privateForms(key));
  it.each(inputs)("as %s is refused wherever it stands, and never repeated", (_form, input) => {
    const record = `v=DKIM1; k=${key.keyType}; p=${input}`;
    const asInput = normalizePublicKey(input);
    const outputs = [
      checkDkimKey(record, subject),
      checkDkimKey(input, subject),
      parseDkimKey(input),
      asInput,
      normalizePublicKey(record),
    ];
    expect(rules(record)).toEqual(["DK03"]);
    expect(checkDkimKey(record, subject)[0]?.message).toMatch(/is a private key/);
    expect(asInput).toMatchObject({ ok: false, errors: [{ rule: "DK03" }] });
    const said = JSON.stringify(outputs);
    const base64 = input.replace(/-----[^-]+-----|\s/g, "");
    const pieces = Array.from({ length: base64.length - 11 }, (_piece, at) => base64.slice(at, at + 12));
    expect(pieces.length).toBeGreaterThan(40);
    expect(pieces.filter((piece) => said.includes(piece))).toEqual([]);
  });
});

describe("isDkimKey", () => {
  it.each(["v=DMARC1; p=reject", "v=spf1 -all", "p=1; q=2", "google-site-verification=abc", "", "v=DKIM2; p="])(
    "takes %j for something else",
    (text) => {
      expect(isDkimKey(text)).toBe(false);
    },
  );
});

describe("readPublicKey", () => {
  it("gives size, exponent and form of an RSA key", () => {
    const pkcs1 = rsa1024.publicKey.export({ type: "pkcs1", format: "der" }).toString("base64");
    const common = { keyType: "rsa", bits: 1024, exponent: 65537n };
    expect(readPublicKey(rsa1024.p, "rsa")).toEqual({ ok: true, value: { ...common, form: "spki" } });
    expect(readPublicKey(pkcs1, "rsa")).toEqual({ ok: true, value: { ...common, form: "pkcs1" } });
  });

  it("refuses every proper prefix of a key", () => {
    const der = Buffer.from(rsa1024.p, "base64");
    const accepted = Array.from(der.keys()).filter(
      (length) => readPublicKey(der.subarray(0, length).toString("base64"), "rsa").ok,
    );
    expect(accepted).toEqual([]);
  });
});

describe("buildDkimKey", () => {
  const list = (item: fc.Arbitrary<string>) => fc.uniqueArray(item, { minLength: 1, maxLength: 3 });
  const model: fc.Arbitrary<DkimKey> = fc
    .record(
      {
        key: fc.constantFrom(rsa1024, rsa2048, rsa4096, ed25519),
        h: list(fc.constantFrom("sha256", "sha1")),
        s: list(fc.constantFrom("*", "email", "tlsrpt")),
        t: list(fc.constantFrom("y", "s")),
        n: fc.stringMatching(/^[a-zA-Z0-9=:,.]{1,20}$/),
      },
      { requiredKeys: ["key"] },
    )
    .map(({ key, ...tags }) => ({ keyType: key.keyType, p: key.p, ...tags }));

  it("writes what the parser reads as the same record (random records)", () => {
    fc.assert(
      fc.property(model, (key) => {
        expect(parseDkimKey(buildDkimKey(key))).toEqual({ ok: true, value: key });
      }),
      { seed: 6376 },
    );
  });

  it("writes v first, k second and p last", () => {
    expect(buildDkimKey({ keyType: "ed25519", p: ed25519.p, t: ["s"] })).toBe(
      `v=DKIM1; k=ed25519; t=s; p=${ed25519.p}`,
    );
    expect(buildDkimKey({ keyType: "rsa", p: "" })).toBe("v=DKIM1; k=rsa; p=");
  });

  it("lets no value open another tag", () => {
    const text = buildDkimKey({ keyType: "rsa", p: `${rsa2048.p}; t=s` });
    expect(rules(text)).toEqual(["DK03"]);
    expect(text).not.toContain("; t=s");
  });

  it.each([
    [rsa1024.p, 216, 234],
    [rsa2048.p, 392, 410],
    [rsa4096.p, 736, 754],
  ])("writes records of the known sizes", (p, characters, record) => {
    expect(p).toHaveLength(characters);
    expect(buildDkimKey({ keyType: "rsa", p })).toHaveLength(record);
  });
});
