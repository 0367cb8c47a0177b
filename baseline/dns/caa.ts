import type { Finding, ParseError, Parsed } from "../finding.js";
import { type Fault, toFinding } from "../email/fault.js";
import { quoted } from "../email/quotation.js";
import { escapedOctet, readString, toOctets } from "../email/txtEscape.js";
import { ISSUANCE_TAGS, type IssuanceTag, parameterFaults, parseIssueValue } from "./caaIssue.js";
import { allowedAuthorities } from "./certificateAuthorities.js";

/** A CAA record (RFC 8659 §4.1): one property. */
export interface CaaRecord {
  /** 0, or 128 where an authority that does not know the property must not issue. */
  readonly flags: number;
  /** The property's tag in lower case, for example `issue`. */
  readonly tag: string;
  /** The property's value without quotation marks. */
  readonly value: string;
}

/** RFC 8659 §4.5: the issuer critical flag, the most significant bit of eight. */
export const CRITICAL = 128;
/** Tags that IANA registers; RFC 8659 §4.4 and the CA/Browser Forum's Baseline Requirements, appendix A.1. */
const CONTACT_TAGS: readonly string[] = ["iodef", "contactemail", "contactphone"];
const KNOWN_TAGS: readonly string[] = [...ISSUANCE_TAGS, ...CONTACT_TAGS];
/** The longest record that is read, in characters. */
const MAX_LENGTH = 8192;
const SYNTAX = "RFC 8659 §4.1";

/** Whether a property says who may issue. */
export function isIssuanceTag(tag: string): tag is IssuanceTag {
  return (ISSUANCE_TAGS as readonly string[]).includes(tag);
}

/**
 * Reads a CAA record in the form of a zone file (RFC 8659 §4.1.1), in which Route 53 takes it.
 *
 * @param text for example `0 issue "letsencrypt.org"`
 * @returns the record, or the fault (`CAA01`)
 */
export function parseCaa(text: string): Parsed<CaaRecord> {
  if (text.length > MAX_LENGTH) return refused(`The CAA record has ${text.length} characters.`);
  const octets = toOctets(text);
  const head = /^[ \t]*([^ \t]{1,100})[ \t]+([^ \t]{1,100})[ \t]+(?=[^ \t])/.exec(octets);
  if (!head)
    return refused(`The CAA record ${quoted(text, 100)} is not of the form: flags, tag, value in quotation marks.`);
  const [{ length }, flags = "", tag = ""] = head;
  if (!/^[0-9]{1,3}$/.test(flags) || Number(flags) > 255) {
    return refused(`The CAA record has the flags ${quoted(flags)}; they are a number from 0 to 255.`);
  }
  if (!/^[a-z0-9]{1,255}$/i.test(tag)) {
    return refused(`The CAA record has the tag ${quoted(tag, 100)}; a tag is made of letters and digits.`);
  }
  const value = readValue(octets, length);
  if (typeof value !== "string") return refused(value.message);
  return { ok: true, value: { flags: Number(flags), tag: tag.toLowerCase(), value } };
}

/** Writes a CAA record in the form of a zone file. */
export function buildCaa({ flags, tag, value }: CaaRecord): string {
  const escape = (octet: string) => (octet === '"' || octet === "\\" ? `\\${octet}` : escapedOctet(octet, 10));
  return `${flags} ${tag} "${toOctets(value).replace(/[^ -~]|["\\]/g, escape)}"`;
}

/**
 * Checks one CAA record: `CAA01` for flags, tag, value and the authority that it names.
 *
 * @param record the record
 * @param subject the record's owner name
 * @param alsoAllowed authorities beyond those of the platforms, in lower case
 */
export function checkCaa(record: CaaRecord, subject: string, alsoAllowed: readonly string[] = []): Finding[] {
  const faults: Fault[] = [];
  const { flags, tag, value } = record;
  if (flags !== 0 && flags !== CRITICAL) {
    const message = `The flags are ${flags}; only the bit of 128 means something, and the others must be 0.`;
    faults.push(fault(message, "Write 0, or 128 where authorities that do not know the tag must not issue.", SYNTAX));
  }
  if (!KNOWN_TAGS.includes(tag)) {
    const effect = flags >= CRITICAL ? "so no authority may issue at all" : "so authorities ignore the record";
    const message = `The tag ${quoted(tag, 100)} is none that authorities know, ${effect}.`;
    faults.push(fault(message, `Use one of ${KNOWN_TAGS.join(", ")}.`, SYNTAX));
  } else if (isIssuanceTag(tag)) {
    faults.push(...issuanceFaults(tag, value, alsoAllowed));
  } else if (tag === "iodef" && !/^(mailto:[^ @]+@[^ @]+|https?:\/\/[^ ]+)$/i.test(value)) {
    const message = `The property iodef is ${quoted(value, 200)}, which is no URL of the scheme mailto, http or https.`;
    faults.push(fault(message, "Write iodef as mailto: with a mailbox, or as an https URL.", "RFC 8659 §4.4"));
  }
  return faults.map((found) => toFinding(found, subject));
}

function issuanceFaults(tag: IssuanceTag, value: string, alsoAllowed: readonly string[]): Fault[] {
  const parsed = parseIssueValue(value);
  if (!parsed.ok) {
    return parsed.errors.map(({ message, reference }) =>
      fault(
        `In the property ${tag}: ${message} Authorities read it as one that lets nobody issue.`,
        `Write the authority's domain name, or ";" where nobody may issue.`,
        reference,
      ),
    );
  }
  const { issuer, parameters } = parsed.value;
  const faults = parameterFaults(parameters).map((message) =>
    fault(message, "Correct the parameter, or leave it out.", "RFC 8657 §3, §4"),
  );
  const allowed = [...allowedAuthorities(tag), ...alsoAllowed];
  if (issuer !== undefined && !allowed.includes(issuer)) {
    const message = `The property ${tag} lets ${quoted(issuer, 253)} issue, which is none of the authorities that the shop's platforms use.`;
    const fix = `Remove the record, or add the authority to certificateAuthorities; allowed are ${allowed.join(", ")}.`;
    faults.push(fault(message, fix, "RFC 8659 §4.2"));
  }
  return faults;
}

/** The value from an offset on: a quoted string, or a text without spaces. */
function readValue(octets: string, from: number): string | { readonly message: string } {
  if (octets[from] !== '"') {
    const rest = octets.slice(from).trimEnd();
    return /["; \t\\]/.test(rest)
      ? { message: "A value with spaces, semicolons or backslashes needs quotation marks." }
      : rest;
  }
  const read = readString(octets, from + 1, 10);
  if ("message" in read) return read;
  if (read.at === octets.length) return { message: "The quotation mark that opens the value is never closed." };
  return octets.slice(read.at + 1).trim() === ""
    ? read.string
    : { message: "Text follows the value's quotation marks." };
}

function fault(message: string, fix: string, reference: string): Fault {
  return { rule: "CAA01", position: 0, message, fix, reference };
}

function refused(message: string): Parsed<CaaRecord> {
  const error: ParseError = { position: 0, message, reference: SYNTAX, rule: "CAA01" };
  return { ok: false, errors: [error] };
}
