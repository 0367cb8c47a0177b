import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  completedArn,
  covers,
  coversResource,
  matches,
  matchesAction,
  matchesResource,
  overlaps,
} from "../../../baseline/iam/match.js";

const RUNS = { numRuns: 3000 };
/** All texts over three letters up to five characters: more than the patterns below have characters for. */
const TEXTS = textsOf("abc", 5);
const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 5 });

function textsOf(letters: string, length: number): readonly string[] {
  if (length === 0) return [""];
  const shorter = textsOf(letters, length - 1);
  return [
    ...shorter,
    ...shorter
      .filter((text) => text.length === length - 1)
      .flatMap((text) => [...letters].map((letter) => text + letter)),
  ];
}

/** What a pattern means, as a regular expression: short patterns only. */
function asRegExp(given: string): RegExp {
  return new RegExp(`^${given.replaceAll("*", ".*").replaceAll("?", ".")}$`);
}

describe("a pattern", () => {
  test.each([
    ["*", "", true],
    ["?", "", false],
    ["s3:Get*", "s3:GetObject", true],
    ["s3:get*", "s3:GetObject", false],
    ["arn:aws:s3:::shop/*/test/*", "arn:aws:s3:::shop/1/2/test/3/object.jpg", true],
    ["arn:aws:s3:::shop/*/test/*", "arn:aws:s3:::shop/1-test/object.jpg", false],
    ["arn:aws:s3:::shop/*/test/*", "arn:aws:s3:::shop//test/object.jpg", true],
    ["arn:aws:iam::*", "arn:aws:iam::123456789012:role/admin", true],
    ["a*b*c", "abcbc", true],
    ["a*b*c", "abcb", false],
  ])("%s stands for %s: %s", (given, text, expected) => expect(matches(given, text)).toBe(expected));

  test("of an action has no case", () => expect(matchesAction("IAM:list*", "iam:ListAccessKeys")).toBe(true));

  test("of an incomplete ARN stands for every ARN that begins with it", () => {
    expect(completedArn("arn:aws:sqs")).toBe("arn:aws:sqs:*:*:*");
    expect(completedArn("arn:aws:s3:::shop")).toBe("arn:aws:s3:::shop");
    expect(matchesResource("arn:aws:sqs", "arn:aws:sqs:eu-west-1:123456789012:orders")).toBe(true);
    expect(matchesResource("arn:aws:sqs:*:orders", "arn:aws:sqs:eu-west-1:123456789012:orders")).toBe(true);
    expect(coversResource("arn:aws:sqs", "arn:aws:sqs:eu-west-1:*:orders")).toBe(true);
  });

  test("matches what the regular expression of the same meaning matches", () => {
    fc.assert(
      fc.property(pattern, fc.constantFrom(...TEXTS), (given, text) => {
        expect(matches(given, text)).toBe(asRegExp(given).test(text));
      }),
      RUNS,
    );
  });

  test("covers another if it matches all of its texts", () => {
    // "aaa*a" and "*a?a" part only at six characters: "aaabba".
    const short = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 4 });
    const texts = textsOf("abc", 8);
    fc.assert(
      fc.property(short, short, (wider, narrower) => {
        const isWider = texts.every((text) => !matches(narrower, text) || matches(wider, text));
        expect(covers(wider, narrower)).toBe(isWider);
      }),
      { numRuns: 1500 },
    );
    expect(covers("*a?a", "aaa*a")).toBe(false);
  });

  test("overlaps another if a text matches both", () => {
    // Two patterns of five characters that have a text in common have one of at most ten; of these letters, five do.
    const short = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 4 });
    const texts = textsOf("ab", 8);
    fc.assert(
      fc.property(short, short, (one, other) => {
        expect(overlaps(one, other)).toBe(texts.some((text) => matches(one, text) && matches(other, text)));
      }),
      RUNS,
    );
  });

  test("of many stars is matched in time that does not explode", () => {
    const stars = "*a".repeat(60);
    const questions = "*a?".repeat(40);
    const begun = performance.now();
    expect(matches(`${stars}b`, "a".repeat(5000))).toBe(false);
    expect(covers(questions, `${"a*?".repeat(60)}b`)).toBe(false);
    expect(overlaps(`${stars}b`, `${"a?*".repeat(60)}c`)).toBe(false);
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});
