import type { Given } from "../support/pack.js";

/** For each rule: what it refuses, what stands next to that and passes, and what cannot be judged. */
export interface RuleCase {
  readonly bad: readonly Given[][];
  readonly good: readonly Given[][];
  readonly unknown: readonly Given[][];
}
