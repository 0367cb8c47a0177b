import { UNKNOWN, type Maybe } from "../unknown.js";

/** Whether all hold; known as soon as one does not. */
export function and(...results: readonly Maybe<boolean>[]): Maybe<boolean> {
  if (results.includes(false)) return false;
  return results.includes(UNKNOWN) ? UNKNOWN : true;
}

/** Whether one holds; known as soon as one does. */
export function some(results: readonly Maybe<boolean>[]): Maybe<boolean> {
  if (results.includes(true)) return true;
  return results.includes(UNKNOWN) ? UNKNOWN : false;
}

export function or(...results: readonly Maybe<boolean>[]): Maybe<boolean> {
  return some(results);
}

export function not(result: Maybe<boolean>): Maybe<boolean> {
  return result === UNKNOWN ? UNKNOWN : !result;
}
