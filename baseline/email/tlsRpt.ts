import type { Finding, Parsed } from "../finding.js";
import { type Fault, toFinding } from "./fault.js";
import { readFieldList } from "./fieldList.js";
import { checkDomainName } from "./name.js";
import { quoted } from "./quotation.js";
import { parseReportUri, toReportUri } from "./reportUri.js";

/** A TLS-RPT record (RFC 8460 §3): where senders report how TLS to the domain's mail hosts went. */
export interface TlsRptRecord {
  /** The destinations, as `mailto` or `https` URIs; a sender may use only one of them. */
  readonly rua: readonly string[];
  /** The names of the fields that the registry does not have, which senders ignore. */
  readonly unknownFields: readonly string[];
}

const RULE = "RPT01";
const REFERENCE = "RFC 8460 §3";
const FORM = { version: "TLSRPTv1", known: ["rua"], rule: RULE, reference: REFERENCE };
/** More URIs than this are not read; a sender may stop after the first. */
const MAX_URIS = 16;
/** The longest URI that a message shows, in characters. */
const MAX_SHOWN = 160;

/**
 * Reads a TLS-RPT record.
 *
 * @param text the TXT record's text, its character-strings joined
 * @returns the record, or every fault that makes senders ignore it or a part of it (`RPT01`)
 */
export function parseTlsRpt(text: string): Parsed<TlsRptRecord> {
  const { record, faults } = readTlsRpt(text);
  return faults.length === 0 ? { ok: true, value: record } : { ok: false, errors: faults };
}

/**
 * Writes a TLS-RPT record.
 *
 * @param rua the destinations: mailbox addresses, which become `mailto` URIs, or `mailto` and `https` URIs. Whether
 * reports can go there is for {@link checkTlsRpt}.
 */
export function buildTlsRpt(rua: readonly string[]): string {
  return `v=TLSRPTv1; rua=${rua.map(toReportUri).join(",")}`;
}

/**
 * Checks a TLS-RPT record (`RPT01`).
 *
 * @param text the TXT record's text, its character-strings joined
 * @param subject the record's owner name, for example `_smtp._tls.shop.example`
 */
export function checkTlsRpt(text: string, subject: string): Finding[] {
  return readTlsRpt(text).faults.map((fault) => toFinding(fault, subject));
}

function readTlsRpt(text: string): { record: TlsRptRecord; faults: readonly Fault[] } {
  const { fields, faults: malformed } = readFieldList(text, FORM);
  const faults = [...malformed];
  const fault = (position: number, message: string, fix: string): void => {
    faults.push({ rule: RULE, position, message, fix, reference: REFERENCE });
  };
  const list = fields.find(({ name }) => name === "rua");
  const rua: string[] = [];
  const parts = list?.value.split(",", MAX_URIS) ?? [];
  for (const [index, part] of parts.entries()) {
    // White space may stand around the commas, not at the ends of the list.
    const left = index === 0 ? part : part.trimStart();
    const uri = index === parts.length - 1 ? left : left.trimEnd();
    const refusal = refuseUri(uri);
    if (refusal === undefined) rua.push(uri);
    else {
      const fix = "Write each destination as mailto:name@domain or as an https URL, with commas between them.";
      fault(list?.position ?? 0, `In the field rua: ${refusal}`, fix);
    }
  }
  if (list === undefined && faults.length === 0) {
    fault(
      0,
      "The record has no field rua, so no report goes anywhere.",
      "Add rua=mailto: with a mailbox that is read.",
    );
  }
  return { record: { rua, unknownFields: fields.map(({ name }) => name).filter((name) => name !== "rua") }, faults };
}

/** Why no report can go to a URI, if so. */
function refuseUri(text: string): string | undefined {
  const shown = quoted(text, MAX_SHOWN);
  const parsed = parseReportUri(text);
  if (!parsed.ok) return parsed.errors.map(({ message }) => message).join(" ");
  const { uri, scheme, obsoleteSize } = parsed.value;
  if (obsoleteSize !== undefined) {
    return `The destination ${shown} ends with ${quoted(obsoleteSize)}; a size limit is not known here, and "!" must be written as %21.`;
  }
  if (scheme === "mailto") return undefined;
  if (scheme !== "https") return `The destination ${shown} has the scheme ${scheme}; senders know mailto and https.`;
  const host = /^https:\/\/([^/?#@:]+)(?::[0-9]{1,5})?(?:[/?#]|$)/i.exec(uri)?.[1];
  if (host === undefined || !URL.canParse(uri))
    return `The destination ${shown} is no https URL with a host and without user name.`;
  const faults = checkDomainName(host);
  return faults.length === 0 ? undefined : `The destination ${shown} has no valid host. ${faults.join(" ")}`;
}
