import { UNKNOWN, type Maybe } from "../unknown.js";
import { and, not, some } from "../iam/ternary.js";

/** An event, or an object in one. A field that nobody knows is `UNKNOWN`; one that is not there is left out. */
export interface EventFields {
  readonly [field: string]: Maybe<string | number | boolean | null | EventFields | readonly string[]>;
}

type Fields = Readonly<Record<string, unknown>>;
type Leaf = string | number | boolean | null;

/**
 * Whether an event pattern of EventBridge takes an event: each field that it names has one of the values, `$or` needs
 * one of its patterns, and what it does not name may be anything.
 *
 * Source: Amazon EventBridge User Guide, "Creating Amazon EventBridge event patterns" and "Comparison operators for use
 * in event patterns".
 *
 * @returns `false` for a pattern that EventBridge refuses, `UNKNOWN` where it depends on a field that nobody knows or on
 *   an operator that is not read here
 */
export function takesEvent(pattern: string, event: EventFields): Maybe<boolean> {
  let read: unknown;
  try {
    read = JSON.parse(pattern);
  } catch {
    return false;
  }
  return isFields(read) && Object.keys(read).length > 0 ? takes(read, event) : false;
}

function takes(pattern: Fields, event: EventFields | undefined): Maybe<boolean> {
  return and(
    ...Object.entries(pattern).map(([field, wanted]): Maybe<boolean> => {
      if (field === "$or" && Array.isArray(wanted)) {
        return some(wanted.filter(isFields).map((alternative) => takes(alternative, event)));
      }
      const value = event?.[field];
      if (value === UNKNOWN) return UNKNOWN;
      if (isFields(wanted)) return takes(wanted, isFields(value) ? value : undefined);
      return Array.isArray(wanted) && wanted.length > 0 ? takesValue(wanted, value) : false;
    }),
  );
}

/** Of a field with several values one is enough. */
function takesValue(wanted: readonly unknown[], value: unknown): Maybe<boolean> {
  const values = (value === undefined ? [undefined] : [value].flat()) as (Leaf | EventFields | undefined)[];
  return some(wanted.flatMap((filter) => values.map((one) => meets(filter, one))));
}

function meets(filter: unknown, value: Leaf | EventFields | undefined): Maybe<boolean> {
  if (!isFields(filter)) return filter === value;
  const operators = Object.entries(filter);
  const [operator, operand] = operators[0] ?? [];
  if (operator === undefined || operators.length > 1) return false;
  if (operator === "exists") return (value !== undefined && !isFields(value)) === operand;
  if (value === undefined || isFields(value)) return false;
  if (operator === "anything-but") {
    const refused: readonly unknown[] = [operand].flat();
    return not(some(refused.map((one) => meets(one, value))));
  }
  if (typeof value !== "string") return UNKNOWN; // numbers and their ranges: no alarm of the baseline has them
  return ofText(operator, operand, value);
}

function ofText(operator: string, operand: unknown, value: string): Maybe<boolean> {
  if (isFields(operand)) {
    const folded = operand["equals-ignore-case"];
    return typeof folded === "string" ? ofText(operator, folded.toLowerCase(), value.toLowerCase()) : UNKNOWN;
  }
  if (typeof operand !== "string") {
    return Array.isArray(operand) && operator !== "numeric"
      ? some(operand.map((one: unknown) => ofText(operator, one, value)))
      : UNKNOWN;
  }
  if (operator === "prefix") return value.startsWith(operand);
  if (operator === "suffix") return value.endsWith(operand);
  if (operator === "equals-ignore-case") return value.toLowerCase() === operand.toLowerCase();
  if (operator === "wildcard") return wildcard(operand).test(value);
  return UNKNOWN;
}

/** `*` stands for any characters; a backslash takes its meaning away. */
function wildcard(pattern: string): RegExp {
  const parts = [...pattern.matchAll(/\\([*\\])|(\*)|([^])/g)].map(([, escaped, star, plain]) =>
    star === undefined ? (escaped ?? plain ?? "").replace(/[.*+?^${}()|[\]\\]/g, "\\$&") : "[^]*",
  );
  return new RegExp(`^${parts.join("")}$`);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
