import type { Rule } from "../policies/framework/rule.js";
import { resourceLabel } from "../preview/resourceLabel.js";
import type { JudgingPack, PolicyInForce, PreviewedViolation, PreviewResult, Undetermined } from "../preview/result.js";
import type { ReportContext } from "./context.js";
import { element, xmlText } from "./xml.js";

/** What one policy says of one resource, or that it found nothing. */
interface Case {
  readonly name: string;
  readonly policy: string;
  readonly violations: PreviewedViolation[];
  readonly undetermined: Undetermined[];
}

type Outcome = "failure" | "error" | "skipped" | "passed";

/**
 * The result as the JUnit XML that Jenkins (xUnit plugin, junit-10.xsd), GitLab and Azure DevOps read: a test suite for
 * each pack; in it a test case for each policy and resource with findings, and one for each policy that judged and
 * found nothing. What blocks is a failure; advice, what is exempted and what could not be judged is skipped, and says so.
 */
export function formatJunit(result: PreviewResult, rules: readonly Rule[], { version }: ReportContext): string {
  const suites = result.packs.map((pack, index) => suiteOf(pack, index === 0, result, rules));
  const total = (outcome: Outcome): number => sum(suites.map(({ counts }) => counts[outcome]));
  const attributes = {
    name: `storefront-baseline ${version}`,
    ...{ tests: sum(suites.map(({ tests }) => tests)), failures: total("failure"), errors: total("error") },
  };
  const body = element("testsuites", attributes, ["\n", ...suites.map(({ xml }) => `${xml}\n`)]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}\n`;
}

function suiteOf(
  pack: JudgingPack,
  isFirst: boolean,
  result: PreviewResult,
  rules: readonly Rule[],
): { xml: string; tests: number; counts: Record<Outcome, number> } {
  const counts: Record<Outcome, number> = { failure: 0, error: 0, skipped: 0, passed: 0 };
  const cases = [...findingsOf(pack, result), ...passesOf(pack, result, rules)].map((one) => {
    const { outcome, children } = outcomeOf(one);
    counts[outcome] += 1;
    return caseXml(pack, one.policy, one.name, children);
  });
  if (!result.isComplete && isFirst) {
    counts.error += 1;
    const message = "The event log ends before the operation did: more may be wrong.";
    cases.push(caseXml(pack, "event-log", "The operation ran to its end.", [element("error", { message })]));
  }
  const said = isFirst ? saidByNoPack(result) : [];
  const facts = { project: result.program, stack: result.stack, operation: result.operation, version: pack.version };
  const properties = Object.entries(facts).map(([name, value]) => element("property", { name, value }));
  const tests = cases.length;
  const { failure: failures, error: errors, skipped } = counts;
  const xml = element("testsuite", { name: pack.name, tests, failures, errors, skipped, time: "0" }, [
    `\n${element("properties", {}, properties)}\n`,
    ...cases.map((one) => `${one}\n`),
    ...(said.length > 0 ? [element("system-out", {}, [xmlText(said.join(""))]), "\n"] : []),
  ]);
  return { xml, tests, counts };
}

/** What the program and the engine said, and what only an engine would have seen: told once, in the first suite. */
function saidByNoPack({ diagnostics, undetermined }: PreviewResult): string[] {
  const unseen = undetermined.filter(({ pack }) => pack === undefined);
  return [
    ...diagnostics.map(({ severity, message }) => `${severity}: ${message}\n`),
    ...unseen.map(({ reason, urn }) => `Not judged: ${reason} (${urn})\n`),
  ];
}

function caseXml(pack: JudgingPack, policy: string, name: string, children: readonly string[]): string {
  return element("testcase", { classname: `${pack.name}.${policy}`, name, time: "0" }, children);
}

function findingsOf({ name: pack }: JudgingPack, { violations, undetermined }: PreviewResult): Case[] {
  const cases = new Map<string, Case>();
  const caseOf = ({ id, policy, urn }: PreviewedViolation | Undetermined): Case => {
    const key = `${policy}\n${urn}`;
    const one = cases.get(key) ?? { name: `${id} ${resourceLabel(urn)}`, policy, violations: [], undetermined: [] };
    cases.set(key, one);
    return one;
  };
  for (const one of violations) if (one.pack === pack) caseOf(one).violations.push(one);
  for (const one of undetermined) if (one.pack === pack) caseOf(one).undetermined.push(one);
  return [...cases.values()];
}

/** The policies that had something to judge and found nothing; one of ours judges the types that it names. */
function passesOf({ name, policies }: JudgingPack, result: PreviewResult, rules: readonly Rule[]): Case[] {
  const types = new Set(result.resources.map(({ type }) => type));
  const spoke = new Set(
    [...result.violations, ...result.undetermined].filter(({ pack }) => pack === name).map(({ policy }) => policy),
  );
  const judged = ({ id, policy }: PolicyInForce): boolean => {
    const rule = rules.find((one) => one.id === id && one.name === policy);
    return !spoke.has(policy) && (rule === undefined || rule.types.some((type) => types.has(type)));
  };
  return policies.filter(judged).map(({ id, policy, title }) => ({
    name: title === "" ? id : `${id} ${title}`,
    ...{ policy, violations: [], undetermined: [] },
  }));
}

/** The outcome of the gravest that was said, and all of it. */
function outcomeOf({ violations, undetermined }: Case): { outcome: Outcome; children: string[] } {
  const standing = violations.filter(({ exemption }) => exemption === undefined);
  const said = [
    ...violations.map(({ severity, urn, message, exemption }) => {
      const until = exemption ? `Exempted until ${exemption.expires}: ${exemption.reason}\n` : "";
      return `${until}${message}\n${severity === "" ? "" : `Severity: ${severity}\n`}${urn}\n`;
    }),
    ...undetermined.map(({ reason, urn }) => `Not judged: ${reason}\n${urn}\n`),
  ].join("\n");
  const firstOf = ({ message }: PreviewedViolation): string => message.split("\n", 1)[0] ?? "";
  const blocking = standing.find(({ enforcementLevel }) => enforcementLevel === "mandatory");
  if (blocking) {
    const attributes = { type: blocking.severity === "" ? "mandatory" : blocking.severity, message: firstOf(blocking) };
    return { outcome: "failure", children: [element("failure", attributes, [xmlText(said)])] };
  }
  const [advice] = standing;
  const [exempted] = violations;
  const [unknown] = undetermined;
  const skipped = advice
    ? { type: "advisory", message: `Advice: ${firstOf(advice)}` }
    : exempted?.exemption
      ? { type: "exempted", message: `Exempted until ${exempted.exemption.expires}: ${exempted.exemption.reason}` }
      : unknown && { type: "undetermined", message: `Not judged: ${unknown.reason}` };
  if (!skipped) return { outcome: "passed", children: [] };
  return { outcome: "skipped", children: [element("skipped", skipped, [xmlText(said)])] };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
