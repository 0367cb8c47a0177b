import type { AuditFinding, AuditResult, AuditSection } from "./audit.js";
import type { Paint } from "../preview/paint.js";
import type { SeenRecord } from "./audit/part.js";
import { plain, printable } from "./streams.js";

/** What is shown of a file that was fetched. */
const MAX_LINES = 20;
const MAX_LINE_LENGTH = 300;

/** The audit as a person reads it: what receivers see, what is wrong with it, and what to do. */
export function auditText({ domain, sections, summary }: AuditResult, paint: Paint): string {
  const lines = [
    `${paint("bold", `What receivers see of ${domain}`)} ${paint("dim", "(live DNS)")}`,
    ...sections.flatMap((section) => ["", ...sectionLines(section, paint)]),
    "",
    verdict(summary, paint),
  ];
  return `${lines.join("\n")}\n`;
}

function sectionLines({ title, seen, notes, findings, suggestions, failures }: AuditSection, paint: Paint): string[] {
  return [
    `${mark({ seen, findings, failures }, paint)} ${paint("bold", title)}`,
    ...seen.flatMap((record) => seenLines(record, paint)),
    ...notes.map((note) => `    ${paint("dim", plain(note))}`),
    ...[...findings].sort(byWeight).flatMap((finding) => findingLines(finding, paint)),
    ...suggestions.map((suggestion) => `    ${paint("cyan", "→")} ${plain(suggestion)}`),
    ...failures.map((failure) => `    ${paint("magenta", "?")} No answer: ${plain(failure)}`),
  ];
}

/** A record on one line; of a file each line, up to a few, on its own. */
function seenLines({ name, type, text }: SeenRecord, paint: Paint): string[] {
  const head = `    ${paint("dim", `${name} ${type}`)}`;
  if (type !== "GET") return [`${head}  ${printable(text)}`];
  const lines = text.replace(/\r?\n$/, "").split(/\r?\n/);
  const more = lines.length - MAX_LINES;
  const shown = lines.slice(0, MAX_LINES).map((line) => `      ${printable(line.slice(0, MAX_LINE_LENGTH))}`);
  return [head, ...shown, ...(more > 0 ? [paint("dim", `      and ${more} more lines`)] : [])];
}

function mark(
  { seen, findings, failures }: Pick<AuditSection, "seen" | "findings" | "failures">,
  paint: Paint,
): string {
  if (findings.some(({ isMandatory }) => isMandatory)) return paint("red", "✗");
  if (failures.length > 0) return paint("magenta", "?");
  if (findings.length > 0) return paint("yellow", "!");
  return seen.length > 0 ? paint("green", "✓") : paint("dim", "–");
}

function findingLines({ id, severity, isMandatory, message, fix, reference }: AuditFinding, paint: Paint): string[] {
  const sign = isMandatory ? paint("red", "✗") : paint("yellow", "!");
  return [
    `    ${sign} ${paint("bold", id)} ${severity}  ${plain(message)} ${paint("dim", `(${reference})`)}`,
    `      ${paint("green", `Fix: ${plain(fix)}`)}`,
  ];
}

function verdict({ mandatory, advisory, failures }: AuditResult["summary"], paint: Paint): string {
  const parts = [
    mandatory > 0 ? paint("red", `${mandatory} to mend`) : paint("green", "nothing that must be mended"),
    ...(advisory > 0 ? [paint("yellow", `${advisory} advised`)] : []),
    ...(failures > 0 ? [paint("magenta", `${failures} question${failures === 1 ? "" : "s"} without an answer`)] : []),
  ];
  return `${parts.join(", ")}.`.replace(/^n/, "N");
}

function byWeight(one: AuditFinding, other: AuditFinding): number {
  return Number(other.isMandatory) - Number(one.isMandatory);
}
