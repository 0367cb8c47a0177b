import { checkCaa } from "../dns/caa.js";
import { buildIssueValue } from "../dns/caaIssue.js";
import { plannedCaa } from "../dns/caaPlan.js";
import type { Problem } from "./emailDomainCheck.js";
import type { PlannedRecord } from "./emailPlan.js";
import { buildDmarc, checkDmarc } from "./dmarc.js";
import { NO_SENDER_SPF, REVOKED_KEY } from "./mailUse.js";
import { NULL_MX } from "./mx.js";
import { checkDomainName, isSubdomainOf, toFqdn } from "./name.js";
import { parseReportUri, toReportUri } from "./reportUri.js";

/** A domain that sends and receives no mail. */
export interface ParkedDomainModel {
  /** The domain, in A-labels. */
  readonly domain: string;
  /** Mailboxes or `mailto:` URIs for aggregate reports. */
  readonly reportTo: readonly string[];
  /** Authorities that may still issue certificates, for a domain that redirects to the shop. */
  readonly certificateAuthorities: readonly string[];
}

/** The records of a parked domain, or why there are none. */
interface ParkedDomainPlan {
  readonly records: readonly PlannedRecord<never>[];
  readonly problems: readonly Problem[];
  readonly dmarc: string;
  /** Weaker choices that the arguments made, as sentences. */
  readonly exceptions: readonly string[];
}

/**
 * The DMARC record of a parked domain: everything is refused, at every name, with no alignment but the strictest.
 *
 * @param reportTo mailboxes or `mailto:` URIs for aggregate reports
 */
export function parkedDmarc(reportTo: readonly string[] = []): string {
  return buildDmarc({ p: "reject", sp: "reject", np: "reject", adkim: "s", aspf: "s", rua: reportTo });
}

/**
 * All records of a domain without mail: nobody may send as it or as a name below it, it receives nothing, no DKIM key is
 * valid, and nobody may issue a certificate.
 *
 * Sources: M3AAWG, "Protecting Parked Domains"; RFC 7208 §10.1.2, RFC 7505 §3, RFC 6376 §3.6.1, RFC 9989 §4.7,
 * RFC 8659 §4.2.
 */
export function planParkedDomain(model: ParkedDomainModel): ParkedDomainPlan {
  const { domain, reportTo, certificateAuthorities } = model;
  const dmarc = parkedDmarc(reportTo);
  const issuers = certificateAuthorities.length === 0 ? [undefined] : certificateAuthorities;
  const txt = (key: string, name: string, content: string): PlannedRecord<never> => ({
    key,
    type: "TXT",
    name,
    content,
  });
  const records: PlannedRecord<never>[] = [
    txt("spf", domain, NO_SENDER_SPF),
    txt("spf-below", `*.${domain}`, NO_SENDER_SPF),
    { key: "mx", type: "MX", name: domain, content: NULL_MX.exchange, preference: NULL_MX.preference },
    txt("dmarc", `_dmarc.${domain}`, dmarc),
    txt("dkim", `*._domainkey.${domain}`, REVOKED_KEY),
    ...issuers.map((issuer) => {
      const value = buildIssueValue({ ...(issuer === undefined ? {} : { issuer }), parameters: [] });
      return plannedCaa(domain, { flags: 0, tag: "issue", value });
    }),
  ];
  return { records, problems: problemsOf(model, dmarc), dmarc, exceptions: exceptionsOf(model) };
}

/**
 * The mail domains that reports go to, each once.
 *
 * @param reportTo mailboxes or `mailto:` URIs; what is malformed is left out
 */
export function reportDomains(reportTo: readonly string[]): string[] {
  const domains = reportTo.flatMap((address) => {
    const read = parseReportUri(toReportUri(address));
    return read.ok && read.value.domain !== undefined ? [read.value.domain] : [];
  });
  return [...new Set(domains)];
}

function problemsOf({ domain, reportTo, certificateAuthorities }: ParkedDomainModel, dmarc: string): Problem[] {
  const sentence = ({ message, fix, reference }: ReturnType<typeof checkDmarc>[number]) =>
    `${message} ${fix} (${reference})`;
  const parked = toFqdn(domain) ?? "";
  return [
    ...checkDomainName(domain).map((reason) => ({ property: "domain", reason })),
    ...checkDmarc(dmarc, `_dmarc.${domain}`)
      .filter(({ rule }) => rule !== "DM17") // whether anybody reads reports of a domain without mail is a choice
      .map((finding) => ({ property: "reportTo", reason: sentence(finding) })),
    ...reportTo.flatMap((address) => {
      const isWithin = reportDomains([address]).some((name) => name === parked || isSubdomainOf(name, parked));
      const reason = `${toReportUri(address)} is at the parked domain itself, whose null MX says that it receives no mail (RFC 7505 §3). Give a mailbox of the brand's own domain.`;
      return isWithin ? [{ property: "reportTo", reason }] : [];
    }),
    ...certificateAuthorities.flatMap((issuer, index) =>
      checkCaa({ flags: 0, tag: "issue", value: issuer }, domain).map((finding) => ({
        property: `certificateAuthorities[${index}]`,
        reason: sentence(finding),
      })),
    ),
  ];
}

function exceptionsOf({ domain, certificateAuthorities }: ParkedDomainModel): string[] {
  if (certificateAuthorities.length === 0) return [];
  return [`certificateAuthorities: ${certificateAuthorities.join(", ")} may issue certificates for ${domain}.`];
}
