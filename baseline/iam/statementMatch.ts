import { UNKNOWN, type Maybe } from "../unknown.js";
import { conditionsHold, filledInResource, literal, type ContextKeys } from "./conditions.js";
import type { Patterns, PolicyDocument, Statement } from "./document.js";
import { matches, matchesAction, matchesResource } from "./match.js";
import { and, not, some } from "./ternary.js";

/** The part of a request that a statement's action, resource and conditions look at. */
export interface RequestFacts {
  /** In any case: `s3:GetObject`. */
  readonly action: string;
  /** An ARN, or `*` where the action is performed on no resource. */
  readonly resource: string;
  readonly context: ContextKeys;
}

/** Whether a statement is about a request, whoever makes it. */
export function statementMatches(
  statement: Statement,
  request: RequestFacts,
  version: PolicyDocument["version"],
): Maybe<boolean> {
  const matched = and(actionMatches(statement, request.action), resourceMatches(statement, request, version));
  if (matched === false) return false;
  const held = conditionsHold(statement.conditions, request.context, version);
  return and(matched, statement.hasUnknownConditions === true ? and(held, UNKNOWN) : held);
}

/** Whether a statement is about an action. */
export function actionMatches({ actions }: Statement, action: string): Maybe<boolean> {
  return patternsMatch(actions, (pattern) => matchesAction(pattern, action));
}

function resourceMatches(
  { resources, principals }: Statement,
  { resource, context }: RequestFacts,
  version: PolicyDocument["version"],
): Maybe<boolean> {
  if (!resources) return true;
  const text = literal(resource);
  return patternsMatch(resources, (pattern) => {
    if (pattern === "*") return true;
    const filled = filledInResource(pattern, context, version);
    if (filled === undefined) return false;
    // Only what is attached to a principal, and so names none, has its ARNs completed.
    return principals ? matches(filled, text) : matchesResource(filled, text);
  });
}

function patternsMatch({ negated, values }: Patterns, test: (pattern: string) => boolean): Maybe<boolean> {
  const matched = some(values.map((value) => (value === UNKNOWN ? UNKNOWN : test(value))));
  return negated ? not(matched) : matched;
}
