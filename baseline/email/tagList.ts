import type { Fault } from "./fault.js";
import { codePointName, firstCharacter } from "./firstCharacter.js";
import { quoted } from "./quotation.js";

/** The longest text that is read as a tag list, in characters: the size of the largest TXT record (RFC 1035 §3.2.1). */
export const MAX_TAG_LIST_LENGTH = 65_535;
/** After this many faults the rest of a tag list is not worth reading. */
const MAX_FAULTS = 8;
const REFERENCE = "RFC 6376 §3.2";
const FIX = "Write the record as name=value tags separated by semicolons, each tag once.";

/** One `name=value` of a tag list. */
export interface Tag {
  /** The name as written; names are case-sensitive. */
  readonly name: string;
  /** The value without the white space around it. */
  readonly value: string;
  /** Offset of the tag's name in the text, in characters from 0. */
  readonly position: number;
}

/** A tag list as far as it could be read. */
export interface TagList {
  /** The well-formed tags in their order; of a repeated tag only the first. */
  readonly tags: readonly Tag[];
  /** What is malformed. */
  readonly faults: readonly Fault[];
  /** Whether a tag stands twice, which makes the whole list invalid. */
  readonly hasDuplicates: boolean;
}

/**
 * Reads a tag=value list of RFC 6376 §3.2, the form of DKIM keys and, by RFC 9989 §4.7, of DMARC records.
 *
 * @param text the record's text, its character-strings joined
 * @param rule the rule that a malformed list breaks
 */
export function readTagList(text: string, rule: string): TagList {
  const fault = (position: number, message: string): Fault => {
    return { position, message, fix: FIX, reference: REFERENCE, rule };
  };
  if (text.length > MAX_TAG_LIST_LENGTH) {
    const message = `The record has ${text.length} characters; a TXT record holds at most ${MAX_TAG_LIST_LENGTH} octets.`;
    return { tags: [], faults: [fault(0, message)], hasDuplicates: false };
  }
  const tags = new Map<string, Tag>();
  const faults: Fault[] = [];
  let hasDuplicates = false;
  let start = 0;
  while (start <= text.length && faults.length < MAX_FAULTS) {
    const semicolon = text.indexOf(";", start);
    const end = semicolon === -1 ? text.length : semicolon;
    const read = readTag(text, start, end);
    if (read !== undefined && typeof read !== "string") {
      if (tags.has(read.name)) {
        hasDuplicates = true;
        const message = `The tag ${quoted(read.name)} stands twice, which makes the whole record invalid.`;
        faults.push(fault(read.position, message));
      } else {
        tags.set(read.name, read);
      }
    } else if (read !== undefined) {
      faults.push(fault(start, read));
    } else if (semicolon !== -1) {
      faults.push(fault(start, "Nothing stands before a semicolon; a tag of the form name=value is needed there."));
    }
    start = end + 1;
  }
  return { tags: [...tags.values()], faults, hasDuplicates };
}

/** The tag between two offsets, a sentence where it is malformed, nothing where only white space stands there. */
function readTag(text: string, from: number, to: number): Tag | string | undefined {
  const [start, end] = trimmed(text, from, to);
  if (start === end) return undefined;
  const equals = text.indexOf("=", start);
  if (equals === -1 || equals >= end) {
    return `The part ${quoted(text.slice(start, end))} is no tag: it has no "=" between a name and a value.`;
  }
  const [nameStart, nameEnd] = trimmed(text, start, equals);
  const name = text.slice(nameStart, nameEnd);
  if (!/^[a-z][a-z0-9_]*$/i.test(name)) {
    return `The name ${quoted(name)} is no tag name; a name is a letter, then letters, digits and underscores.`;
  }
  const value = text.slice(...trimmed(text, equals + 1, end));
  const foreign = value.search(/[^\t\n\r -~]/u);
  if (foreign !== -1) {
    const shown = codePointName(firstCharacter(value.slice(foreign)));
    return `The tag ${quoted(name)} holds the character ${shown}; only printable ASCII characters are allowed.`;
  }
  return { name, value, position: nameStart };
}

/** The offsets without the folding white space at both ends. */
function trimmed(text: string, from: number, to: number): [number, number] {
  let start = from;
  let end = to;
  while (start < end && isWhiteSpace(text.charCodeAt(start))) start++;
  while (end > start && isWhiteSpace(text.charCodeAt(end - 1))) end--;
  return [start, end];
}

function isWhiteSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d || code === 0x0a;
}
