import type { Mutant } from "../mutant.js";

type Tests = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The statement that a mutant changes, as it stands in the program. */
export interface ChangedStatement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Of all kinds: ARNs, services, providers. */
  readonly principals: readonly string[];
  /** Each as `StringEquals aws:SourceArn`. */
  readonly tests: readonly string[];
}

const NONE: ChangedStatement = { actions: [], resources: [], principals: [], tests: [] };

/** What the changed statement says; nothing where the mutant is no change of one statement. */
export function statementOf({ from, to }: Mutant): ChangedStatement {
  const [before, after] = [statementsOf(from), statementsOf(to)];
  const found = before.find((statement, index) => JSON.stringify(statement) !== JSON.stringify(after[index]));
  if (found === undefined) return NONE;
  const condition = (found["Condition"] ?? {}) as Tests;
  return {
    actions: listOf(found["Action"]),
    resources: listOf(found["Resource"]),
    principals: principalsOf(found["Principal"]),
    tests: Object.entries(condition).flatMap(([operator, keys]) =>
      Object.keys(keys).map((key) => `${operator} ${key}`),
    ),
  };
}

/** Whether a mutant changes a statement that allows nothing but such actions. */
export function allowsOnly(actions: RegExp): (mutant: Mutant) => boolean {
  return (mutant) => {
    const { actions: allowed } = statementOf(mutant);
    return allowed.length > 0 && allowed.every((action) => actions.test(action));
  };
}

/** Whether a mutant changes a statement that is about resources named whole. */
export function namesResources(mutant: Mutant): boolean {
  const { resources } = statementOf(mutant);
  return resources.length > 0 && resources.every((arn) => !/^\*|:\*$|\/\*$/.test(arn));
}

/** Whether a mutant changes a statement with a test of such a key. */
export function tests(key: RegExp): (mutant: Mutant) => boolean {
  return (mutant) => statementOf(mutant).tests.some((test) => key.test(test));
}

/** Whether everybody whom the changed statement names is such a one. */
export function isOnlyFor(principal: RegExp): (mutant: Mutant) => boolean {
  return (mutant) => {
    const { principals } = statementOf(mutant);
    return principals.length > 0 && principals.every((one) => principal.test(one));
  };
}

function statementsOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  const document = (typeof value === "string" ? parsed(value) : value) as { Statement?: unknown } | undefined;
  return Array.isArray(document?.Statement) ? (document.Statement as Record<string, unknown>[]) : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function principalsOf(principal: unknown): string[] {
  return typeof principal === "object" && principal !== null
    ? Object.values(principal).flatMap(listOf)
    : listOf(principal);
}

function listOf(value: unknown): string[] {
  return value === undefined ? [] : [value].flat().map(String);
}
