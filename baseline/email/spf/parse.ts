import type { Parsed } from "../../finding.js";
import { keeping } from "../../keeping.js";
import { firstCharacter } from "../firstCharacter.js";
import type { Fault } from "../fault.js";
import { grammarFault } from "./grammarFault.js";
import { foreignCharacter } from "./mistake.js";
import type { SpfRecord, SpfTerm } from "./record.js";
import { readTerm } from "./term.js";

/** The longest text that is read as an SPF record, in characters: the size of the largest TXT record (RFC 1035 §3.2.1). */
export const MAX_SPF_LENGTH = 65_535;

const VERSION = "v=spf1";

/** A record, or every fault in it together with its remedy. */
export type SpfReading =
  { readonly ok: true; readonly value: SpfRecord } | { readonly ok: false; readonly errors: readonly Fault[] };

/**
 * Whether receivers take a text for an SPF record: it begins with `v=spf1`, in any case, and then ends or has a space
 * (RFC 7208 §4.5).
 *
 * @param text the TXT record's text, its character-strings joined
 */
export function isSpf(text: string): boolean {
  return /^v=spf1(?: |$)/i.test(text);
}

/**
 * Whether somebody meant a text as an SPF record, and receivers take it for none: with white space before it, or another
 * character than a space behind the version.
 *
 * @param text the TXT record's text, its character-strings joined
 */
export function isMisspeltSpf(text: string): boolean {
  return !isSpf(text) && /^\s*(?:v\s*=\s*spf(?:1(?!\d)|\s)|spf1\s)/i.test(text);
}

/**
 * Reads an SPF record by the whole grammar of RFC 7208 §12, as receivers must before they evaluate it (§4.6).
 *
 * @param text the TXT record's text, its character-strings joined without a space (§3.3)
 * @returns the record, or every fault with its offset in the text
 */
export function parseSpf(text: string): Parsed<SpfRecord> {
  return readSpf(text);
}

/**
 * Reads a record as `parseSpf` does, and keeps the remedy of each fault.
 *
 * @param text the TXT record's text, its character-strings joined
 */
export function readSpf(text: string): SpfReading {
  return kept(text);
}

const kept = keeping(readAnew);

function readAnew(text: string): SpfReading {
  if (text.length > MAX_SPF_LENGTH) {
    const message = `The record has ${text.length} characters; a TXT record holds at most ${MAX_SPF_LENGTH} octets.`;
    return { ok: false, errors: [grammarFault(0, message, "Shorten the record.", "§3.4")] };
  }
  if (!isSpf(text)) return { ok: false, errors: [versionFault(text)] };
  const terms: SpfTerm[] = [];
  const errors: Fault[] = [];
  const given = new Set<string>();
  let position = VERSION.length;
  // RFC 7208 §4.6.1: only spaces, one or more, separate terms.
  for (const word of text.slice(VERSION.length).split(" ")) {
    const at = position;
    position += word.length + 1;
    if (word === "") continue;
    const read = readTerm(word, at);
    if (!read.ok) errors.push(...read.errors);
    else terms.push(read.value);
    const modifier = /^(redirect|exp)=/i.exec(word)?.[1]?.toLowerCase();
    if (modifier === undefined) continue;
    if (given.has(modifier)) errors.push(repeatedModifier(modifier, at));
    given.add(modifier);
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: { terms } };
}

/** RFC 7208 §6: redirect and exp appear at most once each; otherwise the result is permerror. */
function repeatedModifier(name: string, position: number): Fault {
  return {
    rule: "SPF10",
    position,
    message: `The modifier ${name} stands in the record more than once, for which receivers answer permerror.`,
    fix: `Keep one ${name}.`,
    reference: "RFC 7208 §6",
  };
}

function versionFault(text: string): Fault {
  const fault = (position: number, message: string): Fault => {
    const fix = "Begin the record with v=spf1 and a space.";
    return grammarFault(position, `${message}, so receivers see no SPF record in it.`, fix, "§4.5");
  };
  if (/^\s*["']/.test(text)) return fault(0, "The text is wrapped in literal quotation marks");
  if (/^\s+v=spf1/i.test(text)) return fault(0, "White space stands before v=spf1");
  if (!/^v=spf1/i.test(text)) return fault(0, "The text does not begin with v=spf1");
  const next = firstCharacter(text.slice(VERSION.length));
  if (!/[\x21-\x7e]/.test(next)) return foreignCharacter(next, VERSION.length);
  return fault(VERSION.length, `Behind v=spf1 stands ${JSON.stringify(next)} instead of a space`);
}
