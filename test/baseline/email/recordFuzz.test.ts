import { createPublicKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Finding, ParseError } from "../../../baseline/finding.js";
import { checkDkimKey, isDkimKey, normalizePublicKey, parseDkimKey } from "../../../baseline/email/dkim.js";
import { appliedPolicy, checkDmarc, isDmarc, parseDmarc } from "../../../baseline/email/dmarc.js";
import { checkDomainName, toFqdn } from "../../../baseline/email/name.js";
import { checkTxt, fromCloudflareTxt, fromRoute53Txt } from "../../../baseline/email/txt.js";
import { numbers } from "../../support/numbers.js";

const RECORDS = 100_000;
const MAX_MILLISECONDS = 10_000;

const SPLINTERS = [
  ...";;==  \"'\\,!:@%-.\t\r\n\u0000\u007f\u00a0\u2013é😀",
  '" "',
  '""',
  "\\059",
  "\\377",
  "v=",
  "DMARC1",
  "p=none",
  "sp=",
  "rua=mailto:",
  "pct=",
  "p=AAAA",
  "k=ed25519",
  "-----BEGIN",
  "a=b;",
];

/** Random texts, and the given ones with a few pieces cut, doubled or put in. */
function* texts(seeds: readonly string[], count: number, seed: number): Generator<string> {
  const random = numbers(seed);
  const splinter = () => SPLINTERS[random(SPLINTERS.length)] ?? "";
  for (let index = 0; index < count; index++) {
    if (random(8) === 0) {
      yield Array.from({ length: random(40) }, splinter).join("");
      continue;
    }
    let text = seeds[random(seeds.length)] ?? "";
    for (let edit = random(4); edit >= 0; edit--) {
      const at = random(text.length + 1);
      const end = at + random(6);
      const middle = [splinter(), "", text.slice(at, end).repeat(2), text.slice(0, random(20))][random(4)] ?? "";
      text = text.slice(0, at) + middle + text.slice(end);
    }
    yield text;
  }
}

function expectSentences(faults: readonly (Finding | ParseError)[], text: string): void {
  for (const fault of faults) {
    const { rule, message, reference } = fault;
    const sentence = "subject" in fault ? message.slice(`${fault.subject}: `.length) : message;
    const isWhole = /^[A-Z].*\.$/s.test(sentence) && /^(DK|DM|DNS)\d\d$/.test(rule) && reference.startsWith("RFC ");
    if (!isWhole || message.length > 900) expect.fail(`${JSON.stringify(text)} gives ${rule} ${message}`);
  }
}

function timed(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

// A public key needs no primes: any odd modulus will do, so that the same keys, and the same failures, come again.
const random = numbers(8301);
const octets = (count: number) => Buffer.from(Array.from({ length: count }, () => random(256) | 0x81));
const modulus = octets(128).toString("base64url");
const rsa = createPublicKey({ key: { kty: "RSA", n: modulus, e: "AQAB" }, format: "jwk" })
  .export({ type: "spki", format: "der" })
  .toString("base64");
const ed25519 = octets(32).toString("base64");
const DKIM = [
  `v=DKIM1; k=rsa; p=${rsa}`,
  `v=DKIM1; k=ed25519; h=sha256; s=email; t=s:y; n=x; p=${ed25519}`,
  "v=DKIM1; p=",
];
const DMARC = [
  "v=DMARC1; p=reject; sp=quarantine; pct=50; rua=mailto:dmarc@shop.example; psd=y",
  "v=DMARC1; p=reject; rua=mailto:dmarc@shop.example",
  "v=DMARC1; p=quarantine; sp=reject; np=none; adkim=s; aspf=r; rua=mailto:a@b.example!10m,https://x.example/; ruf=mailto:c@d.example; fo=1:d:s; psd=n; t=y",
];
const TXT = [
  '"v=spf1 ip4:192.0.2.1 " "include:spf.example -all"',
  'v=spf1 ip4:192.0.2.1""ip4:203.0.113.9 -all',
  ...DKIM,
  ...DMARC,
];

describe(`${RECORDS} random and mutated records`, () => {
  it("pass through the TXT readers and their check", () => {
    const spent = timed(() => {
      for (const text of texts(TXT, RECORDS, 1035)) {
        for (const parsed of [fromCloudflareTxt(text), fromRoute53Txt(text)]) {
          if (parsed.ok && parsed.value.strings.join("") !== parsed.value.text) expect.fail(JSON.stringify(text));
          expectSentences(parsed.ok ? checkTxt(parsed.value, "shop.example") : parsed.errors, text);
        }
      }
    });
    expect(spent).toBeLessThan(MAX_MILLISECONDS);
  });

  it("pass through the DKIM reader, its check and the key input", () => {
    const seen = new Set<string>();
    const spent = timed(() => {
      for (const text of texts(DKIM, RECORDS, 6376)) {
        const parsed = parseDkimKey(text);
        const findings = checkDkimKey(text, "s1._domainkey.shop.example");
        const input = normalizePublicKey(text);
        isDkimKey(text);
        expectSentences(parsed.ok ? findings : parsed.errors, text);
        expectSentences(input.ok ? [] : input.errors, text);
        if (!parsed.ok && findings.length === 0) expect.fail(`${JSON.stringify(text)} is refused without a finding`);
        for (const { rule } of findings) seen.add(rule);
      }
    });
    expect([...seen].sort()).toEqual(["DK01", "DK02", "DK03", "DK05", "DK06", "DK07", "DK08"]);
    expect(spent).toBeLessThan(MAX_MILLISECONDS);
  });

  it("pass through the DMARC reader and its check", () => {
    const seen = new Set<string>();
    const spent = timed(() => {
      for (const text of texts(DMARC, RECORDS, 9989)) {
        const parsed = parseDmarc(text);
        const findings = checkDmarc(text, "_dmarc.shop.example");
        expectSentences(parsed.ok ? findings : parsed.errors, text);
        if (!parsed.ok && findings.length === 0) expect.fail(`${JSON.stringify(text)} is refused without a finding`);
        if (
          parsed.ok &&
          (!isDmarc(text) || (parsed.value.p === undefined && !findings.some(({ rule }) => rule === "DM03")))
        ) {
          expect.fail(`${JSON.stringify(text)} is accepted`);
        }
        // What receivers take for none or for no record is never clean.
        if (["none", undefined].includes(appliedPolicy(text, "domain")) && findings.length === 0) {
          expect.fail(`${JSON.stringify(text)} protects nothing and has no finding`);
        }
        for (const { rule } of findings) seen.add(rule);
      }
    });
    const all = ["01", "02", "03", "06", "07", "09", "11", "14", "16", "17", "18", "19", "20"].map((id) => `DM${id}`);
    expect([...seen].sort()).toEqual(all);
    expect(spent).toBeLessThan(MAX_MILLISECONDS);
  });
});

describe("a text of 65,000 characters is read in linear time", () => {
  it.each([
    ";",
    "=",
    "a=b;",
    " ",
    '"',
    '" "',
    '""',
    "\\",
    "\\065",
    "v=DMARC1;",
    ",",
    "a;",
    ".",
    "@",
    "!1",
    "p=A;",
    "%",
  ])("of %j", (piece) => {
    const filler = piece.repeat(65_000 / piece.length);
    const spent = timed(() => {
      for (const text of [filler, `v=DMARC1; p=reject; rua=${filler}`, `v=DKIM1; p=${filler}`, `"v=spf1 ${filler}`]) {
        for (const parsed of [fromCloudflareTxt(text), fromRoute53Txt(text)]) {
          if (parsed.ok) checkTxt(parsed.value, "shop.example");
        }
        checkDkimKey(text, "s1._domainkey.shop.example");
        checkDmarc(text, "_dmarc.shop.example");
        normalizePublicKey(text);
        checkDomainName(text);
        toFqdn(text, "shop.example");
      }
    });
    expect(spent).toBeLessThan(2000);
  });
});
