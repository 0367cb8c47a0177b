import { LOOKUP_LIMIT } from "./limits.js";
import type { SpfFault } from "./spfFault.js";

/** From this many look-ups on, one more sender may exceed the limit. */
export const NEAR_LOOKUP_LIMIT = 8;

/**
 * Judges a number of terms that query DNS: SPF03 above the limit, SPF20 close to it.
 *
 * @param terms how many
 * @param has how the sentence begins, for example `The record has`
 */
export function lookupFault(terms: number, has: string): SpfFault | undefined {
  if (terms < NEAR_LOOKUP_LIMIT) return undefined;
  const fix =
    "Remove includes that no sender needs at this name, or move a sender to a MAIL FROM subdomain of its own.";
  const fact = `${has} ${terms} terms that query DNS, and at most ${LOOKUP_LIMIT} are allowed`;
  const reference = "RFC 7208 §4.6.4";
  if (terms > LOOKUP_LIMIT) {
    return { rule: "SPF03", message: `${fact}; receivers answer permerror.`, fix, reference };
  }
  const message = `${fact}; a sender that adds ${LOOKUP_LIMIT + 1 - terms} behind its include breaks the record.`;
  return { rule: "SPF20", message, fix, reference };
}
