import type { Finding, ParseError } from "../finding.js";

/** A fault in a record's text together with its remedy, before it is known whose record it is. */
export interface Fault extends ParseError {
  /** What to do about it, as an imperative sentence. */
  readonly fix: string;
}

/**
 * Turns a fault into a finding about the record it stands in.
 *
 * @param fault the fault, as a reader of the record found it
 * @param subject the record's owner name, for example `_dmarc.shop.example`; the message begins with it
 */
export function toFinding(fault: Fault, subject: string): Finding {
  const { rule, message, fix, reference } = fault;
  return { rule, subject, message: `${subject}: ${message}`, fix, reference };
}
