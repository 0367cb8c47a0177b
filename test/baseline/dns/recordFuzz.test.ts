import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildCaa, checkCaa, parseCaa } from "../../../baseline/dns/caa.js";
import { parseIssueValue } from "../../../baseline/dns/caaIssue.js";
import { buildDs, checkDs, parseDs } from "../../../baseline/dns/ds.js";
import { buildBimi, checkBimi, parseBimi } from "../../../baseline/email/bimi.js";
import { checkBimiPrerequisites } from "../../../baseline/email/bimiPrerequisites.js";
import { buildMx, checkExchange, checkMxSet, parseMx } from "../../../baseline/email/mx.js";
import type { Finding, ParseError } from "../../../baseline/finding.js";

const SEEDS = [
  '0 issue "letsencrypt.org; accounturi=https://a.example/1; validationmethods=dns-01"',
  '128 iodef "mailto:a@b.example"',
  "0 issue ;",
  "10 mail.shop.example.",
  "0 .",
  `2371 13 2 ${"AB".repeat(32)}`,
  "v=BIMI1; l=https://shop.example/logo.svg; a=https://shop.example/logo.pem; lps=a,b-c; avp=brand",
  "v=BIMI1; l=; a=;",
  "v=DMARC1; p=quarantine; pct=50; sp=none; t=y",
];
const SPLINTERS = [
  ...'"\\;=:,./ \t\r\n@-_*~é😀\u0000\u007f',
  "\\065",
  "issue",
  "https://",
  "%",
  "65536",
  "256",
  "v=",
  "==",
];

const seed = fc.constantFrom(...SEEDS);
const mutated = fc
  .tuple(seed, fc.array(fc.tuple(fc.nat(120), fc.nat(6), fc.constantFrom(...SPLINTERS)), { maxLength: 5 }))
  .map(([text, edits]) => edits.reduce((all, [at, cut, put]) => all.slice(0, at) + put + all.slice(at + cut), text));
const any = fc.oneof(fc.string({ unit: "binary", maxLength: 80 }), mutated);

function expectSentences(faults: readonly (Finding | ParseError)[], text: string): void {
  for (const { rule, message, reference } of faults) {
    const isWhole = /[A-Z][^]*\.$/.test(message) && /^(MX|CAA|DS|BI|DNS)\d\d$/.test(rule) && reference !== "";
    if (!isWhole || message.length > 900) expect.fail(`${JSON.stringify(text)} gives ${rule} ${message}`);
  }
}

describe("any text", () => {
  test("is read, or refused with a reason, and what was read is written and read the same", () => {
    fc.assert(
      fc.property(any, (text) => {
        const caa = parseCaa(text);
        if (caa.ok) {
          expect(parseCaa(buildCaa(caa.value))).toEqual(caa);
          expectSentences(checkCaa(caa.value, "shop.example"), text);
        } else expectSentences(caa.errors, text);
        const mx = parseMx(text);
        if (mx.ok) {
          expect(parseMx(buildMx(mx.value))).toEqual(mx);
          expectSentences([...checkMxSet([mx.value, mx.value], "shop.example")], text);
        } else expectSentences(mx.errors, text);
        expectSentences(checkExchange(text, "shop.example"), text);
        const ds = parseDs(text);
        if (ds.ok) {
          expect(parseDs(buildDs(ds.value))).toEqual(ds);
          expectSentences(checkDs(ds.value, "shop.example"), text);
        } else expectSentences(ds.errors, text);
        const bimi = parseBimi(text);
        const findings = checkBimi(text, "default._bimi.shop.example");
        if (bimi.ok) expect(parseBimi(buildBimi(bimi.value)).ok).toBe(true);
        else expect(findings.map(({ rule }) => rule)).toContain("BI01");
        expectSentences(findings, text);
        expectSentences(checkBimiPrerequisites(text, "default._bimi.shop.example", "_dmarc.shop.example"), text);
        const value = parseIssueValue(text);
        if (!value.ok) expectSentences(value.errors, text);
      }),
      { numRuns: 20_000 },
    );
  });

  test.each(SPLINTERS)("of 65,000 characters, repeating %j, is judged", (piece) => {
    const filler = piece.repeat(65_000 / piece.length);
    for (const text of [
      filler,
      `0 issue "${filler}"`,
      `10 ${filler}`,
      `v=BIMI1; l=https://${filler}`,
      `v=BIMI1; lps=${filler}`,
    ]) {
      const outcomes = [parseCaa(text), parseMx(text), parseDs(text), parseBimi(text), parseIssueValue(text)];
      for (const outcome of outcomes) if (!outcome.ok) expectSentences(outcome.errors, text.slice(0, 40));
      checkBimi(text, "default._bimi.shop.example");
      checkExchange(text, "shop.example");
      expect(outcomes.some(({ ok }) => !ok)).toBe(true);
    }
  });
});
