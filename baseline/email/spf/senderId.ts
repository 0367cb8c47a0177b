import type { Finding } from "../../finding.js";
import { named } from "./spfFault.js";

/**
 * Judges whether a TXT record is one of Sender ID, which receivers gave up (RFC 6686 §6): `SPF21`.
 *
 * @param text the TXT record's text, its character-strings joined
 * @param subject the record's name
 */
export function checkSenderId(text: string, subject: string): Finding[] {
  // RFC 4406 §3.1: the version, a slash and the scopes, in any case.
  if (!/^spf2\.0\//i.test(text)) return [];
  return [
    {
      rule: "SPF21",
      subject,
      message: `${subject}: The text ${named(text)} is for Sender ID, which receivers gave up: SPF reads texts that begin with v=spf1 alone.`,
      fix: "Remove the record; what it was to permit belongs in the SPF record.",
      reference: "RFC 6686 §6, RFC 7208 §4.5",
    },
  ];
}
