import type { Finding, Parsed } from "../finding.js";
import { type DmarcAudience, policyApplied } from "./dmarcApplied.js";
import { checkPolicies } from "./dmarcEnforcement.js";
import type { DmarcPolicy } from "./dmarcPolicy.js";
import { type DmarcReading, type DmarcRecord, readDmarc } from "./dmarcRecord.js";
import { type Fault, toFinding } from "./fault.js";
import { quoted } from "./quotation.js";
import { toReportUri } from "./reportUri.js";
import { suggestTag } from "./tagSpelling.js";

export type { DmarcAudience } from "./dmarcApplied.js";
export { type DmarcPolicy, policyStrength } from "./dmarcPolicy.js";
export { isDmarc } from "./dmarcRecord.js";
export type { DmarcRecord } from "./dmarcRecord.js";

/** What a DMARC record to be published says; each member is the tag of that name. */
export interface DmarcModel extends Omit<Partial<DmarcRecord>, "p" | "psd" | "unknownTags"> {
  /** The policy for the domain. */
  readonly p: DmarcPolicy;
  /** `n` where the domain is to be its own Organizational Domain. `y` is for public suffixes and not offered. */
  readonly psd?: "n" | "u";
}

/** Tags of RFC 7489 that RFC 9989 removed, with what stands in their place. */
const REMOVED_TAGS = new Map([
  ["pct", "use t=y to test a policy"],
  ["rf", "failure reports have one format"],
  ["ri", "aggregate reports cover a day"],
]);
/** RFC 7489 §6.2: a receiver must be able to report to two URIs, and may stop there. */
const SUPPORTED_URIS = 2;

/**
 * Reads a DMARC Policy Record.
 *
 * @param text the TXT record's text, its character-strings joined
 * @returns the record, or every fault that makes receivers ignore it or a part of it: `DM01`, `DM02`, `DM11`, `DM14`
 */
export function parseDmarc(text: string): Parsed<DmarcRecord> {
  const { record, faults } = readDmarc(text);
  return faults.length === 0 ? { ok: true, value: record } : { ok: false, errors: faults };
}

/**
 * Writes a DMARC Policy Record, with `p` second as RFC 7489 readers expect it. Values are written as given, except that
 * none can open another tag: a semicolon is percent-encoded. Whether receivers heed them is for {@link checkDmarc}.
 *
 * @param model the record; in `rua` and `ruf` a bare mailbox address becomes a `mailto` URI
 * @returns the text
 */
export function buildDmarc(model: DmarcModel): string {
  const tag = (name: string, value: string | undefined) => {
    return value === undefined ? [] : [`${name}=${value.replaceAll(";", "%3B")}`];
  };
  const uris = (list: readonly string[] = []) => (list.length === 0 ? undefined : list.map(toReportUri).join(","));
  return [
    "v=DMARC1",
    ...tag("p", model.p),
    ...tag("sp", model.sp),
    ...tag("np", model.np),
    ...tag("adkim", model.adkim),
    ...tag("aspf", model.aspf),
    ...tag("rua", uris(model.rua)),
    ...tag("ruf", uris(model.ruf)),
    ...tag("fo", model.fo?.join(":")),
    ...tag("psd", model.psd),
    ...tag("t", model.t),
  ].join("; ");
}

/**
 * Checks a DMARC Policy Record: `DM01` ignored by receivers, `DM02` invalid value, `DM03` no enforcement, `DM06` removed
 * tag, `DM07` subdomains weaker, `DM09` `psd=y`, `DM11` invalid report URI, `DM14` `fo` without
 * effect, `DM16` unknown tag,
 * `DM17` no `rua`, `DM18` test mode, `DM19` `psd=n`, `DM20` report URI without effect.
 *
 * @param text the TXT record's text, its character-strings joined
 * @param subject the record's owner name, for example `_dmarc.shop.example`
 */
export function checkDmarc(text: string, subject: string): Finding[] {
  const reading = readDmarc(text);
  const found = reading.isIgnored
    ? reading.faults
    : [...reading.faults, ...checkPolicies(reading), ...checkTags(reading), ...checkReports(reading)];
  return found.map((fault) => toFinding(fault, subject));
}

/**
 * The policy that a receiver by RFC 9989 §4.10.1 applies to mail that fails DMARC, the record standing at the
 * Organizational Domain.
 *
 * @param text the TXT record's text, its character-strings joined
 * @param audience whether the Author Domain is that domain, a subdomain that exists, or one that does not. A zone with
 * compact denial of existence (RFC 9824) or a wildcard shows every subdomain as existing.
 * @returns the policy, or `undefined` where the receiver applies no DMARC
 */
export function appliedPolicy(text: string, audience: DmarcAudience): DmarcPolicy | undefined {
  return policyApplied(readDmarc(text), audience);
}

function checkTags({ record }: DmarcReading): Fault[] {
  const faults: Fault[] = [];
  const fault = (rule: string, message: string, fix: string, reference: string) => {
    faults.push({ rule, position: 0, message, fix, reference });
  };
  const unknown: string[] = [];
  for (const name of record.unknownTags) {
    const replacement = REMOVED_TAGS.get(name);
    if (replacement === undefined) unknown.push(name);
    else {
      const message = `The tag ${name} was removed from DMARC, so receivers ignore it; ${replacement}.`;
      fault("DM06", message, `Remove the tag ${name}.`, "RFC 9989 §9.3");
    }
  }
  const [first] = unknown;
  if (first !== undefined) {
    const suggestion = suggestTag(first);
    const others = unknown.length === 1 ? "" : ` and ${unknown.length - 1} more`;
    const message = `Receivers ignore the unknown tag ${quoted(first)}${others}.`;
    const fix = suggestion === undefined ? "Remove it or correct its name." : `Did you mean the tag ${suggestion}?`;
    fault("DM16", message, fix, "RFC 9989 §4.7");
  }
  if (record.psd === "y") {
    const message = "The tag psd=y declares the domain a public suffix, so its subdomains are strangers to it.";
    fault("DM09", message, "Remove the tag psd.", "RFC 9989 §4.7, §4.10.2");
  } else if (record.psd === "n") {
    const message =
      "The tag psd=n makes the domain its own Organizational Domain: on a subdomain it ends relaxed alignment with the domain above.";
    fault("DM19", message, "Remove the tag psd unless the domain is meant to stand alone.", "RFC 9989 §4.10.2");
  }
  return faults;
}

function checkReports({ record, faults: parseFaults, uris }: DmarcReading): Fault[] {
  const faults: Fault[] = [];
  const fault = (rule: string, message: string, fix: string, reference: string) => {
    faults.push({ rule, position: 0, message, fix, reference });
  };
  if (record.rua.length === 0 && !parseFaults.some(({ rule }) => rule === "DM11")) {
    const message = "The record has no tag rua, so nobody reports who sends mail in the domain's name.";
    fault("DM17", message, "Add rua=mailto: with a mailbox that is read.", "RFC 9989 §5.1.3");
  }
  for (const { tag, uri } of uris) {
    const shown = quoted(uri.uri, 160);
    if (uri.obsoleteSize !== undefined) {
      const message = `The tag ${tag} limits the size of reports to ${shown} with ${quoted(uri.obsoleteSize)}, which reporters ignore.`;
      fault("DM20", message, "Remove the size limit.", "RFC 9989 §4.8");
    }
    if (uri.scheme !== "mailto") {
      const message = `The tag ${tag} names ${shown}; reporters need to support mailto only.`;
      fault("DM20", message, "Name a mailbox with mailto.", "RFC 9989 §4.7");
    }
  }
  if (record.fo !== undefined && record.ruf.length === 0) {
    const message = "The tag fo asks for failure reports, but no tag ruf says where they go, so receivers ignore it.";
    fault("DM14", message, "Add ruf=mailto: with a mailbox, or remove the tag fo.", "RFC 9989 §4.7");
  }
  for (const name of ["rua", "ruf"] as const) {
    const count = record[name].length;
    if (count <= SUPPORTED_URIS) continue;
    const message = `The tag ${name} names ${count} destinations; a reporter may stop after ${SUPPORTED_URIS}.`;
    fault("DM20", message, "Name at most two destinations and forward from there.", "RFC 7489 §6.2");
  }
  return faults;
}
