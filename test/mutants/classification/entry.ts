import { ABSENT } from "../change.js";
import type { Mutant } from "../mutant.js";

/**
 * - `weakening`: the pack must refuse it
 * - `benign`: the pack must accept it
 * - `neutral`: neither; the provider refuses it, it has no effect, it takes rights away, or only a function suffers
 */
export type Class = "weakening" | "benign" | "neutral";

/**
 * What some changes are. Whatever no entry names is weakening; the first entry that names a change decides. No entry
 * names a rule of the pack.
 */
export interface Entry {
  /** Globs over type tokens, in which `*` stands for anything. */
  readonly types: readonly string[];
  /** Globs over places, `""` for the resource itself. A place goes for all below it as well. */
  readonly places: readonly string[];
  /** @default all */
  readonly operators?: readonly Mutant["operator"][];
  /** Which values afterwards; `ABSENT` where there is none. @default all */
  readonly to?: (value: unknown) => boolean;
  readonly when?: (mutant: Mutant) => boolean;
  /** `unjudgeable` is weakening that no program shows; the page counts it apart. */
  readonly is: Class | "unjudgeable";
  /** Why, from the provider's documentation where it is a fact. */
  readonly because: string;
}

/** A number from `least` to `most`. */
export function within(least: number, most = Infinity): (value: unknown) => boolean {
  return (value) => typeof value === "number" && value >= least && value <= most;
}

/** A number below or above what the provider takes. */
export function beyond(least: number, most = Infinity): (value: unknown) => boolean {
  return (value) => typeof value === "number" && (value < least || value > most);
}

/** One of these values; `ABSENT` for none, where the provider's default is as good. */
export function oneOf(...values: readonly unknown[]): (value: unknown) => boolean {
  return (value) => values.includes(value);
}

export const absent = oneOf(ABSENT);
