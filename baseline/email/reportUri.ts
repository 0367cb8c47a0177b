import type { ParseError, Parsed } from "../finding.js";
import { checkDomainName, toFqdn } from "./name.js";
import { quoted } from "./quotation.js";

/** A URI of the tags `rua` and `ruf` (RFC 9989 §4.6). */
export interface ReportUri {
  /** The URI without an obsolete size limit. */
  readonly uri: string;
  /** The scheme in lower case; reporters need to support `mailto` only. */
  readonly scheme: string;
  /** The mail domain that the reports go to; only of a `mailto` URI. */
  readonly domain?: string;
  /** The obsolete size limit as written, for example `!10m`. */
  readonly obsoleteSize?: string;
}

/** The longest URI that a message shows, in characters. */
const MAX_SHOWN = 160;

/**
 * Reads one URI of a `rua` or `ruf` tag.
 *
 * @param text the URI, with or without the obsolete size limit
 * @returns the URI, or why no report can go there (`DM11`)
 */
export function parseReportUri(text: string): Parsed<ReportUri> {
  const shown = quoted(text, MAX_SHOWN);
  const size = /![0-9]+[kmgt]?$/i.exec(text.slice(-24))?.[0] ?? "";
  const uri = size === "" ? text : text.slice(0, -size.length);
  if (uri === "") return refused("The list has an empty entry: two commas in a row, or one at its end.");
  const scheme = /^([a-z][a-z0-9+.-]{0,30}):/i.exec(uri)?.[1]?.toLowerCase();
  if (scheme === undefined)
    return refused(`The destination ${shown} has no scheme; a mailbox is written as mailto:name@domain.`);
  if (uri.includes("!")) return refused(`The destination ${shown} holds "!", which must be written as %21 in a URI.`);
  if (!/^[\w.~:/?#[\]@$&'()*+=%-]*$/.test(uri) || /%(?![0-9a-f]{2})/i.test(uri)) {
    return refused(
      `The destination ${shown} holds a character or an escape that no URI may hold; others are percent-encoded.`,
    );
  }
  const found = { uri, scheme, ...(size === "" ? {} : { obsoleteSize: size }) };
  if (scheme !== "mailto") return { ok: true, value: found };

  const address = uri.slice("mailto:".length).split("?")[0] ?? "";
  const at = address.lastIndexOf("@");
  const domain = address.slice(at + 1);
  if (at < 1) return refused(`The destination ${shown} names no mailbox; it must be mailto:name@domain.`);
  if (/@|%40/.test(address.slice(0, at)))
    return refused(`The destination ${shown} has "@" twice; each mailbox is a URI of its own.`);
  const faults = checkDomainName(domain);
  if (!domain.includes(".")) faults.push(`The mail domain ${quoted(domain, MAX_SHOWN)} has no dot.`);
  return faults.length === 0
    ? { ok: true, value: { ...found, domain: domain.toLowerCase() } }
    : refused(`The destination ${shown} has no valid mail domain. ${faults.join(" ")}`);
}

/**
 * Writes a mailbox address as a `mailto` URI. A text that already has a scheme stays as it is, but for the characters
 * that RFC 9989 §4.8 has encoded in a list of URIs.
 *
 * @param address the address, for example `dmarc@shop.example`, or a URI
 */
export function toReportUri(address: string): string {
  const given = address.trim();
  if (/^[a-z][a-z0-9+.-]*:/i.test(given)) return given.replace(/[,;! ]/g, percentEncoded);
  const at = given.lastIndexOf("@");
  const local = given.slice(0, Math.max(at, 0)).replace(/[^\w.~+=$&'*-]/gu, percentEncoded);
  return `mailto:${local}@${toFqdn(given.slice(at + 1)) ?? ""}`.replace(/[,;! ]/g, percentEncoded);
}

function percentEncoded(character: string): string {
  return Buffer.from(character, "utf8").toString("hex").toUpperCase().replace(/../g, "%$&");
}

function refused(message: string): Parsed<ReportUri> {
  const error: ParseError = { position: 0, message, reference: "RFC 9989 §4.8", rule: "DM11" };
  return { ok: false, errors: [error] };
}
