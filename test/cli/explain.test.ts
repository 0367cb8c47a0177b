import { readFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { explain, type ExplainFlags } from "../../cli/explain.js";
import { ruleText } from "../../cli/explain/terminal.js";
import { pieces, textWidth, wrapped } from "../../preview/wrap.js";
import { ruleSheets, type RuleSheet } from "../../policies/ruleSheet.js";
import { rules } from "../../policies/rules.js";
import { capture } from "../support/output.js";

function run(asked: readonly string[], flags: ExplainFlags = {}) {
  const streams = capture();
  const status = explain(asked, flags, streams);
  return { status, out: streams.out(), err: streams.err() };
}
const json = (asked: readonly string[], flags: ExplainFlags = {}): RuleSheet[] => {
  const { out, err } = run(asked, { ...flags, format: "json" });
  expect(err).toBe("");
  return JSON.parse(out) as RuleSheet[];
};
const listed = (flags: ExplainFlags): string[] => json([], flags).map(({ id }) => id);

describe("a rule", () => {
  test.each(["DM03", "dm03", "dmarc-enforcement", "DMARC-Enforcement"])("is found as %s", (asked) => {
    const { status, out, err } = run([asked]);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toMatch(/^DM03 {2}A DMARC policy is quarantine or reject/);
  });

  test("is told with all that is known of it", () => {
    const { out } = run(["ENC13"]);
    for (const part of [
      /Severity +critical: it blocks/,
      /Judges +one resource/,
      /Presets +remediate in remediate; advisory in audit/,
      /Remediation +the level remediate sets \{"publiclyAccessible":false\}/,
      /\nWhy\n {2}A database/,
      /\nFix\n {2}Leave/,
      /\nRefused\n {2}│ new aws\.rds/,
      /\n {2}Fix: /,
      /\nAccepted\n {2}│ new aws\.rds/,
      /\nWhat it cannot judge\n/,
      /"rule": "ENC13"/,
      /PCI DSS 4\.0\.1 1\.4\.4 \(satisfies\)/,
      /\n {2}aws:rds Instance, Cluster, ClusterInstance\n/,
    ])
      expect(out).toMatch(part);
  });

  test("is told in Markdown as its page has it, without links that lead nowhere", () => {
    const page = readFileSync(path.resolve(__dirname, "../../docs/rules/DM03.md"), "utf8");
    const { out } = run(["DM03"], { format: "markdown" });
    expect(out).toContain("# DM03: ");
    expect(out).not.toContain("](");
    const withoutLinks = page.replace(/^.*\n\n/, "").replace(/\[([A-Z0-9]+)\]\([^)]*\)/g, "$1");
    expect(out).toBe(withoutLinks);
  });

  test("is one object in JSON, and several are several, in the order in which they were asked for", () => {
    const [first, second] = json(["spf-single-record", "DM03"]);
    expect([first?.id, second?.id]).toEqual(["SPF01", "DM03"]);
    expect(second).toMatchObject({
      name: "dmarc-enforcement",
      severity: "critical",
      level: "mandatory",
      judges: ["resource"],
      topic: { letters: "DM", name: "DMARC" },
    });
    expect(second?.presets).toContainEqual({ preset: "yahoo", level: "advisory" });
  });

  test("has the settings that it reads", () => {
    const settings = Object.fromEntries(ruleSheets().map((sheet) => [sheet.id, sheet.settings]));
    expect(settings["SPF22"]).toContain("spfIncludes");
    expect(settings["IAM09"]).toEqual(expect.arrayContaining(["trustedAccounts", "vendorAccounts"]));
    expect(settings["ENC08"]).toContain("secretRotationDays");
    expect(settings["DK02"]).toEqual([]);
  });

  test("that does not exist is refused with the nearest, all at once, and nothing is told", () => {
    const { status, out, err } = run(["DM33", "DM03", "spf-gramar", "iam-escalat"]);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toContain('"DM33" is no rule of this pack (did you mean "DM03"?).');
    expect(err).toContain('"spf-gramar" is no rule of this pack (did you mean "spf-grammar"?).');
    expect(err).toContain("IAM05 iam-escalation-path, IAM06 iam-escalation-union");
  });
});

describe("the list", () => {
  test("has every rule, by topic, and counts", () => {
    const { status, out } = run([]);
    expect(status).toBe(0);
    for (const { id, name } of rules) expect(out).toMatch(new RegExp(`\\n  ${id} +[a-z]+ +${name}\\b`));
    expect(out).toMatch(new RegExp(`\\n${rules.length} rules, \\d+ mandatory and \\d+ advisory\\.`));
  });

  test("is filtered by severity, topic, type, standard and level, and by all of them at once", () => {
    const all = ruleSheets();
    const ids = (passes: (sheet: RuleSheet) => boolean): string[] => all.filter(passes).map(({ id }) => id);
    expect(listed({ severity: ["low", "medium"] })).toEqual(ids(({ level }) => level === "advisory"));
    expect(listed({ level: ["advisory"] })).toEqual(ids(({ level }) => level === "advisory"));
    expect(listed({ topic: ["dmarc"] })).toEqual(ids(({ id }) => id.startsWith("DM")));
    expect(listed({ topic: ["iam"] })).toEqual(ids(({ id }) => id.startsWith("IAM")));
    expect(listed({ type: ["aws:rds/instance:Instance"] })).toEqual(
      ids(({ types }) => types.includes("aws:rds/instance:Instance")),
    );
    expect(listed({ standard: ["PCI DSS"] })).toEqual(
      ids(({ references }) => references.some(({ standard }) => standard.startsWith("PCI DSS"))),
    );
    expect(listed({ standard: ["pci 1.4.4"] })).toContain("ENC13");
    expect(listed({ standard: ["RFC 7208 4.6.4"] })).toContain("SPF03");
    expect(listed({ topic: ["SPF"], severity: ["critical"] })).toEqual(["SPF07"]);
  });

  test("does not take a part of a number for the number", () => {
    expect(listed({ standard: ["PCI 1.4"] })).toEqual(listed({ standard: ["PCI 1.4.4"] }));
    expect(listed({ standard: ["RFC 7208 4.6.4"] })).not.toContain("SPF09");
  });

  test.each([
    [{ severity: ["hight"] }, '(did you mean "high"?). Allowed are critical, high, medium, low.'],
    [{ topic: ["mail"] }, "Allowed are SPF, DKIM, DMARC"],
    [{ type: ["aws:lamda"] }, '(did you mean "aws:lambda"?)'],
    [{ standard: ["HIPAA"] }, '--standard is "HIPAA", which no rule has'],
    [{ level: [""] }, '--level is ""'],
    [{ topic: ["SPF"], type: ["aws:rds"] }, "No rule passes all of these filters."],
    [{ format: "yaml" }, '--format is "yaml"; allowed are text, markdown, json.'],
    [{ format: "constructor" }, '--format is "constructor"'],
  ])("refuses %j", (flags, sentence) => {
    const { status, out, err } = run([], flags);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toContain(sentence);
  });

  test("refuses rules and filters together", () => {
    expect(run(["DM03"], { severity: ["high"] })).toMatchObject({ status: 2, out: "" });
  });

  test("is a table in Markdown", () => {
    const { out } = run([], { topic: ["MX"], format: "markdown" });
    expect(out).toMatch(/^\| id \| name \| demands \| severity \| level \|\n\|---/);
    expect(out).toContain("| MX02 | `mx-target` |");
  });
});

describe.each([40, 80, 120])("in a terminal of %i columns", (width) => {
  test("no line is wider, but for words that are", () => {
    for (const sheet of ruleSheets()) {
      const text = ruleText(sheet, { width, isTerminal: true, paint: (_, plain) => plain });
      const wide = text.split("\n").filter((line) => [...line].length > width);
      expect(wide.filter((line) => line.trim().split(" ").length > 1 && !/^ +\w+ +\S+$/.test(line))).toEqual([]);
    }
  });
});

test("colours are only paint", () => {
  for (const sheet of ruleSheets()) {
    const screen = { width: 80, isTerminal: false };
    const plain = ruleText(sheet, { ...screen, paint: (_, text) => text });
    const painted = ruleText(sheet, { ...screen, paint: (_, text) => `\u001b[31m${text}\u001b[39m` });
    expect(stripVTControlCharacters(painted)).toBe(plain);
  }
});

test("code that is broken into pieces joins again, and in a file it is not broken", () => {
  expect(pieces("abcdefg", 3)).toEqual(["abc", "def", "g"]);
  expect(pieces("", 3)).toEqual([""]);
  const [sheet] = ruleSheets();
  const line = `const text = "${"x".repeat(200)}";`;
  const long = { ...(sheet as RuleSheet), refused: `${line}\n` };
  const text = (isTerminal: boolean): string => ruleText(long, { width: 60, isTerminal, paint: (_, plain) => plain });
  expect(text(false)).toContain(`  │ ${line}\n`);
  const lines = text(true).split("\n");
  const first = lines.indexOf(lines.find((one) => one.startsWith("  │ const text")) ?? "");
  expect(
    lines
      .slice(first, first + 4)
      .map((one) => one.slice(4))
      .join(""),
  ).toBe(line);
  expect(
    lines
      .slice(first, first + 4)
      .map((one) => one[2])
      .join(""),
  ).toBe("│┆┆┆");
});

test("sentences break at spaces alone, and the width has bounds", () => {
  expect(wrapped("a bb ccc\ndddddddd e", 6, " ")).toEqual([" a bb", " ccc", " dddddddd", " e"]);
  const at = (columns?: number): number => textWidth({ columns } as unknown as NodeJS.WritableStream);
  expect([at(), at(20), at(100), at(300)]).toEqual([80, 40, 100, 110]);
});
