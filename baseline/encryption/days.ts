import type { Problem } from "../problem.js";

/** Whole days in a range. */
export function dayProblems(property: string, days: number, minimum: number, maximum: number): Problem[] {
  if (Number.isInteger(days) && days >= minimum && days <= maximum) return [];
  return [{ property, reason: `It is ${days}; whole days from ${minimum} to ${maximum} are allowed.` }];
}
