import { UNKNOWN, type Maybe } from "../unknown.js";
import { valueMatches } from "./conditionValue.js";
import type { Condition, PolicyDocument } from "./document.js";
import { OPERATORS } from "./operators.js";
import { readVariables } from "./policyVariable.js";
import { and, not, some } from "./ternary.js";

/** What a request carries: its condition keys in any case, with one value or several. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** A request's context, for many look-ups. */
export type ContextKeys = ReadonlyMap<string, readonly string[]>;

/** Characters that stand for `*` and `?` of the request, which are no wildcards. No policy may hold them. */
const LITERAL: Readonly<Record<string, string>> = { "*": "\u{E000}", "?": "\u{E001}" };

/** The context with its keys in lower case: AWS compares them without regard to case. */
export function contextKeys(context: RequestContext): ContextKeys {
  return new Map(
    Object.entries(context).map(([key, value]) => [key.toLowerCase(), typeof value === "string" ? [value] : value]),
  );
}

/**
 * Whether all conditions of a statement hold.
 *
 * @returns `UNKNOWN` where that depends on an unknown value of the policy
 */
export function conditionsHold(
  conditions: readonly Condition[],
  context: ContextKeys,
  version: PolicyDocument["version"],
): Maybe<boolean> {
  return and(...conditions.map((condition) => conditionHolds(condition, context, version)));
}

/**
 * Whether one condition holds.
 *
 * Source: AWS IAM User Guide, "IAM JSON policy elements: Condition operators" and "Multivalued context keys".
 */
export function conditionHolds(
  condition: Condition,
  context: ContextKeys,
  version: PolicyDocument["version"],
): Maybe<boolean> {
  const { operator, set, ifExists, key } = condition;
  const given = context.get(key.toLowerCase()) ?? [];
  const isNegated = OPERATORS.get(operator)?.isNegated === true;
  if (operator === "Null") return nullHolds(condition, given.length === 0);
  if (given.length === 0) return ifExists || set === "ForAllValues" || (set === undefined && isNegated);
  const wanted = condition.values.map((value) =>
    value === UNKNOWN ? UNKNOWN : filledIn(value, operator, context, version),
  );
  const results = given.map((value) => anyMatches(operator, value, wanted));
  // Several values without a set operator: one that matches is enough, also to break a negated condition.
  if (set === undefined) return isNegated ? not(some(results)) : some(results);
  const held = isNegated ? results.map(not) : results;
  return set === "ForAnyValue" ? some(held) : not(some(held.map(not)));
}

/** A pattern of resources with its variables filled in; `undefined` where the request lacks one: then none matches. */
export function filledInResource(
  pattern: string,
  context: ContextKeys,
  version: PolicyDocument["version"],
): string | undefined {
  return filledIn(pattern, "StringLike", context, version);
}

/** A text in which `*` and `?` are characters, to be matched with what `filledInResource` gives. */
export function literal(text: string): string {
  return text.replace(/[*?]/g, (character) => LITERAL[character] ?? character);
}

/**
 * A policy's value with its variables filled in. In operators with wildcards those that a variable brings in are none.
 *
 * @returns `undefined` where the request does not carry a variable, or carries several values: nothing equals that
 */
function filledIn(
  value: string,
  operator: string,
  context: ContextKeys,
  version: PolicyDocument["version"],
): string | undefined {
  if (version === "2008-10-17" || !value.includes("${")) return value;
  const parts = readVariables(value);
  if (typeof parts === "string") return value;
  const hasWildcards = takesWildcards(operator);
  let text = "";
  for (const part of parts) {
    if (part.kind === "variable") {
      const found = context.get(part.key.toLowerCase());
      const filling =
        found === undefined || found.length === 0 ? part.fallback : found.length === 1 ? found[0] : undefined;
      if (filling === undefined) return undefined;
      text += hasWildcards ? literal(filling) : filling;
    } else {
      text += part.kind === "literal" && hasWildcards ? literal(part.text) : part.text;
    }
  }
  return text;
}

function takesWildcards(operator: string): boolean {
  return operator.startsWith("Arn") || operator.endsWith("Like");
}

function anyMatches(operator: string, given: string, wanted: readonly (Maybe<string> | undefined)[]): Maybe<boolean> {
  const compared = takesWildcards(operator) ? literal(given) : given;
  return some(
    wanted.map((value) => {
      if (value === UNKNOWN) return UNKNOWN;
      return value !== undefined && valueMatches(operator, compared, value);
    }),
  );
}

function nullHolds({ values }: Condition, isAbsent: boolean): Maybe<boolean> {
  return some(values.map((value) => (value === UNKNOWN ? UNKNOWN : (value.toLowerCase() === "true") === isAbsent)));
}
