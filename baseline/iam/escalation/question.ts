import type { Rights } from "./rights.js";
import type { KnownPrincipal, KnownStack } from "./stack.js";

/** What the judges of each effect ask about the holder and others. */
export interface Question {
  readonly rights: Rights;
  readonly stack: KnownStack;
  /** The principals that this resource names and that are stronger than the holder: administrators, now or soon. */
  stronger(resource: string, through: "assume" | { readonly service: string } | "any"): readonly KnownPrincipal[];
}
