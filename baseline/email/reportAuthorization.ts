import type { Finding, ParseError, Parsed } from "../finding.js";
import { organizationalDomain } from "./dmarcDiscovery.js";
import { readDmarc } from "./dmarcRecord.js";
import { type Fault, toFinding } from "./fault.js";
import { registeredDomain } from "./publicSuffix.js";
import { quoted } from "./quotation.js";
import { parseReportUri, toReportUri } from "./reportUri.js";
import type { NameAnswers } from "./zoneAnswers.js";

/** What a domain that receives reports says to those who send them. */
export interface ReportAuthorization {
  /** Where reports go instead of what the DMARC record names, as URIs of the same mail domain; empty to leave it. */
  readonly rua: readonly string[];
}

const RULE = "DM12";
const REFERENCE = "RFC 9990 §4, RFC 7489 §7.1";
/** RFC 1035 §2.3.4: a longer name cannot be asked for, so reports to it are never authorised. */
const MAX_NAME_LENGTH = 253;

/**
 * The name at which a mail domain authorises the reports on another one (RFC 9990 §4), or `undefined` where it would be
 * too long for the DNS.
 *
 * @param policyDomain the domain whose DMARC record asks for the reports
 * @param destination the mail domain that receives them
 */
export function authorizationName(policyDomain: string, destination: string): string | undefined {
  const name = `${policyDomain}._report._dmarc.${destination}`;
  return name.length > MAX_NAME_LENGTH ? undefined : name;
}

/**
 * The mail domain that a name authorises reports to, or `undefined` where it is no name of an authorisation record.
 *
 * @param name a whole name, for example `shop.example._report._dmarc.reports.example`, or with `*` for any domain
 */
export function authorizedDestination(name: string): string | undefined {
  const [domain, destination] = name.split("._report._dmarc.");
  return domain === "" || destination === "" ? undefined : destination;
}

/**
 * Whether reports need an authorisation, because they leave the organisation. Readers of RFC 9990 compare Organizational
 * Domains, those of RFC 7489 the registered ones; it is needed where either differ.
 *
 * @param policyDomain the domain whose DMARC record asks for the reports, a whole name in A-labels
 * @param destination the mail domain that receives them, a whole name in A-labels
 * @param names what names answer
 */
export function isExternal(policyDomain: string, destination: string, names: NameAnswers): boolean {
  if (policyDomain === destination) return false;
  const organizations = [policyDomain, destination].map((domain) => organizationalDomain(domain, names));
  const isKnown = organizations.every((domain) => domain !== undefined);
  if (isKnown && organizations[0] !== organizations[1]) return true;
  return (registeredDomain(policyDomain) ?? policyDomain) !== (registeredDomain(destination) ?? destination);
}

/**
 * Reads an authorisation record.
 *
 * @param text the TXT record's text, its character-strings joined
 * @returns the record, or why receivers do not take it for one (`DM12`)
 */
export function parseReportAuthorization(text: string): Parsed<ReportAuthorization> {
  const { record, faults, isIgnored } = readDmarc(text);
  const errors: ParseError[] = faults
    .filter(({ rule }) => isIgnored || rule === "DM11")
    .map((fault) => ({ ...fault, rule: RULE, reference: REFERENCE }));
  return errors.length === 0 ? { ok: true, value: { rua: record.rua } } : { ok: false, errors };
}

/**
 * Writes an authorisation record.
 *
 * @param model where reports go instead; a bare mailbox address becomes a `mailto` URI
 */
export function buildReportAuthorization(model: ReportAuthorization): string {
  return model.rua.length === 0 ? "v=DMARC1" : `v=DMARC1; rua=${model.rua.map(toReportUri).join(",")}`;
}

/**
 * Checks an authorisation record (`DM12`): its form, and that it sends reports to no other mail domain, in which case
 * receivers send none at all.
 *
 * @param text the TXT record's text, its character-strings joined
 * @param subject the record's owner name, for example `shop.example._report._dmarc.reports.example`; where it does not
 * end with the mail domain, what `rua` says cannot be compared
 */
export function checkReportAuthorization(text: string, subject: string): Finding[] {
  const faults: Fault[] = [];
  const parsed = parseReportAuthorization(text);
  const fix = `Publish exactly ${quoted(buildReportAuthorization({ rua: [] }))}.`;
  if (!parsed.ok) faults.push(...parsed.errors.map((error) => ({ ...error, fix })));
  const destination = authorizedDestination(subject);
  for (const uri of parsed.ok ? parsed.value.rua : []) {
    const read = parseReportUri(uri);
    if (destination === undefined || (read.ok && read.value.domain === destination)) continue;
    const message = `The tag rua sends the reports to ${quoted(uri, 160)}, outside the mail domain ${destination}, so receivers send them to neither.`;
    faults.push({ rule: RULE, position: 0, message, fix, reference: REFERENCE });
  }
  return faults.map((fault) => toFinding(fault, subject));
}
