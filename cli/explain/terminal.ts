import type { Paint, Style } from "../../preview/paint.js";
import { exemptionExample, type RuleSheet } from "../../policies/ruleSheet.js";
import { facts, notJudged, typesByService } from "./facts.js";
import { pieces, wrapped } from "../../preview/wrap.js";

/** Where a text is shown. */
export interface Screen {
  /** Columns to which sentences are set. */
  readonly width: number;
  /** Whether lines of code are broken too. In a file, or another program's input, they stay whole. */
  readonly isTerminal: boolean;
  readonly paint: Paint;
}

export const SEVERITY_STYLES: Readonly<Record<RuleSheet["severity"], Style>> = {
  critical: ["bold", "red"],
  high: "red",
  medium: "yellow",
  low: "cyan",
};

const NAME_COLUMN = 13;
const asItIs = (text: string): string => text;

/** A rule as a person reads it in a terminal. */
export function ruleText(sheet: RuleSheet, screen: Screen): string {
  const { id, title, why, fix, says, refused, accepted, undetermined, references, related, types, severity } = sheet;
  const { width, paint } = screen;
  const prose = (text: string): string[] => wrapped(text, width, "  ");
  const message = prose(says).map((line) => (line.startsWith("  Fix: ") ? paint("green", line) : line));
  const sections: [string, string[]][] = [
    ["Why", prose(why)],
    ["Fix", prose(fix)],
    [`Refused`, [...codeLines(refused, "red", screen), "", ...message]],
    ["Accepted", codeLines(accepted, "green", screen)],
    ["What it cannot judge", prose([notJudged(sheet, asItIs), ...(undetermined ? [undetermined] : [])].join("\n"))],
    ["Exempting", codeLines(exemptionExample(id), "dim", screen)],
    ["References", references.flatMap((one) => prose(`${one.standard} ${one.section} (${one.strength})`))],
    ...(related.length > 0 ? [["Related rules", prose(related.join(", "))] as [string, string[]]] : []),
    ["Types", typesByService(types).flatMap(prose)],
  ];
  return [
    ...wrapped(`${id}  ${title}`, width).map((line) => paint("bold", line)),
    ...facts(sheet, asItIs).flatMap(([name, value]) =>
      factLines(name, value, width).map(([label, text]) =>
        name === "Severity" ? paint("dim", label) + paint(SEVERITY_STYLES[severity], text) : paint("dim", label) + text,
      ),
    ),
    ...sections.flatMap(([name, lines]) => ["", paint("bold", name), ...lines]),
    "",
  ].join("\n");
}

/** A value beside its name, and below itself where it is long. */
function factLines(name: string, value: string, width: number): [string, string][] {
  return wrapped(value, width - NAME_COLUMN - 2).map((line, index) => [
    `  ${(index === 0 ? name : "").padEnd(NAME_COLUMN)}`,
    line,
  ]);
}

/** Code beside a bar; the rest of a line that is too long stands beside a broken one. */
function codeLines(code: string, style: Style, { width, isTerminal, paint }: Screen): string[] {
  return code
    .trimEnd()
    .split("\n")
    .flatMap((line) =>
      (isTerminal ? pieces(line, width - 4) : [line]).map(
        (piece, index) => `  ${paint(style, index === 0 ? "│" : "┆")} ${piece}`,
      ),
    );
}
