import type { Finding, ParseError, Parsed } from "../finding.js";
import { type Fault, toFinding } from "./fault.js";
import { checkDomainName } from "./name.js";
import { quoted } from "./quotation.js";

/** One MX record (RFC 1035 §3.3.9). */
export interface MxRecord {
  /** Lower values are tried first: 0 to 65,535. */
  readonly preference: number;
  /** The host that receives mail, without a final dot; `.` for none. */
  readonly exchange: string;
}

/** The record of a domain that receives no mail (RFC 7505 §3). */
export const NULL_MX: MxRecord = { preference: 0, exchange: "." };

const MAX_PREFERENCE = 65_535;
/** A preference, white space and a name; a longer text is not read. */
const MAX_LENGTH = 512;
/** The longest host that a message shows, in characters. */
const MAX_SHOWN = 253;

/** Whether an MX record says that no host receives mail for the domain, whatever its preference. */
export function isNullMx({ exchange }: Pick<MxRecord, "exchange">): boolean {
  return exchange === ".";
}

/**
 * Reads an MX record in the form of a zone file, in which Route 53 takes it: `10 mail.shop.example`.
 *
 * @param text the preference and the host
 * @returns the record, with its host in lower case and without a final dot, or the fault: `DNS06` where the preference
 * is missing or out of range, `MX02` where the host is
 */
export function parseMx(text: string): Parsed<MxRecord> {
  const refused = (rule: string, message: string): Parsed<MxRecord> => {
    const error: ParseError = { position: 0, message, reference: "RFC 1035 §3.3.9", rule };
    return { ok: false, errors: [error] };
  };
  if (text.length > MAX_LENGTH) return refused("MX02", `The MX record has ${text.length} characters.`);
  const words = text.trim().split(/[ \t]+/);
  const [preference = "", exchange] = words;
  if (!/^[0-9]{1,5}$/.test(preference) || Number(preference) > MAX_PREFERENCE) {
    const message = `The MX record ${quoted(text, MAX_SHOWN)} does not begin with a preference from 0 to ${MAX_PREFERENCE}.`;
    return refused("DNS06", message);
  }
  if (exchange === undefined || words.length > 2) {
    return refused("MX02", `The MX record ${quoted(text, MAX_SHOWN)} is no preference followed by one host.`);
  }
  return { ok: true, value: { preference: Number(preference), exchange: normalExchange(exchange) } };
}

/** Writes an MX record in the form of a zone file. */
export function buildMx({ preference, exchange }: MxRecord): string {
  return `${preference} ${exchange}`;
}

/** The host of an MX record in the form that hosts are compared in: lower case, no final dot, `.` for none. */
export function normalExchange(exchange: string): string {
  const host = exchange.trim().toLowerCase();
  return host === "." ? host : host.replace(/\.$/, "");
}

/**
 * Checks the host of one MX record: `MX02` where it is no host name. That it has addresses only its zone can tell.
 *
 * @param exchange the host as written
 * @param subject the record's owner name
 */
export function checkExchange(exchange: string, subject: string): Finding[] {
  if (isNullMx({ exchange: exchange.trim() })) return [];
  const faults = checkDomainName(exchange.trim());
  // An MX to the single label "localhost" was a way to refuse mail before RFC 7505; senders treat it as an outage.
  if (faults.length === 0 && !normalExchange(exchange).includes(".")) {
    faults.push(`The host ${quoted(exchange, MAX_SHOWN)} has no dot, so it is no host that other networks reach.`);
  }
  return faults.map((message) => toFinding(fault("MX02", message, TARGET_FIX, "RFC 5321 §5.1"), subject));
}

/**
 * Checks the MX records of one name: `MX01` where a null MX is not the only record, or has another preference than 0.
 *
 * @param records all MX records at the name
 * @param subject the name
 */
export function checkMxSet(records: readonly MxRecord[], subject: string): Finding[] {
  const nulls = records.filter(isNullMx);
  if (nulls.length === 0) return [];
  const faults: Fault[] = [];
  if (records.length > 1) {
    const others = records.length - nulls.length;
    const beside = others > 0 ? `${others} other MX record${others === 1 ? "" : "s"}` : "a second one like it";
    const message = `A null MX stands beside ${beside}, so senders may treat the domain as one without mail.`;
    faults.push(fault("MX01", message, "Keep either the null MX alone or the other MX records.", "RFC 7505 §3"));
  }
  const odd = nulls.find(({ preference }) => preference !== 0);
  if (odd !== undefined) {
    const message = `The null MX has the preference ${odd.preference}; it must be 0.`;
    faults.push(fault("MX01", message, 'Write the null MX with preference 0 and the host ".".', "RFC 7505 §3"));
  }
  return faults.map((found) => toFinding(found, subject));
}

const TARGET_FIX = "Name the host that receives mail, a name with A or AAAA records of its own.";

function fault(rule: string, message: string, fix: string, reference: string): Fault {
  return { rule, position: 0, message, fix, reference };
}
