import type { ParseError, Parsed } from "../finding.js";
import { quoted } from "../email/quotation.js";

/**
 * The properties that say who may issue: for TLS (RFC 8659 §4.2, §4.3), for S/MIME (RFC 9495 §3) and for the mark
 * certificates of BIMI ("Minimum Security Requirements for Issuance of Mark Certificates").
 */
export const ISSUANCE_TAGS = ["issue", "issuewild", "issuemail", "issuevmc"] as const;
export type IssuanceTag = (typeof ISSUANCE_TAGS)[number];

/** What stands in the value of such a property. */
export interface IssueValue {
  /** The authority's name in lower case; absent where the value forbids all issuance. */
  readonly issuer?: string;
  readonly parameters: readonly IssueParameter[];
}

/** A condition under which the authority may issue. */
export interface IssueParameter {
  readonly tag: string;
  readonly value: string;
}

/** RFC 8657 §4, with the ACME validation methods that IANA registers; others begin with `ca-`. */
const VALIDATION_METHODS: readonly string[] = [
  "http-01",
  "dns-01",
  "dns-account-01",
  "tls-alpn-01",
  "onion-csr-01",
  "email-reply-00",
  "tkauth-01",
  "bp-nodeid-00",
];
/** The longest value that is read, in characters. */
const MAX_LENGTH = 4096;
const ISSUE = "RFC 8659 §4.2";

/**
 * Reads the value of an `issue` property, or of one with the same grammar.
 *
 * @param value for example `letsencrypt.org; validationmethods=dns-01`
 * @returns the value, or the fault (`CAA01`) for which authorities read it as "nobody may issue"
 */
export function parseIssueValue(value: string): Parsed<IssueValue> {
  if (value.length > MAX_LENGTH) {
    return refused(0, `The value has ${value.length} characters; at most ${MAX_LENGTH} are read.`);
  }
  const foreign = /[^\t -~]/.exec(value);
  if (foreign) return refused(foreign.index, "The value holds a character that is no printable ASCII character.");
  const [name = "", ...rest] = value.split(";");
  const issuer = trimmed(name).toLowerCase();
  if (issuer !== "" && !isIssuerName(issuer)) {
    return refused(0, `The value names the authority ${quoted(trimmed(name), 100)}, which is no domain name.`);
  }
  const parameters: IssueParameter[] = [];
  let position = name.length + 1;
  for (const [index, part] of rest.entries()) {
    const text = trimmed(part);
    const equals = text.indexOf("=");
    const tag = trimmed(text.slice(0, Math.max(equals, 0)));
    const given = trimmed(text.slice(equals + 1));
    // The grammar ends with an optional semicolon only where no parameter follows at all.
    const isEnd = text === "" && index === 0 && rest.length === 1;
    if (!isEnd) {
      if (equals === -1)
        return refused(position, `The part ${quoted(text, 100)} is no parameter of the form tag=value.`);
      if (!isLabel(tag))
        return refused(position, `The parameter's tag ${quoted(tag, 100)} is not made of letters and digits.`);
      if (/[ \t]/.test(given))
        return refused(position, `The parameter ${quoted(tag, 100)} has a space within its value.`);
      parameters.push({ tag, value: given });
    }
    position += part.length + 1;
  }
  return { ok: true, value: { ...(issuer === "" ? {} : { issuer }), parameters } };
}

/** Writes the value of an `issue` property; without an issuer it forbids all issuance. */
export function buildIssueValue({ issuer = "", parameters }: IssueValue): string {
  if (parameters.length === 0) return issuer === "" ? ";" : issuer;
  return [issuer, ...parameters.map(({ tag, value }) => `${tag}=${value}`)].join("; ");
}

/**
 * What is wrong with the parameters of RFC 8657, in sentences. Other parameters are between a domain and its authority.
 *
 * @param parameters as read
 */
export function parameterFaults(parameters: readonly IssueParameter[]): string[] {
  const faults: string[] = [];
  const values = (name: string) => parameters.filter(({ tag }) => tag.toLowerCase() === name).map(({ value }) => value);
  const accounts = values("accounturi");
  if (accounts.length > 1) faults.push("The parameter accounturi stands twice, so that no account may issue.");
  for (const uri of accounts) {
    if (!/^[a-z][a-z0-9+.-]*:.+/i.test(uri)) {
      faults.push(`The parameter accounturi is ${quoted(uri, 200)}, which is no URI, so that no account may issue.`);
    }
  }
  const methods = values("validationmethods");
  if (methods.length > 1) faults.push("The parameter validationmethods stands twice, so that no method may be used.");
  for (const method of methods.flatMap((list) => list.split(","))) {
    if (VALIDATION_METHODS.includes(method) || /^ca-[a-z0-9-]+$/i.test(method)) continue;
    faults.push(`The parameter validationmethods names ${quoted(method, 100)}, which is no registered method.`);
  }
  return faults;
}

/** RFC 8659 §4.2: labels of letters, digits and inner hyphens, joined by dots. */
function isIssuerName(name: string): boolean {
  return name.split(".").every(isLabel);
}

function isLabel(text: string): boolean {
  return /^[a-z0-9-]+$/i.test(text) && !text.startsWith("-") && !text.endsWith("-");
}

function trimmed(text: string): string {
  return text.replace(/^[ \t]+/, "").trimEnd();
}

function refused(position: number, message: string): Parsed<IssueValue> {
  const error: ParseError = { position, message, reference: ISSUE, rule: "CAA01" };
  return { ok: false, errors: [error] };
}
