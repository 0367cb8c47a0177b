import type { Finding } from "../../finding.js";
import { quoted } from "../quotation.js";

/** A fact about a record, before it is known whose record it is. */
export type SpfFault = Omit<Finding, "subject">;

/** The longest term or name that a message shows in full, in characters. */
const MAX_SHOWN = 120;
const MAX_LISTED = 5;

/**
 * A term or a name of a valid record, for a message.
 *
 * @param text the term as written, or the name
 */
export function named(text: string): string {
  return quoted(text, MAX_SHOWN);
}

/**
 * Lists terms or names in a message; of many, only the first.
 *
 * @param texts the terms as written, or names
 */
export function listed(texts: readonly string[]): string {
  const first = texts.slice(0, MAX_LISTED).map((text) => named(text));
  const more = texts.length - first.length;
  return more > 0 ? `${first.join(", ")} and ${more} more` : first.join(", ");
}
