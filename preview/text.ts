import { ROOT_TYPE } from "./monitor.js";
import type { Paint, Style } from "./paint.js";
import type {
  PreviewedRemediation,
  PreviewedResource,
  PreviewedViolation,
  PreviewResult,
  Undetermined,
} from "./result.js";

/** The preview as a person reads it: the tree, what blocks, what advises, what could not be judged, and a summary. */
export function formatText(result: PreviewResult, paint: Paint): string {
  const standing = result.violations.filter(({ exemption }) => exemption === undefined);
  const mandatory = standing.filter(({ enforcementLevel }) => enforcementLevel === "mandatory");
  const advisory = standing.filter(({ enforcementLevel }) => enforcementLevel === "advisory");
  const exempted = result.violations.filter(({ exemption }) => exemption !== undefined);
  const sections = [
    [
      `${paint("bold", `Preview of ${result.program}`)} ${paint("dim", `(stack ${result.stack}; offline: no state, no differences, no provider)`)}`,
      ...tree(result, paint),
    ],
    section(
      "Mended",
      "green",
      result.remediations.flatMap((remediation) => remediationLines(remediation, paint)),
      paint,
    ),
    section(
      "Blocked",
      "red",
      mandatory.flatMap((violation) => violationLines(violation, paint)),
      paint,
    ),
    section(
      "Advice",
      "yellow",
      advisory.flatMap((violation) => violationLines(violation, paint)),
      paint,
    ),
    section(
      "Exempted",
      "cyan",
      exempted.flatMap((violation) => exemptionLines(violation, paint)),
      paint,
    ),
    section("Not judged", "magenta", undeterminedLines(result.undetermined, paint), paint),
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
function marksOf({ remediations, violations, undetermined }: PreviewResult, paint: Paint): (urn: string) => string {
  return (urn) => {
    const ids = (chosen: readonly { urn: string; id: string }[]): string =>
      [...new Set(chosen.filter((one) => one.urn === urn).map(({ id }) => id))].join(" ");
    const standing = violations.filter(({ exemption }) => exemption === undefined);
    const parts: [Style, string, string][] = [
      ["green", "~", ids(remediations)],
      ["red", "✗", ids(standing.filter(({ enforcementLevel }) => enforcementLevel === "mandatory"))],
      ["yellow", "!", ids(standing.filter(({ enforcementLevel }) => enforcementLevel === "advisory"))],
      ["cyan", "○", ids(violations.filter(({ exemption }) => exemption !== undefined))],
      ["magenta", "?", ids(undetermined)],
    ];
    return parts.map(([style, sign, found]) => (found === "" ? "" : `  ${paint(style, `${sign} ${found}`)}`)).join("");
  };
}

function remediationLines({ id, policy, urn, properties }: PreviewedRemediation, paint: Paint): string[] {
  const name = id === policy ? "" : ` ${policy}`;
  return [
    `  ${paint("green", "~")} ${paint("bold", id)}${name}  ${paint("dim", whereOf(urn))}`,
    ...properties.map(({ path, before, after }) => `      ${path}: ${shown(before)} → ${shown(after)}`),
  ];
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

function violationLines(violation: PreviewedViolation, paint: Paint): string[] {
  const isMandatory = violation.enforcementLevel === "mandatory";
  const sign = isMandatory ? paint("red", "✗") : paint("yellow", "!");
  const severity = violation.severity === "" ? "" : `, ${violation.severity}`;
  const policy = violation.id === violation.policy ? "" : ` ${violation.policy}`;
  return [
    `  ${sign} ${paint("bold", violation.id)}${policy}${severity}  ${paint("dim", whereOf(violation.urn))}`,
    ...violation.message.split("\n").map((line) => `      ${line.startsWith("Fix: ") ? paint("green", line) : line}`),
  ];
}

function exemptionLines({ id, policy, urn, message, exemption }: PreviewedViolation, paint: Paint): string[] {
  return [
    `  ○ ${paint("bold", id)} ${policy}  ${paint("dim", whereOf(urn))}`,
    `      ${message}`,
    `      Until ${exemption?.expires}: ${exemption?.reason}`,
  ];
}

/** One line for each rule and reason, however many resources share it. */
function undeterminedLines(undetermined: readonly Undetermined[], paint: Paint): string[] {
  const groups = new Map<string, { one: Undetermined; where: string[] }>();
  for (const one of undetermined) {
    const key = `${one.id} ${one.reason}`;
    const group = groups.get(key) ?? { one, where: [] };
    group.where.push(whereOf(one.urn));
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ one, where }) => [
    `  ? ${paint("bold", one.id)} ${one.policy}  ${paint("dim", where.join(", "))}`,
    `      ${one.reason}`,
  ]);
}

function summary({ summary: counts, remediations }: PreviewResult, paint: Paint): string {
  const parts = [
    count(counts.resources, "resource"),
    ...(remediations.length > 0 ? [paint("green", count(remediations.length, "remediation"))] : []),
    counts.mandatory > 0 ? paint("red", count(counts.mandatory, "mandatory violation")) : "no mandatory violation",
    ...(counts.advisory > 0 ? [paint("yellow", `${counts.advisory} advisory`)] : []),
    ...(counts.exempted > 0 ? [paint("cyan", `${counts.exempted} exempted`)] : []),
    ...(counts.undetermined > 0 ? [paint("magenta", `${counts.undetermined} not judged`)] : []),
  ];
  const verdict =
    counts.mandatory > 0 ? paint("red", "The deploy would be blocked.") : paint("green", "The deploy may go on.");
  return `${parts.join(", ")}. ${verdict}`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

/** `cloudflare:index/dnsRecord:DnsRecord` as `cloudflare:DnsRecord`, as the engine shortens it. */
function shortType(type: string): string {
  const [pack = "", module = "", name = ""] = type.split(":");
  const folder = module.split("/")[0] ?? "";
  return [pack, ...(folder === "index" || folder === "" ? [] : [folder]), name].join(":");
}

/** The type and the name at the end of a URN. */
function whereOf(urn: string): string {
  const [, , types = "", ...name] = urn.split("::");
  const type = types.split("$").at(-1) ?? "";
  return name.length === 0 ? urn : `${shortType(type)} ${oneLine(name.join("::"))}`;
}

/** Names can hold anything, line ends included. */
function oneLine(name: string): string {
  return name.replace(/\s+/g, " ");
}
