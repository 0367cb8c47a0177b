import type { RuleSheet } from "../../policies/ruleSheet.js";
import { EFFECTS } from "./facts.js";
import { SEVERITY_STYLES, type Screen } from "./terminal.js";
import { wrapped } from "../../preview/wrap.js";

/** A list of rules, by topic: a line for each, and the rest of its title below. */
export function listText(sheets: readonly RuleSheet[], { width, paint }: Screen): string {
  const names = Math.max(...sheets.map(({ name }) => name.length)) + 2;
  // Where what stands before a title takes more than half of a line, the title stands below.
  const isNarrow = names + ID_COLUMN + SEVERITY_COLUMN > width / 2;
  const topics = [...new Set(sheets.map(({ topic }) => topic))];
  const lines = topics.flatMap((topic) => [
    `${paint("bold", topic.name)}  ${paint("dim", topic.threat)}`,
    ...sheets.flatMap(({ id, name, severity, title, topic: own }) => {
      if (own !== topic) return [];
      const head = `  ${paint("bold", id.padEnd(ID_COLUMN))}${paint(SEVERITY_STYLES[severity], severity.padEnd(SEVERITY_COLUMN))}`;
      if (isNarrow) return [`${head}${paint("cyan", name)}`, ...wrapped(title, width, " ".repeat(ID_COLUMN + 2))];
      const column = 2 + ID_COLUMN + SEVERITY_COLUMN + names;
      const [first = "", ...more] = wrapped(title, width - column);
      return [`${head}${paint("cyan", name.padEnd(names))}${first}`, ...more.map((line) => " ".repeat(column) + line)];
    }),
    "",
  ]);
  const mandatory = sheets.filter(({ level }) => level === "mandatory").length;
  const count = `${sheets.length} ${sheets.length === 1 ? "rule" : "rules"}, ${mandatory} mandatory and ${sheets.length - mandatory} advisory.`;
  return [...lines, `${count} ${paint("dim", "storefront-baseline explain RULE tells more.")}`, ""].join("\n");
}

const ID_COLUMN = 7;
const SEVERITY_COLUMN = 10;

/** A list of rules as a table in Markdown. */
export function listMarkdown(sheets: readonly RuleSheet[]): string {
  const rows = sheets.map(
    ({ id, name, title, severity, level }) => `| ${id} | \`${name}\` | ${title} | ${severity} | ${EFFECTS[level]} |`,
  );
  return ["| id | name | demands | severity | level |", "|---|---|---|---|---|", ...rows, ""].join("\n");
}
