import { isIPv4, isIPv6 } from "node:net";

/** A word that two neighbouring character-strings form together although it was meant as two SPF terms. */
export interface GluedWord {
  /** The word that receivers read. */
  readonly word: string;
  /** Offset of the boundary within the word's record, in octets from 0. */
  readonly position: number;
}

/** A character-string of this length was probably cut by a tool that counts octets, not between two terms. */
const CUT_BY_LENGTH = 240;
/** Longer than any SPF term can be: a domain name has at most 253 octets. */
const MAX_TERM_LENGTH = 300;

/**
 * Finds the boundaries between the character-strings of an SPF record where a space was probably lost: the last word
 * before and the first word after are terms of their own. Strings are joined without a space (RFC 7208 §3.3).
 *
 * @param strings the character-strings; nothing is found where their text is no SPF record
 */
export function findLostSpaces(strings: readonly string[]): GluedWord[] {
  if (!/^v=spf1( |$)/i.test(strings[0] ?? "")) return [];
  const found: GluedWord[] = [];
  let position = 0;
  for (const [index, before] of strings.entries()) {
    position += before.length;
    const last = before.slice(-MAX_TERM_LENGTH).split(" ").at(-1) ?? "";
    const first = (strings[index + 1] ?? "").slice(0, MAX_TERM_LENGTH).split(" ")[0] ?? "";
    const wasCut = before.length >= CUT_BY_LENGTH && /^(all|a|mx|ptr)$/i.test(first);
    if (isWholeTerm(last) && beginsLikeTerm(first) && !wasCut && !isAddressTerm(last + first)) {
      found.push({ word: last + first, position });
    }
  }
  return found;
}

function isWholeTerm(word: string): boolean {
  return /^v=spf1$/i.test(word) || isAddressTerm(word) || (beginsLikeTerm(word) && !/^[-+~?]?ip[46]:/i.test(word));
}

function beginsLikeTerm(word: string): boolean {
  return /^[-+~?]?(all$|(a|mx|ptr)($|[:/])|(include|exists|ip4|ip6):.)|^(redirect|exp)=./i.test(word);
}

function isAddressTerm(word: string): boolean {
  const [, family, address] = /^[-+~?]?(ip[46]):([0-9a-f:.]+)(\/[0-9]{1,3})?$/i.exec(word) ?? [];
  if (family === undefined || address === undefined) return false;
  return family.endsWith("4") ? isIPv4(address) : isIPv6(address);
}
