import { createHash } from "node:crypto";
import type { Invocation, Location, Log, Notification, Result, Run, Suppression } from "sarif";
import type { Rule } from "../policies/framework/rule.js";
import { urnParts } from "../preview/resourceLabel.js";
import type {
  Diagnostic,
  JudgingPack,
  Position,
  PreviewedViolation,
  PreviewResult,
  Undetermined,
} from "../preview/result.js";
import type { ReportContext } from "./context.js";
import { placesOf } from "./place.js";
import { levelOfViolation, SarifRules } from "./sarifRules.js";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const OWN_PACK = "storefront-baseline";
const NOTIFICATION_LEVELS = { info: "note", warning: "warning", error: "error" } as const;
const SEMANTIC_VERSION = /^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

/**
 * The result as SARIF 2.1.0 (OASIS, with Errata 01), one run for each pack. What an exemption covers is a result with a
 * suppression, what could not be judged a result of the kind `open`.
 */
export function formatSarif(result: PreviewResult, rules: readonly Rule[], context: ReportContext): string {
  const packs = result.packs.length > 0 ? result.packs : [{ name: OWN_PACK, version: context.version, policies: [] }];
  const known = placesOf(result, context);
  // Code scanning shows no result without a place: the project's own file is one that exists.
  const place = (urn: string): Position => known(urn) ?? { file: context.projectFile, line: 1, column: 1 };
  const log: Log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: packs.map((pack, index) => runOf(pack, index === 0, result, rules, context, place)),
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/**
 * The same without what is exempted or could not be judged: GitHub's code scanning reads neither `suppressions` nor
 * `kind`, and would open an alert for each.
 */
export function formatSarifForGitHub(result: PreviewResult, rules: readonly Rule[], context: ReportContext): string {
  const violations = result.violations.filter(({ exemption }) => exemption === undefined);
  return formatSarif({ ...result, violations, undetermined: [] }, rules, context);
}

function runOf(
  { name, version, policies }: JudgingPack,
  isFirst: boolean,
  result: PreviewResult,
  rules: readonly Rule[],
  { homepage }: ReportContext,
  place: (urn: string) => Position,
): Run {
  const described = new SarifRules(rules, policies);
  const count = counter();
  const common = (finding: PreviewedViolation | Undetermined, text: string): Result => ({
    ruleId: finding.id,
    ruleIndex: described.indexOf(finding),
    message: { text: messageText(text) },
    locations: [locationOf(finding.urn, place(finding.urn))],
    partialFingerprints: fingerprintsOf(finding, count),
  });
  const results = [
    ...result.violations
      .filter(({ pack }) => pack === name)
      .map((violation): Result => ({
        ...common(violation, violation.message),
        kind: "fail",
        level: levelOfViolation(violation),
        ...(violation.exemption && { suppressions: [suppressionOf(violation.exemption)] }),
        properties: { severity: violation.severity, enforcementLevel: violation.enforcementLevel },
      })),
    ...result.undetermined
      .filter(({ pack }) => pack === name)
      .map((one): Result => ({ ...common(one, one.reason), kind: "open", level: "none" })),
  ];
  const { descriptors, taxonomies } = described;
  return {
    tool: {
      driver: {
        name,
        ...(version !== "" && { version }),
        ...(SEMANTIC_VERSION.test(version) && { semanticVersion: version }),
        ...(name === OWN_PACK && homepage !== undefined && { informationUri: homepage }),
        rules: descriptors,
        ...(taxonomies.length > 0 && {
          supportedTaxonomies: taxonomies.map((taxonomy, index) => ({ name: taxonomy.name, index })),
        }),
      },
    },
    // GitHub's category of an analysis is all before the last slash: each stack keeps its own alerts.
    automationDetails: { id: `${name}/${result.program}/${result.stack}/` },
    invocations: [invocationOf(result, isFirst)],
    originalUriBaseIds: { "%SRCROOT%": { description: { text: "The root of the repository." } } },
    columnKind: "utf16CodeUnits",
    results,
    ...(taxonomies.length > 0 && { taxonomies }),
  };
}

/** What the program and the engine said is told once, in the first run. */
function invocationOf({ isComplete, summary, diagnostics, undetermined }: PreviewResult, isFirst: boolean): Invocation {
  const unseen = undetermined.filter(({ pack }) => pack === undefined);
  const told: Diagnostic[] = [
    ...diagnostics,
    ...unseen.map(({ urn, reason }): Diagnostic => ({ severity: "warning", message: `${reason} (${urn})` })),
  ];
  const notifications = told.map(({ severity, message }): Notification => ({
    level: NOTIFICATION_LEVELS[severity],
    message: { text: messageText(message) },
  }));
  return {
    executionSuccessful: isComplete,
    exitCode: summary.mandatory > 0 ? 1 : 0,
    ...(isFirst && notifications.length > 0 && { toolExecutionNotifications: notifications }),
  };
}

function locationOf(urn: string, { file, line, column }: Position): Location {
  const { type, name } = urnParts(urn);
  return {
    // Code scanning demands all four; where an expression ends is not known.
    physicalLocation: {
      artifactLocation: { uri: file.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" },
      region: { startLine: line, startColumn: column, endLine: line, endColumn: column + 1 },
    },
    logicalLocations: [
      {
        name: name === "" ? urn : name,
        fullyQualifiedName: urn,
        kind: "resource",
        ...(type !== "" && { properties: { type } }),
      },
    ],
  };
}

function suppressionOf({ expires, reason }: NonNullable<PreviewedViolation["exemption"]>): Suppression {
  return {
    kind: "external",
    status: "accepted",
    justification: `${reason} (until ${expires})`,
    properties: { expires },
  };
}

/**
 * What makes a finding the same in the next run: its rule and its resource, whatever the stack is called and wherever
 * the code moves. Of the keys, code scanning uses `primaryLocationLineHash` alone; it would otherwise take findings
 * on one line for one.
 */
function fingerprintsOf(
  { id, urn }: PreviewedViolation | Undetermined,
  count: (key: string) => number,
): Result["partialFingerprints"] {
  const resource = urn.replace(/^urn:pulumi:[^:]*::/, "");
  const hash = createHash("sha256").update(`${id}\n${resource}`).digest("hex").slice(0, 16);
  const fingerprint = `${hash}:${count(hash)}`;
  return { primaryLocationLineHash: fingerprint, "ruleAndResource/v1": fingerprint };
}

/** Counts how often a key came, from 1. */
function counter(): (key: string) => number {
  const counts = new Map<string, number>();
  return (key) => {
    const next = (counts.get(key) ?? 0) + 1;
    counts.set(key, next);
    return next;
  };
}

/**
 * A text in which nothing is a placeholder or a link: braces are doubled (SARIF 2.1.0 §3.11.5), and what would be an
 * embedded link (§3.11.6) is parted.
 */
function messageText(text: string): string {
  const message = text
    .replace(/[{}]/g, "$&$&")
    .replaceAll("](", "] (")
    .replace(/\p{Cs}/gu, "\ufffd");
  return message.trim() === "" ? "(no message)" : message;
}
