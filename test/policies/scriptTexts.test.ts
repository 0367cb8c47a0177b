import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildPolicyWorker } from "../../baseline/email/mtaStsHost.js";
import { scriptTexts } from "../../policies/readers/scriptTexts.js";

describe("the texts of a script", () => {
  test("hold the policy that our Worker serves (random texts)", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (policy) => {
        expect(scriptTexts(buildPolicyWorker(policy))).toContain(policy);
      }),
      { seed: 8461, numRuns: 1000 },
    );
  });

  test.each<[string, string, string[]]>([
    ["a string in double quotes", 'const a = "x\\ny";', ["x\ny"]],
    ["a string in single quotes", "f('it\\'s')", ["it's"]],
    ["a template over several lines", "const a = `x\ny`;", ["x\ny"]],
    ["a template with CRLF in the source", "const a = `x\r\ny`;", ["x\ny"]],
    ["escapes", '"\\x41\\u0042\\u{1F600}\\t\\q\\0"', ["AB😀\tq\0"]],
    ["a string that goes on in the next line", '"a\\\nb"', ["ab"]],
    ["texts joined by +", "f('a' + `b` +\n \"c\")", ["abc"]],
    ["an array that is joined", "const a = ['x', `y`,\n'z'].join('\\n');", ["x\ny\nz"]],
    ["an array that is joined with commas", "['x', 'y'].join()", ["x,y"]],
    ["an array that is not joined", "['x', 'y']", ["x", "y"]],
    ["neither comments", "// 'a'\n/* 'b' */ f('c') // it's", ["c"]],
    ["nor regular expressions", "x.replace(/[\"'/]/g, 'y'); a / b / 'z'", ["y", "z"]],
    ["a division", "const half = n / 2; f('x'); const y = n / 2;", ["x"]],
    ["no template with a substitution", "f(`a${b + `c${'d'}` + {e: 1}.e}`, 'f')", ["f"]],
    ["no sum with a computed part", "f('a' + b + 'c', x + 'd', 'e' + `${f}`)", []],
    ["no text that a method changes", "`a\n  b`.replace(/x/, 'y')", ["y"]],
    ["no array with a computed item", "['a', b].join(''); ['c', `${d}`].join('')", [""]],
    ["no item of an array that is mapped", "['a', 'b'].map(f); x['c'].d; x['e']", ["e"]],
    ["no text that never ends", "f('a', `b", ["a"]],
    ["no string that its line does not end", "f('a\n', 'b')", []],
    ["nothing", "", []],
  ])("are those of %s", (_, script, texts) => {
    expect(scriptTexts(script).filter((text) => text !== ", ")).toEqual(texts);
  });

  test("are what Node makes of each literal (random literals)", () => {
    const escaped = fc.constantFrom(
      "\\n",
      "\\r",
      "\\\\",
      "\\x41",
      "\\u0042",
      "\\u{43}",
      "\\'",
      '\\"',
      "\\`",
      "\\$",
      "\\q",
    );
    const plain = fc.constantFrom("a", " ", "$", "{", "}", "/", "//", "é", "😀", "+", "[", "]", ",");
    const body = fc.array(fc.oneof(escaped, plain), { maxLength: 12 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(body, fc.constantFrom('"', "'", "`"), (text, quote) => {
        fc.pre(quote !== "`" || !/(?<!\\)\$\{/.test(text));
        const literal = `${quote}${text}${quote}`;
        const judged: unknown = runInNewContext(literal);
        expect(scriptTexts(`f(${literal})`), literal).toEqual([judged]);
      }),
      { seed: 262, numRuns: 2000 },
    );
  });

  test("are found, or not, without an error and in linear time (random and long scripts)", () => {
    const pieces = [
      "'",
      '"',
      "`",
      "${",
      "}",
      "/",
      "\\",
      "\n",
      "[",
      "]",
      ".join(",
      ")",
      "+",
      "/*",
      "//",
      "a",
      "'x'",
      "\\u{",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
        for (const text of scriptTexts(parts.join(""))) expect(typeof text).toBe("string");
      }),
      { seed: 1, numRuns: 5000 },
    );
    const start = performance.now();
    for (const piece of [...pieces, "`${", "'a'+", "['a',", "a/"]) scriptTexts(piece.repeat(200_000 / piece.length));
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
