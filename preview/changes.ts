import { isDeepStrictEqual } from "node:util";
import type { Properties } from "./result.js";

/** One value that differs. */
export interface Change {
  /** Names and indexes, for example `rules[0].bucketKeyEnabled`. */
  readonly path: string;
  /** `undefined` where there was none. */
  readonly before: unknown;
  /** `undefined` where there is none any more. */
  readonly after: unknown;
}

/** Every value that differs between two sets of properties, each by its path; lists of another length differ as a whole. */
export function changesBetween(before: Properties, after: Properties): Change[] {
  return differences(before, after, "");
}

function differences(before: unknown, after: unknown, path: string): Change[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((element: unknown, index) => differences(element, after[index], `${path}[${index}]`));
  }
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => differences(before[name], after[name], path === "" ? name : `${path}.${name}`));
  }
  return [{ path, before, after }];
}

function isObject(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
