/**
 * A change of one place in a resource's inputs, and how to make it.
 *
 * Inputs hold texts that are themselves structured: policy documents, event patterns. A path goes through such a text
 * as through an object: `policy`, `Statement`, 0, `Action`.
 */
export type Path = readonly (string | number)[];

/** What stands at the place afterwards: another value, or nothing. */
export const ABSENT = Symbol("absent");

export interface Change {
  readonly operator: Operator;
  readonly path: Path;
  /** The place as classification and page name it, without positions: `rules[].lifecycle.deleteAfter`. */
  readonly place: string;
  /** What became of what, in a few words. */
  readonly detail: string;
  /** The value after the change, or `ABSENT`. */
  readonly to: unknown;
  /** The value before. */
  readonly from: unknown;
}

/**
 * - `delete`: a property or an element is gone; `empty`: all elements of a list are
 * - `set`: a flag that the program left out is given
 * - `flip`, `number`, `choice`, `text`: another value of the same type
 * - `add`: one more element of a list, the widest that its kind knows
 * - `cut`: a reference to another resource names a foreign one
 * - `widen`, `narrow`, `turn`: statements of policy documents, in what they say
 * - `term`: a tag or term of a mail text
 * - `same`: another spelling of the same meaning
 */
export type Operator =
  | "delete"
  | "empty"
  | "set"
  | "flip"
  | "number"
  | "choice"
  | "text"
  | "add"
  | "cut"
  | "widen"
  | "narrow"
  | "turn"
  | "term"
  | "same";

/** The value with the change made at the path, the original untouched. */
export function edited(value: unknown, path: Path, to: unknown): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return to;
  if (typeof value === "string") return JSON.stringify(edited(JSON.parse(value), path, to));
  const copy: unknown = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  const at = copy as Record<string | number, unknown>;
  if (rest.length > 0) at[head] = edited(at[head], rest, to);
  else if (to !== ABSENT) at[head] = to;
  else if (Array.isArray(copy)) copy.splice(Number(head), 1);
  else delete at[head];
  return copy;
}

/** A path as classification names it: properties by name, elements by `[]`. */
export function placeOf(path: Path): string {
  return path.map((step, index) => (typeof step === "number" ? "[]" : index === 0 ? step : `.${step}`)).join("");
}

/** A value in a few words. */
export function brief(value: unknown): string {
  if (value === ABSENT) return "nothing";
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "undefined");
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
