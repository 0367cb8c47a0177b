import fc from "fast-check";
import { spf } from "mailauth/lib/spf/index.js";
import { describe, expect, it } from "vitest";
import { buildSpf } from "../../../../baseline/email/spf/build.js";
import { isSpf, parseSpf } from "../../../../baseline/email/spf/parse.js";
import { numbers } from "../../../support/numbers.js";
import { mutate, spfRecord } from "./records.js";

interface Answer {
  readonly result: string;
  readonly comment: string;
}

/**
 * What mailauth answers, in its strict mode, of a record in a world where every other look-up fails for the moment: so
 * that hardly anything but a record's text leads to permerror.
 */
async function answer(record: string): Promise<Answer> {
  const resolver = (name: string, type: string): Promise<string[][]> =>
    type === "TXT" && name === "shop.example"
      ? Promise.resolve([[record]])
      : Promise.reject(Object.assign(new Error("SERVFAIL"), { code: "ESERVFAIL" }));
  const { status } = await spf({
    sender: "someone@shop.example",
    ip: "100.64.0.1",
    helo: "client.example",
    mta: "mx.example",
    resolver,
    strict: true,
  });
  return { result: status.result, comment: String(status.comment) };
}

/** Permanent errors of evaluation, which say nothing of the grammar. */
const EVALUATION = [
  // RFC 7208 §4.3, §5.2, §6.1: what the macros of the target expand to is no domain name, or it never was one.
  /: Invalid (?:include|redirect) target /,
  // RFC 7208 §4.6.4: a failed ptr does not end the evaluation, so the eleventh look-up may come.
  /: Too many DNS requests$/,
];

/** Where both read the grammar differently, and why. */
const DIFFERENCES = {
  // RFC 7208 §7.2: c, r and t are allowed only in exp text. The ABNF of §7.1 alone does not say so, and mailauth
  // accepts them in modifiers that RFC 7208 does not define.
  explanationLetterInUnknownModifier: (text: string): boolean =>
    text.split(" ").some((word) => /^(?!exp=|redirect=)[a-z][a-z0-9._-]*=.*%\{[crt]/i.test(word)),
} as const;

const isRefused = (text: string): boolean => !parseSpf(text).ok;

async function compare(
  texts: readonly string[],
): Promise<{ refused: number; explained: Record<string, number>; unexplained: string[] }> {
  const explained: Record<string, number> = {};
  const unexplained: string[] = [];
  for (const text of texts) {
    const { result, comment } = await answer(text);
    const isSyntax = result === "permerror" && !EVALUATION.some((pattern) => pattern.test(comment));
    if (isSyntax === isRefused(text)) continue;
    const reason = Object.entries(DIFFERENCES).find(([, holds]) => isRefused(text) && holds(text))?.[0];
    if (reason === undefined) unexplained.push(`${text} → ${comment}`);
    else explained[reason] = (explained[reason] ?? 0) + 1;
  }
  return { refused: texts.filter(isRefused).length, explained, unexplained };
}

const valid = fc.sample(spfRecord, { seed: 7208, numRuns: 1000 }).map(buildSpf);

describe("mailauth in strict mode", () => {
  it("accepts the grammar of 1000 random records that buildSpf writes", async () => {
    expect(await compare(valid)).toEqual({ refused: 0, explained: {}, unexplained: [] });
  });

  it("refuses what parseSpf refuses, and accepts what it accepts, among 8000 mutants", async () => {
    const random = numbers(7208);
    const mutants = Array.from({ length: 8000 }, () => mutate(valid[random(valid.length)] ?? "", random)).filter(isSpf);
    const { refused, explained, unexplained } = await compare(mutants);
    expect(unexplained).toEqual([]);
    expect(Object.keys(explained)).toEqual(["explanationLetterInUnknownModifier"]);
    expect(mutants.length).toBeGreaterThan(7000);
    expect(refused).toBeGreaterThan(mutants.length / 4);
    expect(refused).toBeLessThan((mutants.length * 7) / 8);
  });

  it("sees no SPF record where parseSpf sees none", async () => {
    for (const text of [
      "v=spf10 -all",
      "v=spf1-all",
      " v=spf1 -all",
      "v=spf1\t-all",
      '"v=spf1 -all"',
      "spf2.0/pra -all",
    ]) {
      expect((await answer(text)).result).toBe("none");
      expect(isSpf(text)).toBe(false);
      expect(isRefused(text)).toBe(true);
    }
  });

  it.each([
    "v=spf1 ip4:1.2.3.4-all",
    "v=spf1 –all",
    "v=spf1 ipv4:192.0.2.1 -all",
    "v=spf1 a:192.0.2.1 -all",
    "v=spf1 ip4:2001:db8::1 -all",
    "v=spf1 include:192.0.2.1 -all",
    "v=spf1 include:https://x -all",
    "v=spf1 redirect:x.example",
    "v=spf1 exists:%{d0}.example -all",
    "v=spf1 exists:%{ir.example -all",
    "v=spf1 exp=a.example exp=b.example -all",
    "v=spf1 moo -all",
  ])("refuses the text of %s, as parseSpf does", async (text) => {
    const { result, comment } = await answer(text);
    expect(result).toBe("permerror");
    expect(EVALUATION.some((pattern) => pattern.test(comment))).toBe(false);
    expect(isRefused(text)).toBe(true);
  });

  it.each(Object.entries({ explanationLetterInUnknownModifier: "v=spf1 moo=%{c} ~all" }))(
    "accepts what parseSpf refuses: %s",
    async (name, text) => {
      expect(DIFFERENCES[name as keyof typeof DIFFERENCES](text)).toBe(true);
      expect((await answer(text)).result).toBe("softfail");
      expect(isRefused(text)).toBe(true);
    },
  );
});
