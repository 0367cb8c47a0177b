import type { Finding } from "../finding.js";
import { parseReportUri } from "./reportUri.js";

/** Which reports a rule is about. */
const REPORTS = {
  DM22: { what: "DMARC reports", reference: "RFC 7489 §12.5, RFC 9990 §4" },
  RPT02: { what: "Reports on TLS", reference: "RFC 8460 §7" },
} as const;

/**
 * Who receives what is sent to a report URI: the mail domain of a mailbox, the host of a URL.
 *
 * @returns in lower case; `undefined` of what is no such URI
 */
export function receiverOf(uri: string): string | undefined {
  const read = parseReportUri(uri);
  if (!read.ok) return undefined;
  if (read.value.domain !== undefined) return read.value.domain;
  return URL.canParse(read.value.uri) ? new URL(read.value.uri).hostname || undefined : undefined;
}

/** Says that reports go to somebody whom neither the stack nor the team has named: `DM22` or `RPT02`. */
export function unknownReceiver(rule: keyof typeof REPORTS, domain: string, receiver: string): Finding {
  const { what, reference } = REPORTS[rule];
  return {
    ...{ rule, subject: domain, reference },
    message: `${what} on ${domain} go to ${receiver}, which is neither of its organisation nor of this stack, and which no setting names.`,
    fix: `Remove the address; or find out who reads it, and name ${receiver} in reportReceivers of the pack's settings.`,
  };
}
