import { quoted } from "./quotation.js";

/** Why a text is no character-string, and at which octet. */
interface Refusal {
  readonly at: number;
  readonly message: string;
}

/**
 * Reads a character-string with its escapes: `\X` for a character, `\DDD` for an octet (RFC 1035 §5.1).
 *
 * @param octets the content
 * @param from where the string begins
 * @param radix of the three digits of an escaped octet: 10 in zone files and at Cloudflare, 8 at Route 53
 * @returns the string and the offset of the unescaped quotation mark, or of the end, that follows it
 */
export function readString(octets: string, from: number, radix: 8 | 10): { at: number; string: string } | Refusal {
  let string = "";
  let at = from;
  while (at < octets.length && octets[at] !== '"') {
    if (octets[at] !== "\\") {
      string += octets[at++];
      continue;
    }
    const next = octets[at + 1];
    if (next === undefined) return { at, message: "The text ends with a backslash that escapes nothing." };
    const digits = octets.slice(at + 1, at + 4);
    if (!/[0-9]/.test(next)) {
      string += next;
      at += 2;
    } else if ((radix === 10 ? /^[0-9]{3}$/ : /^[0-7]{3}$/).test(digits) && parseInt(digits, radix) <= 255) {
      string += String.fromCharCode(parseInt(digits, radix));
      at += 4;
    } else {
      const allowed = radix === 10 ? "three decimal digits up to 255" : "three octal digits up to 377";
      return { at, message: `The escape ${quoted(`\\${digits}`)} is no octet; a backslash takes ${allowed}.` };
    }
  }
  return { at, string };
}

/** An octet as an escape of three digits, in decimal or in octal. */
export function escapedOctet(octet: string, radix: 8 | 10): string {
  return `\\${octet.charCodeAt(0).toString(radix).padStart(3, "0")}`;
}

/** The offset of the next octet that is no white space. */
export function skipWhiteSpace(octets: string, from: number): number {
  let at = from;
  while (at < octets.length && /[ \t\r\n]/.test(octets[at] ?? "")) at++;
  return at;
}

/** A text as octets: as it is where every character is one, else its UTF-8 form. */
export function toOctets(text: string): string {
  return /[^\0-\xff]/.test(text) ? utf8Octets(text) : text;
}

/** The octets of the UTF-8 form of a text. */
export function utf8Octets(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
