import { isIP } from "node:net";
import type { Fault } from "../fault.js";
import { grammarFault, shown } from "./grammarFault.js";

/** A slip that publishers often make, in a word that is no term. */
interface Mistake {
  readonly pattern: RegExp;
  /** Completes "The term … ". */
  readonly says: string;
  readonly fix: string;
  readonly section: string;
}

const MISTAKES: readonly Mistake[] = [
  {
    pattern: /(?<=[a-z0-9.:/}])[-+~?]all$/i,
    says: "ends in all and its qualifier with no space before them",
    fix: "Put a space before the qualifier of all.",
    section: "§4.6.1",
  },
  {
    pattern: /^[-+~?]?ip(?:v[46])?(?::|$)/i,
    says: "begins with no mechanism's name: the mechanisms for addresses are named ip4 and ip6",
    fix: "Write ip4: before IPv4 addresses and ip6: before IPv6 addresses.",
    section: "§5.6",
  },
  {
    pattern: /^[-+~?]?(?:redirect|exp):/i,
    says: 'is written with ":"; redirect and exp are modifiers, which take "="',
    fix: 'Write "=" instead of ":".',
    section: "§6",
  },
  {
    pattern: /^["']|["';]$|(?<=all)[.,]$/i,
    says: "has a quotation mark or punctuation at its edge, which is no part of SPF's grammar",
    fix: "Remove the quotation mark or punctuation.",
    section: "§12",
  },
  {
    pattern: /^[-+~?]?(?:a|mx|ptr|ip4|ip6|include|exists):[^:=]+(?:(?:ip[46]|include|exists):|redirect=)/i,
    says: "holds the beginning of another term with no space before it",
    fix: "Put a space between the terms.",
    section: "§4.6.1",
  },
  {
    pattern: /^[-+~?]?(?:ip4|ip6|a|mx|include):[^%]*,/i,
    says: "holds a list; a mechanism takes one value",
    fix: "Repeat the mechanism for each value, with spaces between the terms.",
    section: "§4.6.1",
  },
];

/** Dashes that word processors put in place of the hyphen. */
const DASH = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/;
const WHITE_SPACE = /[\s\u200b]/;

/**
 * Recognises a common slip in a word that the grammar refuses.
 *
 * @param word the word as it stands between two spaces
 * @param position offset of the word in the record
 * @returns the fault, or `undefined` where the word is wrong in no common way
 */
export function commonMistake(word: string, position: number): Fault | undefined {
  for (const { pattern, says, fix, section } of MISTAKES) {
    const match = pattern.exec(word);
    if (match) return grammarFault(position + match.index, `The term ${shown(word)} ${says}.`, fix, section);
  }
  const family = isIP(word.replace(/\/[0-9]{1,3}$/, ""));
  if (family !== 0) {
    const message = `The IP address ${shown(word)} stands alone; a mechanism must name it.`;
    return grammarFault(position, message, `Write ip${family}:${word} instead.`, "§5.6");
  }
  return undefined;
}

/**
 * Gives the fault of a word that holds a character outside visible ASCII, of which terms consist (RFC 7208 §3.1).
 *
 * @param text what begins with the character
 * @param position its offset in the record
 */
export function foreignCharacter(text: string, position: number): Fault {
  const character = firstCharacter(text);
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  const fault = (what: string, fix: string): Fault =>
    grammarFault(
      position,
      `The record holds ${what}, U+${code}; only visible ASCII characters are allowed.`,
      fix,
      "§3.1",
    );
  if (DASH.test(character)) return fault("a typographic dash", 'Write the ASCII hyphen "-" instead.');
  if (WHITE_SPACE.test(character)) {
    return fault("white space other than the space", "Separate the terms by plain spaces only.");
  }
  if (character < " " || character === "\u007f") return fault("a control character", "Remove it.");
  return fault("a foreign character", "Remove it; write international domain names in A-labels (xn--…).");
}

/** UTF-8 has at most four octets for a character (RFC 3629 §3). */
const MAX_OCTETS = 4;

/** The character that somebody wrote: a record that comes from DNS has the octets of its UTF-8 form in its place. */
function firstCharacter(text: string): string {
  const first = String.fromCodePoint(text.codePointAt(0) ?? 0);
  const octets = /^[\x80-\xff]+/.exec(text.slice(0, MAX_OCTETS))?.[0] ?? "";
  const written = [...Buffer.from(octets, "latin1").toString("utf8")][0];
  return written === undefined || written === "\ufffd" ? first : written;
}
