import { isTerminal, paintFor } from "../preview/paint.js";
import { ruleSheets, type RuleSheet } from "../policies/ruleSheet.js";
import { rulesBy, rulesNamed, type RuleFilters } from "./explain/choose.js";
import { listMarkdown, listText } from "./explain/list.js";
import { rulePage } from "./explain/markdown.js";
import { ruleText, type Screen } from "./explain/terminal.js";
import { textWidth } from "../preview/wrap.js";
import type { ExitStatus, Streams } from "./streams.js";

/** The flags of `storefront-baseline explain`, as they stand on the command line. */
export interface ExplainFlags extends RuleFilters {
  /** `text`, `markdown` or `json`. @default "text" */
  readonly format?: string;
}

interface Format {
  readonly ofRules: (sheets: readonly RuleSheet[], screen: Screen) => string;
  readonly ofList: (sheets: readonly RuleSheet[], screen: Screen) => string;
}

const FORMATS: Readonly<Record<string, Format>> = {
  text: { ofRules: (sheets, screen) => sheets.map((sheet) => ruleText(sheet, screen)).join("\n"), ofList: listText },
  markdown: { ofRules: (sheets) => sheets.map((sheet) => rulePage(sheet)).join("\n"), ofList: listMarkdown },
  json: { ofRules: toJson, ofList: toJson },
};

/**
 * Runs `storefront-baseline explain [RULE...]`: what rules demand and why, with programs that they refuse and accept;
 * without a rule the list of all, or of those that pass the filters.
 *
 * @param asked ids or policy names of rules
 * @param flags the flags
 * @param streams where it writes
 * @returns 0, or 2 for wrong usage
 */
export function explain(asked: readonly string[], flags: ExplainFlags, streams: Streams): ExitStatus {
  const { format: name = "text", ...filters } = flags;
  const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
  const chosen = asked.length > 0 ? rulesNamed(asked, ruleSheets()) : rulesBy(filters, ruleSheets());
  const faults = [
    ...(format ? [] : [`--format is "${name}"; allowed are ${Object.keys(FORMATS).join(", ")}.`]),
    ...(asked.length > 0 && Object.keys(filters).length > 0
      ? ["Filters choose among all rules: give rules, or filters."]
      : []),
    ...("faults" in chosen ? chosen.faults : []),
  ];
  if (!format || !("sheets" in chosen) || faults.length > 0) {
    streams.stderr.write(`${faults.join("\n")}\n`);
    return 2;
  }
  const { stdout } = streams;
  const screen = { width: textWidth(stdout), isTerminal: isTerminal(stdout), paint: paintFor(stdout) };
  stdout.write((asked.length > 0 ? format.ofRules : format.ofList)(chosen.sheets, screen));
  return 0;
}

/** One object for each rule, in a list. */
function toJson(sheets: readonly RuleSheet[]): string {
  return `${JSON.stringify(sheets, undefined, 2)}\n`;
}
