import type { Fault } from "../fault.js";
import { quoted } from "../quotation.js";

/** The longest piece of a refused record that a message shows, in characters: shorter than a line of a PEM key. */
const MAX_SHOWN = 60;

/**
 * A fault in a record's grammar, which makes receivers answer permerror for the whole record (RFC 7208 §4.6).
 *
 * @param position offset in the record, in characters from 0
 * @param message one full sentence or two: what stands there and what is allowed
 * @param fix what to do, as an imperative sentence
 * @param section the section of RFC 7208, for example `§5.6`
 */
export function grammarFault(position: number, message: string, fix: string, section: string): Fault {
  return { rule: "SPF02", position, message, fix, reference: `RFC 7208 ${section}` };
}

/**
 * A piece of a record for a message, or only its length where it is long.
 *
 * @param text the piece
 */
export function shown(text: string): string {
  return quoted(text, MAX_SHOWN);
}
