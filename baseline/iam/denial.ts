import { UNKNOWN, type Maybe } from "../unknown.js";
import { classifyCondition, oppositesOf } from "./conditionClass.js";
import type { Condition, Statement } from "./document.js";
import { coversResource, overlapsResource } from "./match.js";
import type { HeldDocument, Permit } from "./holdings.js";
import { actionMatches } from "./statementMatch.js";

/** A Deny in the sight of one action. */
export interface Denial {
  readonly statement: Statement;
  /** For messages: `A Deny of inline policy guard of role ci (NoUsers)`. */
  readonly name: string;
  readonly force: Force;
}

/** What a Deny says of one action, beside its resources. */
type Force =
  /** Every request is denied. */
  | { readonly kind: "full" }
  /** Requests that do not meet these are denied; `undefined` where AWS's operators cannot say which. */
  | { readonly kind: "partial"; readonly left: readonly Condition[] | undefined }
  | { readonly kind: "none"; readonly why: string }
  | { readonly kind: "unknown"; readonly why: string };

/** The statements of a document that deny an action, or may do so. */
export function denialsIn({ source, document }: HeldDocument, action: string): readonly Denial[] {
  return document.statements.flatMap((statement): readonly Denial[] => {
    const matched = statement.effect === "Allow" ? false : actionMatches(statement, action);
    if (matched === false) return [];
    const { sid } = statement;
    const name = `A Deny of ${source}${sid === undefined || sid === "" ? "" : ` (${sid})`}`;
    return [{ statement, name, force: matched === UNKNOWN ? UNKNOWN_FORCE : forceOf(statement, action) }];
  });
}

/** What a Deny leaves of a permit; `undefined` where nothing. */
export function deny(permit: Permit, { statement, name, force }: Denial): Permit | undefined {
  if (!isNear(permit, statement)) return permit;
  switch (force.kind) {
    case "unknown":
      return { ...noted(permit, `${name} may forbid it: ${force.why}.`), isCertain: false };
    case "none":
      return noted(permit, `${name} does not stop it: ${force.why}.`);
    case "partial":
      return narrowed(permit, statement, force.left, name);
    case "full":
      return without(permit, statement, name);
  }
}

const UNKNOWN_FORCE: Force = { kind: "unknown", why: "it is not known yet what it is about" };

function forceOf(statement: Statement, action: string): Force {
  if (statement.effect === UNKNOWN) return { kind: "unknown", why: "its Effect is not known yet" };
  if (statement.hasUnknownConditions === true) return { kind: "unknown", why: "its conditions are not known yet" };
  // Each condition must hold for the Deny to apply: the caller escapes by one that does not.
  const ways = statement.conditions.map((condition) => {
    const left = oppositesOf(condition);
    return { left, classes: left?.map((one) => ({ one, ...classifyCondition(one, action) })) };
  });
  const open = ways.filter(({ classes }) => !classes?.some(({ effect }) => effect === "impossible"));
  if (open.length === 0) return { kind: "full" };
  for (const { classes } of open) {
    const easy = classes?.every(({ effect }) => effect === "ineffective" || effect === "callerChosen");
    if (easy === true) return { kind: "none", why: classes?.map(({ reason }) => reason).join(", ") ?? "" };
  }
  const isUnknown = open.some(({ classes }) => classes?.some(({ effect }) => effect === "unknown"));
  if (isUnknown) return { kind: "unknown", why: "a value of its conditions is not known yet" };
  const [only, ...more] = open;
  const binding = only?.classes?.filter(({ effect }) => effect === "narrows").map(({ one }) => one);
  return { kind: "partial", left: more.length === 0 ? binding : undefined };
}

/** Whether a Deny and a permit can be about the same resource. */
function isNear({ resources }: Permit, { resources: denied }: Statement): boolean {
  if (!denied) return true;
  return resources.some((resource) => {
    if (resource === UNKNOWN || denied.values.includes(UNKNOWN)) return true;
    if (denied.negated) return !denied.values.some((value) => covered(value, resource));
    return denied.values.some((value) => value !== UNKNOWN && overlapsResource(loose(value), loose(resource)));
  });
}

/** The permit with what a Deny with conditions leaves: those conditions, where the Deny is about all its resources. */
function narrowed(
  permit: Permit,
  { resources }: Statement,
  left: readonly Condition[] | undefined,
  name: string,
): Permit {
  const isWhole =
    !resources ||
    (!resources.negated &&
      permit.resources.every((resource) => resources.values.some((value) => covered(value, resource))));
  const keys = left?.map(({ key }) => key).join(", ") ?? "";
  if (!isWhole || left === undefined) return noted(permit, `${name} forbids some requests, by its conditions.`);
  return {
    ...noted(permit, `${name} forbids other requests by ${keys}.`),
    conditions: [...permit.conditions, ...left],
  };
}

/** The permit without the resources of a Deny that nothing escapes. */
function without(permit: Permit, { resources }: Statement, name: string): Permit | undefined {
  if (!resources) return undefined;
  const known = resources.values.filter((value) => value !== UNKNOWN);
  if (resources.negated) return within(permit, resources.values, name);
  const left = permit.resources.filter((resource) => !known.some((value) => covered(value, resource)));
  if (left.length === 0) return undefined;
  const holes = known.filter((value) =>
    left.some((resource) => resource !== UNKNOWN && overlapsResource(loose(value), loose(resource))),
  );
  const isOpen = resources.values.includes(UNKNOWN) || (left.includes(UNKNOWN) && known.length > 0);
  const rest: Permit = { ...permit, resources: left, excluded: [...new Set([...permit.excluded, ...holes])] };
  return isOpen ? { ...noted(rest, `${name} is about resources that are not known yet.`), isCertain: false } : rest;
}

/**
 * The permit on those of its resources that lie in these patterns.
 *
 * @returns `undefined` where none does
 */
export function within(permit: Permit, patterns: readonly Maybe<string>[], name: string): Permit | undefined {
  const resources = new Set<Maybe<string>>();
  const notes: string[] = [];
  let isCertain = permit.isCertain;
  for (const resource of permit.resources) {
    if (patterns.some((pattern) => covered(pattern, resource))) {
      resources.add(resource);
      continue;
    }
    for (const pattern of patterns) {
      if (pattern === UNKNOWN || resource === UNKNOWN) {
        resources.add(resource);
        isCertain = false;
      } else if (covered(resource, pattern)) {
        resources.add(pattern);
      } else if (overlapsResource(loose(pattern), loose(resource))) {
        resources.add(resource);
        notes.push(`${name} leaves of ${resource} what is in ${pattern} as well.`);
      }
    }
  }
  if (resources.size === 0) return undefined;
  return { ...permit, resources: [...resources], isCertain, notes: [...permit.notes, ...notes] };
}

/** Whether a pattern holds all of a resource's: an unknown one lies in `*` alone. */
export function covered(wider: Maybe<string>, narrower: Maybe<string>): boolean {
  if (wider === UNKNOWN) return false;
  return narrower === UNKNOWN ? wider === "*" : coversResource(wider, narrower);
}

/** The pattern with a star for each policy variable: what it can stand for at most. */
function loose(pattern: string): string {
  return pattern.replace(/\$\{[^}]*\}/g, "*");
}

/** The permit with one more sentence for its reader. */
export function noted(permit: Permit, note: string): Permit {
  return permit.notes.includes(note) ? permit : { ...permit, notes: [...permit.notes, note] };
}
