import type { Finding, ParseError, Parsed } from "../finding.js";
import { type Fault, toFinding } from "./fault.js";
import { findLostSpaces } from "./lostSpace.js";
import { quoted } from "./quotation.js";
import { escapedOctet, readString, skipWhiteSpace, toOctets, utf8Octets } from "./txtEscape.js";

/**
 * The value of one TXT record. Both members are octet strings: each character stands for the octet of its code, so a
 * character beyond ASCII in a provider's text counts as the octets of its UTF-8 form.
 */
export interface TxtValue {
  /** What receivers read: the character-strings joined without anything between them. */
  readonly text: string;
  /** The character-strings as the content divides them; one of more than 255 octets cannot go on the wire. */
  readonly strings: readonly string[];
}

/** RFC 1035 §3.3: the length of a character-string is one octet. */
const MAX_STRING_LENGTH = 255;
/** The longest content that is read, in characters: 65,535 octets, each written as a four-character escape. */
const MAX_CONTENT_LENGTH = 4 * 65_535;
const RULE = "DNS02";

/**
 * Divides a text into character-strings of at most 255 octets. Where possible no boundary stands next to a space, so
 * that a tool which adds or drops a space there changes a word and is noticed.
 *
 * @param text an octet string; where it holds characters that are no octets, its UTF-8 form is taken
 * @returns at least one string; joined they are the text
 */
export function splitCharacterStrings(text: string): string[] {
  const octets = toOctets(text);
  const strings: string[] = [];
  let start = 0;
  while (octets.length - start > MAX_STRING_LENGTH) {
    let end = start + MAX_STRING_LENGTH;
    while (end > start && (octets[end - 1] === " " || octets[end] === " ")) end--;
    if (end === start) end = start + MAX_STRING_LENGTH;
    strings.push(octets.slice(start, end));
    start = end;
  }
  return [...strings, octets.slice(start)];
}

/**
 * Writes a TXT value as the `content` of a Cloudflare record: quoted character-strings with one space between them.
 *
 * @param text what receivers shall read, as an octet string
 */
export function toCloudflareTxt(text: string): string {
  // RFC 1035 §5.1: \X for a character with a meaning of its own, \DDD for an octet in decimal.
  const escape = (octet: string) => (octet === '"' || octet === "\\" ? `\\${octet}` : escapedOctet(octet, 10));
  return splitCharacterStrings(text)
    .map((string) => `"${string.replace(/[^ -~]|["\\]/g, escape)}"`)
    .join(" ");
}

/**
 * Writes a TXT value as one of the `records` of a Route 53 record. The AWS provider puts it in quotation marks, so the
 * text has none around it, and `""` between its character-strings.
 *
 * @param text what receivers shall read, as an octet string
 */
export function toRoute53Txt(text: string): string {
  // Route 53 takes \OOO for an octet in octal.
  return splitCharacterStrings(text)
    .map((string) => string.replace(/[^ -~]|["\\]/g, (octet) => escapedOctet(octet, 8)))
    .join('""');
}

/**
 * Reads the `content` of a Cloudflare TXT record: unquoted text, one quoted character-string, or several.
 *
 * @param content the content as a program gives it, or as the API returns it
 * @returns the value, or the fault (`DNS02`) of a content that opens a quotation mark and is no list of quoted strings
 */
export function fromCloudflareTxt(content: string): Parsed<TxtValue> {
  if (content.length > MAX_CONTENT_LENGTH) return refused("", 0, tooLong(content));
  const octets = utf8Octets(content);
  let at = skipWhiteSpace(octets, 0);
  if (octets[at] !== '"') return value([octets]);
  const strings: string[] = [];
  while (at < octets.length) {
    if (octets[at] !== '"')
      return refused(octets, at, "Text stands outside the quotation marks of the character-strings.");
    const read = readString(octets, at + 1, 10);
    if ("message" in read) return refused(octets, read.at, read.message);
    if (read.at === octets.length) return refused(octets, at, "The quotation mark that opens here is never closed.");
    strings.push(read.string);
    at = skipWhiteSpace(octets, read.at + 1);
  }
  return value(strings);
}

/**
 * Reads one of the `records` of a Route 53 TXT record, as given to the AWS provider.
 *
 * @param record the record's text; one that is already in quotation marks is read as holding them literally, since the
 * provider adds its own around it
 * @returns the value, or the fault (`DNS02`) of a record with a single unescaped quotation mark or a broken escape
 */
export function fromRoute53Txt(record: string): Parsed<TxtValue> {
  if (record.length > MAX_CONTENT_LENGTH) return refused("", 0, tooLong(record));
  const octets = utf8Octets(record);
  if (isInQuotationMarks(octets)) return value([octets]);
  const strings: string[] = [];
  let at = 0;
  for (;;) {
    const read = readString(octets, at, 8);
    if ("message" in read) return refused(octets, read.at, read.message);
    strings.push(read.string);
    if (read.at === octets.length) return value(strings);
    at = skipWhiteSpace(octets, read.at + 1);
    if (octets[at] !== '"') {
      return refused(
        octets,
        read.at,
        'A single unescaped quotation mark stands in the text; character-strings are joined by "".',
      );
    }
    at++;
  }
}

/**
 * Checks how a TXT value is divided and written, whatever it says: `DNS02` for what cannot go on the wire as meant,
 * `DNS03` for a space that was probably lost between two character-strings.
 *
 * @param txt the value, as one of the readers above gives it
 * @param subject the record's owner name
 */
export function checkTxt(txt: TxtValue, subject: string): Finding[] {
  const faults: Fault[] = [];
  const fault = (message: string, fix: string, reference: string) => {
    faults.push({ rule: RULE, position: 0, message, fix, reference });
  };
  for (const [index, string] of txt.strings.entries()) {
    if (string.length <= MAX_STRING_LENGTH) continue;
    fault(
      `The character-string ${index + 1} has ${string.length} octets; at most ${MAX_STRING_LENGTH} fit. Cloudflare divides it by itself, so that every later preview shows a difference, and Route 53 refuses it.`,
      "Divide the text into quoted strings of at most 255 octets each, without adding a space.",
      "RFC 1035 §3.3",
    );
  }
  if (isInQuotationMarks(txt.text)) {
    fault(
      "The text begins and ends with a literal quotation mark, so receivers do not recognise the record.",
      "Give the text without quotation marks of its own: for Route 53 the AWS provider adds them.",
      "RFC 1035 §5.1",
    );
  }
  const foreign = /[^ -~]/.exec(txt.text)?.[0];
  if (foreign !== undefined && /^\s*v=/i.test(txt.text.replace(/[^ -~]/g, ""))) {
    const octet = foreign.charCodeAt(0).toString(16).padStart(2, "0");
    fault(
      `The text holds the octet 0x${octet}, which is no printable ASCII character; a record that begins with "v=" has no other.`,
      "Type the record anew: copied text often brings dashes, spaces and quotation marks that only look like ASCII.",
      "RFC 7208 §4.5, RFC 6376 §3.2, RFC 9989 §4.8",
    );
  }
  for (const { word, position } of findLostSpaces(txt.strings)) {
    faults.push({
      rule: "DNS03",
      position,
      message: `Receivers join the character-strings without a space and read ${quoted(word, 200)} as one term.`,
      fix: "Move the space between the two terms inside one of the two character-strings.",
      reference: "RFC 7208 §3.3",
    });
  }
  return faults.map((found) => toFinding(found, subject));
}

/**
 * The text that was meant, where nothing but its quotation or its division is at fault: quotation marks that would be
 * published are those of a list of character-strings.
 */
export function meantText(txt: TxtValue): string | undefined {
  const unquoted = isInQuotationMarks(txt.text) ? fromCloudflareTxt(txt.text) : value([txt.text]);
  if (!unquoted.ok) return undefined;
  const { text } = unquoted.value;
  const strings = splitCharacterStrings(text);
  return checkTxt({ text, strings }, "").some(({ rule }) => rule === RULE) ? undefined : text;
}

function value(strings: readonly string[]): Parsed<TxtValue> {
  return { ok: true, value: { text: strings.join(""), strings } };
}

function refused(octets: string, at: number, message: string): Parsed<TxtValue> {
  const position = Buffer.from(octets.slice(0, at), "latin1").toString("utf8").length;
  const error: ParseError = { position, message, reference: "RFC 1035 §5.1", rule: RULE };
  return { ok: false, errors: [error] };
}

function tooLong(content: string): string {
  return `The content has ${content.length} characters; at most ${MAX_CONTENT_LENGTH} are read.`;
}

/** Whether a text is enclosed by quotation marks of which the last is not escaped. */
function isInQuotationMarks(octets: string): boolean {
  return octets.length > 1 && octets.startsWith('"') && /(?<!\\)"$/.test(octets.slice(-2));
}
