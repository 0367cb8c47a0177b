import type { Rule } from "../policies/framework/rule.js";
import { resourceLabel } from "../preview/resourceLabel.js";
import type { Position, PreviewedViolation, PreviewResult, Undetermined } from "../preview/result.js";
import type { ReportContext } from "./context.js";
import { markdownCode, markdownText } from "./markdownText.js";
import { placesOf } from "./place.js";

/** GitHub takes at most 65,536 characters of a comment; the rest is room for what a pipeline adds. */
const ROOM = 60_000;
/** Rows that stand open; longer tables fold. */
const OPEN_ROWS = 10;

/** A table of findings. */
interface Section {
  readonly title: string;
  /** How one and several that do not fit are spoken of. */
  readonly what: readonly [string, string];
  readonly head: readonly string[];
  readonly rows: readonly string[];
  readonly isOpen: boolean;
}

/**
 * The result as a comment on a pull request, in GitHub Flavored Markdown: what blocks first, then advice, what is
 * exempted and until when, and what could not be judged. Nothing in a name or a message is taken for markup. What does
 * not fit into a comment is counted.
 */
export function formatMarkdown(result: PreviewResult, _rules: readonly Rule[], context: ReportContext): string {
  const { violations, undetermined, remediations } = result;
  const place = placesOf(result, context);
  const standing = violations.filter(({ exemption }) => exemption === undefined);
  const blocking = standing.filter(({ enforcementLevel }) => enforcementLevel === "mandatory");
  const advice = standing.filter(({ enforcementLevel }) => enforcementLevel === "advisory");
  const exempted = violations.filter(({ exemption }) => exemption !== undefined);
  const found = (violation: PreviewedViolation): string[] => [
    ruleCell(violation),
    whereCell([violation.urn], place),
    messageCell(violation.message),
  ];
  const head = ["Rule", "Resource", "What is wrong, and how to mend it"];
  const sections = [
    section("Blocked", ["blocking finding", "blocking findings"], head, blocking.map(found), true),
    section("Advice", ["piece of advice", "pieces of advice"], head, advice.map(found), false),
    section(
      "Exempted",
      ["exempted finding", "exempted findings"],
      ["Rule", "Resource", "Until", "Reason", "What is exempted"],
      exempted.map((one) => [
        ...found(one).slice(0, 2),
        markdownText(one.exemption?.expires ?? ""),
        markdownText(one.exemption?.reason ?? ""),
        messageCell(one.message),
      ]),
      false,
    ),
    section(
      "Not judged",
      ["case not judged", "cases not judged"],
      ["Rule", "Resources", "Why"],
      undeterminedRows(undetermined, place),
      false,
    ),
    section(
      "Mended",
      ["remediation", "remediations"],
      ["Rule", "Resource", "Outcome"],
      remediations.map((one) => [
        ruleCell({ ...one, severity: "" }),
        whereCell([one.urn], place),
        one.problem === undefined ? "mended" : `not mended: ${markdownText(one.problem)}`,
      ]),
      false,
    ),
  ];
  const top = [
    // A pipeline finds the comment by it, to bring it up to date.
    `<!-- storefront-baseline ${[result.program, result.stack].join("/").replace(/[^\w./-]|--+/g, "_")} -->`,
    `## Storefront baseline: ${markdownText(result.program)} (stack ${markdownText(result.stack)})`,
    summaryOf(result),
  ].join("\n\n");
  const documents: string[] = [top];
  let room = ROOM - top.length;
  for (const one of sections.filter(({ rows }) => rows.length > 0)) {
    const text = sectionText(one, room);
    room -= text.length + 2;
    documents.push(text);
  }
  return `${documents.join("\n\n")}\n`;
}

function section(
  title: string,
  what: readonly [string, string],
  head: readonly string[],
  rows: readonly (readonly string[])[],
  isGrave: boolean,
): Section {
  const isOpen = isGrave && rows.length <= OPEN_ROWS;
  return { title, what, head, rows: rows.map((cells) => `| ${cells.join(" | ")} |`), isOpen };
}

/** A section with as many of its rows as there is room for. */
function sectionText({ title, what, head, rows, isOpen }: Section, room: number): string {
  const table = [`| ${head.join(" | ")} |`, `|${head.map(() => " --- |").join("")}`];
  const count = `${title}: ${rows.length}`;
  let used = table.join("\n").length + 200;
  const shown = rows.filter((row) => (used += row.length + 1) <= room);
  const hidden = rows.length - shown.length;
  const [one, several] = what;
  const more = hidden === 1 ? `1 more ${one} does not fit here.` : `${hidden} more ${several} do not fit here.`;
  const lines = [
    ...(shown.length > 0 ? [[...table, ...shown].join("\n")] : []),
    ...(hidden > 0 ? [`**${more}**`] : []),
  ];
  if (isOpen) return [`### ${count}`, ...lines].join("\n\n");
  // What blocks stays in sight, however long it is.
  const open = title === "Blocked" ? " open" : "";
  return [`<details${open}><summary><b>${count}</b></summary>`, ...lines, "</details>"].join("\n\n");
}

function summaryOf({ summary, operation, isComplete, packs }: PreviewResult): string {
  const { mandatory, advisory, exempted, undetermined, resources } = summary;
  const isUpdate = operation === "update";
  const verdict =
    mandatory > 0
      ? `**${plural(mandatory, "finding")} ${isUpdate ? "blocked" : mandatory === 1 ? "blocks" : "block"} the deploy**`
      : "**Nothing blocks the deploy**";
  const rest = [
    advisory === 0 ? [] : [`${advisory} ${advisory === 1 ? "piece" : "pieces"} of advice`],
    exempted === 0 ? [] : [`${exempted} exempted`],
    undetermined === 0 ? [] : [`${undetermined} not judged`],
  ].flat();
  const also = rest.length > 0 ? `; ${rest.join(", ")}` : "";
  const judges = packs.map(({ name, version }) => markdownText(version === "" ? name : `${name} ${version}`));
  const judged = `${plural(resources, "resource")}${judges.length > 0 ? `, judged by ${judges.join(" and ")}` : ""}`;
  const incomplete = isComplete ? "" : "\n\n**The event log ends before the operation did: more may be wrong.**";
  return `${verdict}${also}. ${judged}.${incomplete}`;
}

function ruleCell({ id, policy, severity }: { id: string; policy: string; severity: string }): string {
  const name = id === policy ? "" : ` ${markdownText(policy)}`;
  return `${markdownCode(id)}${name}${severity === "" ? "" : `<br>${markdownText(severity)}`}`;
}

/** Resources, with the file and line of each where they are known. */
function whereCell(urns: readonly string[], place: (urn: string) => Position | undefined): string {
  return urns
    .map((urn) => {
      const at = place(urn);
      const line = at ? `<br>${markdownCode(`${at.file}:${at.line}`)}` : "";
      return `${markdownCode(resourceLabel(urn))}${line}`;
    })
    .join("<br>");
}

/** The fact, and the remedy on a line of its own. */
function messageCell(message: string): string {
  const lines = message.split("\n").filter((line) => line.trim() !== "");
  return lines
    .map((line) => (line.startsWith("Fix: ") ? `<b>Fix:</b> ${markdownText(line.slice(5))}` : markdownText(line)))
    .join("<br>");
}

/** One row for each rule and reason, however many resources share it. */
function undeterminedRows(
  undetermined: readonly Undetermined[],
  place: (urn: string) => Position | undefined,
): string[][] {
  const groups = new Map<string, { one: Undetermined; urns: string[] }>();
  for (const one of undetermined) {
    const key = `${one.policy} ${one.reason}`;
    const group = groups.get(key) ?? { one, urns: [] };
    group.urns.push(one.urn);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ one, urns }) => [
    ruleCell({ ...one, severity: "" }),
    whereCell(urns.slice(0, OPEN_ROWS), place) +
      (urns.length > OPEN_ROWS ? `<br>and ${urns.length - OPEN_ROWS} more` : ""),
    markdownText(one.reason),
  ]);
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
