import type { Fault } from "./fault.js";
import { quoted } from "./quotation.js";
import { MAX_TAG_LIST_LENGTH } from "./tagList.js";

/** What tells one kind of record from another of this form. */
export interface FieldListForm {
  /** The value of the first field `v`, for example `STSv1`. */
  readonly version: string;
  /** The fields whose values have a grammar of their own; all others are extensions. */
  readonly known: readonly string[];
  /** The rule that a malformed record breaks. */
  readonly rule: string;
  /** The section that has the grammar. */
  readonly reference: string;
}

/** One `name=value` after the version. */
interface Field {
  /** The name as written; names are case-sensitive. */
  readonly name: string;
  readonly value: string;
  /** Offset of the field's name in the text, in characters from 0. */
  readonly position: number;
}

/** A record as far as it could be read. */
export interface FieldList {
  /** The well-formed fields in their order; of a repeated one only the first. */
  readonly fields: readonly Field[];
  readonly faults: readonly Fault[];
}

/** After this many faults the rest of a record is not worth reading. */
const MAX_FAULTS = 8;
const NAME = /^[a-z0-9][a-z0-9_.-]{0,31}$/i;

/**
 * Reads the form that MTA-STS and TLS-RPT records share (RFC 8461 §3.1, RFC 8460 §3): the version, then fields, with
 * white space around semicolons and nowhere else. It is stricter than the tag lists of DKIM and DMARC.
 *
 * The grammar lets white space stand before the first semicolon, but a record that does not begin with the version and
 * the semicolon is discarded. The second, stricter sentence holds here.
 *
 * @param text the record's text, its character-strings joined
 */
export function readFieldList(text: string, form: FieldListForm): FieldList {
  const start = `v=${form.version};`;
  const fault = (position: number, message: string): Fault => ({
    rule: form.rule,
    position,
    message,
    fix: `Write the record as ${start} and then name=value fields with semicolons between them.`,
    reference: form.reference,
  });
  if (!text.startsWith(start)) return { fields: [], faults: [fault(0, versionMessage(text, form.version))] };
  if (text.length > MAX_TAG_LIST_LENGTH) {
    const message = `The record has ${text.length} characters; a TXT record holds at most ${MAX_TAG_LIST_LENGTH} octets.`;
    return { fields: [], faults: [fault(0, message)] };
  }
  const fields: Field[] = [];
  const names = new Set(["v"]);
  const faults: Fault[] = [];
  let from = start.length;
  while (from <= text.length && faults.length < MAX_FAULTS) {
    const semicolon = text.indexOf(";", from);
    const end = semicolon === -1 ? text.length : semicolon;
    // White space belongs to semicolons: at the end of the text, where none follows, there may be none.
    const [position, to] = withoutWhiteSpace(text, from, end, semicolon !== -1);
    const read = readField(text.slice(position, to), position, form.known);
    if (typeof read === "string") {
      if (position < text.length) faults.push(fault(position, read));
    } else if (names.has(read.name)) {
      faults.push(fault(position, `The field ${quoted(read.name)} stands twice; readers take only the first.`));
    } else {
      names.add(read.name);
      fields.push(read);
    }
    from = end + 1;
  }
  return { fields, faults };
}

/** The field that a text is, or a sentence that says why it is none. */
function readField(text: string, position: number, known: readonly string[]): Field | string {
  if (text === "") return "Nothing stands before a semicolon; a field of the form name=value is needed there.";
  const equals = text.indexOf("=");
  if (equals === -1) return `The part ${quoted(text)} is no field: it has no "=" between a name and a value.`;
  const name = text.slice(0, equals);
  const value = text.slice(equals + 1);
  if (!NAME.test(name)) {
    const reason = /[ \t]$/.test(name) ? "no white space may stand before the equals sign" : "it is no field name";
    return `The name ${quoted(name)} is malformed: ${reason}.`;
  }
  // RFC 8461 §3.1: sts-ext-value.
  if (!known.includes(name) && !/^[!-:<>-~]+$/.test(value)) {
    return `The field ${quoted(name)} has the value ${quoted(value)}, which is empty or holds a character that no extension may hold.`;
  }
  return { name, value, position };
}

function versionMessage(text: string, version: string): string {
  const effect = "so readers discard the record";
  const wanted = `v=${version}`;
  if (/^\s*["']/.test(text)) return `The record is wrapped in literal quotation marks, ${effect}.`;
  if (/^\s/.test(text)) return `White space stands before the field v, ${effect}.`;
  const beginning = text.slice(0, wanted.length);
  const next = text.charAt(wanted.length);
  if (beginning === wanted && (next === " " || next === "\t") && /^\s*;/.test(text.slice(wanted.length))) {
    return `White space stands before the first semicolon, ${effect}.`;
  }
  if (beginning === wanted && !/[a-z0-9]/i.test(next)) return `No semicolon stands after ${wanted}, ${effect}.`;
  if (beginning !== wanted && beginning.toLowerCase() === wanted.toLowerCase()) {
    return `The beginning ${quoted(beginning)} is not in the letters of ${wanted}, ${effect}.`;
  }
  const value = /^v=([^;\s]{0,40})/i.exec(text)?.[1];
  if (value !== undefined) return `The field v has the value ${quoted(value)} instead of ${version}, ${effect}.`;
  return `The record does not begin with ${wanted}, ${effect}.`;
}

/** The offsets of a part without the white space before it and, where it may stand there, after it. */
function withoutWhiteSpace(text: string, from: number, to: number, atEnd: boolean): [number, number] {
  const isWhiteSpace = (at: number) => text[at] === " " || text[at] === "\t";
  let start = from;
  let end = to;
  while (start < end && isWhiteSpace(start)) start++;
  while (atEnd && end > start && isWhiteSpace(end - 1)) end--;
  return [start, end];
}
