import { ROOT_TYPE } from "./monitor.js";
import type { Paint, Style } from "./paint.js";
import { oneLine, resourceLabel, shortType } from "./resourceLabel.js";
import type { PreviewedResource, PreviewedViolation, PreviewResult, Remediation, Undetermined } from "./result.js";
import { wrapped } from "./wrap.js";

/** Sets a sentence below what it speaks of. */
type Prose = (text: string) => string[];

const OPERATIONS = { offline: "Preview", preview: "Preview", update: "Update" } as const;
const NOTES = { offline: "; offline: no state, no differences, no provider", preview: "", update: "" } as const;

/**
 * The preview as a person reads it: the tree, what blocks, what advises, what could not be judged, and a summary.
 *
 * @param width of the terminal, in columns; without it sentences stay on one line, so that they can be searched
 */
export function formatText(result: PreviewResult, paint: Paint, width = Infinity): string {
  const prose = (text: string): string[] => wrapped(text, width, " ".repeat(6));
  const standing = result.violations.filter(({ exemption }) => exemption === undefined);
  const mandatory = standing.filter(({ enforcementLevel }) => enforcementLevel === "mandatory");
  const advisory = standing.filter(({ enforcementLevel }) => enforcementLevel === "advisory");
  const exempted = result.violations.filter(({ exemption }) => exemption !== undefined);
  const mended = mendedBy(result);
  const sections = [
    [
      `${paint("bold", `${OPERATIONS[result.operation]} of ${result.program}`)} ${paint("dim", `(stack ${result.stack}${NOTES[result.operation]})`)}`,
      ...tree(result, paint),
    ],
    section(
      "Mended",
      "green",
      mended.flatMap((remediation) => remediationLines(remediation, paint)),
      paint,
    ),
    section(
      "Blocked",
      "red",
      mandatory.flatMap((violation) => violationLines(violation, prose, paint)),
      paint,
    ),
    section(
      "Advice",
      "yellow",
      advisory.flatMap((violation) => violationLines(violation, prose, paint)),
      paint,
    ),
    section(
      "Exempted",
      "cyan",
      exempted.flatMap((violation) => exemptionLines(violation, prose, paint)),
      paint,
    ),
    section("Not judged", "magenta", undeterminedLines(result.undetermined, prose, paint), paint),
    section(
      "Diagnostics",
      "bold",
      result.diagnostics.map(({ severity, message }) => `  ${severity}: ${message}`),
      paint,
    ),
    [summary(result, paint)],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function section(title: string, style: Style, lines: readonly string[], paint: Paint): string[] {
  return lines.length === 0 ? [] : [paint(style, title), ...lines];
}

function tree(result: PreviewResult, paint: Paint): string[] {
  const urns = new Set(result.resources.map(({ urn }) => urn));
  const children = new Map<string, PreviewedResource[]>();
  const root = result.resources.find(({ type }) => type === ROOT_TYPE);
  for (const resource of result.resources) {
    if (resource === root) continue;
    const parent = urns.has(resource.parent) ? resource.parent : (root?.urn ?? "");
    children.set(parent, [...(children.get(parent) ?? []), resource]);
  }
  const marks = marksOf(result, paint);
  const lines: string[] = [];
  const walk = (urn: string, indent: string): void => {
    const here = children.get(urn) ?? [];
    here.forEach((resource, index) => {
      const isLast = index === here.length - 1;
      const branch = paint("dim", `${indent}${isLast ? "└─" : "├─"}`);
      lines.push(
        `${branch} ${shortType(resource.type)} ${paint("bold", oneLine(resource.name))}${marks(resource.urn)}`,
      );
      walk(resource.urn, `${indent}${isLast ? "   " : "│  "}`);
    });
  };
  walk(root?.urn ?? "", "  ");
  return lines;
}

/** What follows a resource in the tree: the ids of the rules that speak of it. */
function marksOf(result: PreviewResult, paint: Paint): (urn: string) => string {
  const { violations, undetermined } = result;
  return (urn) => {
    const ids = (chosen: readonly { urn: string; id: string }[]): string =>
      [...new Set(chosen.filter((one) => one.urn === urn).map(({ id }) => id))].join(" ");
    const standing = violations.filter(({ exemption }) => exemption === undefined);
    const parts: [Style, string, string][] = [
      ["green", "~", ids(mendedBy(result))],
      ["red", "✗", ids(standing.filter(({ enforcementLevel }) => enforcementLevel === "mandatory"))],
      ["yellow", "!", ids(standing.filter(({ enforcementLevel }) => enforcementLevel === "advisory"))],
      ["cyan", "○", ids(violations.filter(({ exemption }) => exemption !== undefined))],
      ["magenta", "?", ids(undetermined)],
    ];
    return parts.map(([style, sign, found]) => (found === "" ? "" : `  ${paint(style, `${sign} ${found}`)}`)).join("");
  };
}

function mendedBy({ remediations }: PreviewResult): Remediation[] {
  return remediations.filter(({ problem }) => problem === undefined);
}

function remediationLines({ id, policy, urn, properties }: Remediation, paint: Paint): string[] {
  const name = id === policy ? "" : ` ${policy}`;
  return [
    `  ${paint("green", "~")} ${paint("bold", id)}${name}  ${paint("dim", resourceLabel(urn))}`,
    ...properties.map(({ path, before, after }) => `      ${path}: ${shown(before)} → ${shown(after)}`),
  ];
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

function violationLines(violation: PreviewedViolation, prose: Prose, paint: Paint): string[] {
  const isMandatory = violation.enforcementLevel === "mandatory";
  const sign = isMandatory ? paint("red", "✗") : paint("yellow", "!");
  const severity = violation.severity === "" ? "" : `, ${violation.severity}`;
  const policy = violation.id === violation.policy ? "" : ` ${violation.policy}`;
  return [
    `  ${sign} ${paint("bold", violation.id)}${policy}${severity}  ${paint("dim", resourceLabel(violation.urn))}`,
    ...violation.message
      .split("\n")
      .flatMap((line) => prose(line).map((part) => (line.startsWith("Fix: ") ? paint("green", part) : part))),
  ];
}

function exemptionLines(
  { id, policy, urn, message, exemption }: PreviewedViolation,
  prose: Prose,
  paint: Paint,
): string[] {
  return [
    `  ○ ${paint("bold", id)} ${policy}  ${paint("dim", resourceLabel(urn))}`,
    ...prose(message),
    ...prose(`Until ${exemption?.expires}: ${exemption?.reason}`),
  ];
}

/** One line for each rule and reason, however many resources share it. */
function undeterminedLines(undetermined: readonly Undetermined[], prose: Prose, paint: Paint): string[] {
  const groups = new Map<string, { one: Undetermined; where: string[] }>();
  for (const one of undetermined) {
    const key = `${one.id} ${one.reason}`;
    const group = groups.get(key) ?? { one, where: [] };
    group.where.push(resourceLabel(one.urn));
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ one, where }) => [
    `  ? ${paint("bold", one.id)} ${one.policy}  ${paint("dim", where.join(", "))}`,
    ...prose(one.reason),
  ]);
}

function summary(result: PreviewResult, paint: Paint): string {
  const counts = result.summary;
  const mended = mendedBy(result);
  const parts = [
    count(counts.resources, "resource"),
    ...(mended.length > 0 ? [paint("green", count(mended.length, "remediation"))] : []),
    counts.mandatory > 0 ? paint("red", count(counts.mandatory, "mandatory violation")) : "no mandatory violation",
    ...(counts.advisory > 0 ? [paint("yellow", `${counts.advisory} advisory`)] : []),
    ...(counts.exempted > 0 ? [paint("cyan", `${counts.exempted} exempted`)] : []),
    ...(counts.undetermined > 0 ? [paint("magenta", `${counts.undetermined} not judged`)] : []),
  ];
  return `${parts.join(", ")}. ${verdict(result, paint)}`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

function verdict({ summary: { mandatory }, operation, isComplete }: PreviewResult, paint: Paint): string {
  const isUpdate = operation === "update";
  if (mandatory > 0) return paint("red", isUpdate ? "The deploy was blocked." : "The deploy would be blocked.");
  if (!isComplete) return paint("yellow", "The log ends before the operation did: more may be wrong.");
  return paint("green", isUpdate ? "Nothing blocked the deploy." : "The deploy may go on.");
}
