import type { Resource } from "../framework/resource.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";

/** An object inside a property, with `UNKNOWN` for each value that is. */
export type Block = Readonly<Record<string, unknown>>;

/**
 * The objects that a property holds: a list of them, or one, which older spellings of a type hold as a list of one.
 *
 * @returns `UNKNOWN` where it cannot be told how many there are
 */
export function blocksOf(value: unknown): Maybe<readonly Maybe<Block>[]> {
  if (value === UNKNOWN) return UNKNOWN;
  return [value]
    .flat()
    .filter(
      (element): element is Maybe<Block> => (typeof element === "object" && element !== null) || element === UNKNOWN,
    );
}

/** The objects of a resource's property. */
export function blocks(resource: Resource, property: string): Maybe<readonly Maybe<Block>[]> {
  return blocksOf(resource.whole(property));
}

/**
 * What stands at a path of nested objects: the first of each list, as the provider takes one at most there.
 *
 * @returns `UNKNOWN` as soon as a part of the path is
 */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const name of path) {
    if (Array.isArray(current)) current = current[0] as unknown;
    if (current === UNKNOWN || typeof current !== "object" || current === null)
      return current === UNKNOWN ? UNKNOWN : undefined;
    current = (current as Block)[name];
  }
  return current ?? undefined;
}

/** The value as a text. */
export function asText(value: unknown): Maybe<string | undefined> {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return value === UNKNOWN || typeof value === "string" ? value : undefined;
}

/** The value as a flag. */
export function asFlag(value: unknown): Maybe<boolean | undefined> {
  if (value === "true" || value === "false") return value === "true";
  return value === UNKNOWN || typeof value === "boolean" ? value : undefined;
}

/** The value as a number. */
export function asNumber(value: unknown): Maybe<number | undefined> {
  if (value === UNKNOWN || typeof value === "number") return value;
  return typeof value === "string" && value !== "" && !Number.isNaN(Number(value)) ? Number(value) : undefined;
}
