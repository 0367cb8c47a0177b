import { organizationalDomain } from "./dmarcDiscovery.js";
import type { Sender } from "./senders/sender.js";

/** What is known of DMARC records: the texts at `_dmarc.<domain>`; nothing where there are none. */
type DmarcTexts = (domain: string) => readonly string[];

/** How closely domains must agree (RFC 9989 §4.4): `r` relaxed, the same Organizational Domain; `s` strict, the same. */
export type AlignmentMode = "r" | "s";

/** Whether a sender's mail passes DMARC by SPF and by DKIM (RFC 9989 §4.4), and why. */
export interface Alignment {
  /** The sender's name. */
  readonly sender: string;
  /** Whether it passes by SPF. */
  readonly spf: boolean;
  /** Why, as a sentence. */
  readonly spfReason: string;
  /** Whether it passes by DKIM. */
  readonly dkim: boolean;
  /** Why, as a sentence. */
  readonly dkimReason: string;
}

/** With whom a sender's domains are compared. */
export interface AlignmentContext {
  /** The domain in From. */
  readonly domain: string;
  /** The mode of DKIM. */
  readonly adkim: AlignmentMode;
  /** The mode of SPF. */
  readonly aspf: AlignmentMode;
  /** The DMARC records that are planned or known. */
  readonly dmarcTexts: DmarcTexts;
}

/**
 * Proves for a sender whether its mail is aligned. A sender that uses several domains counts as aligned only where all
 * of them are, since one message carries one of them.
 */
export function alignmentOf<T>(sender: Sender<T>, context: AlignmentContext): Alignment {
  const { domain, adkim, aspf } = context;
  const mailFrom = mailFromDomains(sender, domain);
  const signing = signingDomains(sender, domain);
  const spf = compare("aspf", aspf, mailFrom, context);
  const dkim = compare("adkim", adkim, signing, context);
  return {
    sender: sender.name,
    spf: spf.isAligned,
    spfReason:
      mailFrom.length === 0
        ? `Bounces go to a domain of ${sender.name}, so SPF passes for that one and never for ${domain}.`
        : `MAIL FROM is at ${mailFrom.join(" and ")}: ${spf.reason}`,
    dkim: dkim.isAligned,
    dkimReason:
      signing.length === 0
        ? `No key of ${sender.name} stands under ${domain}, so its signatures, if any, are of another domain.`
        : `Signatures are of ${signing.join(" and ")}: ${dkim.reason}`,
  };
}

/**
 * Whether two domains are aligned.
 *
 * @param name the domain that SPF or DKIM authenticated
 * @param domain the domain in From
 */
export function isAligned(name: string, domain: string, mode: AlignmentMode, dmarcTexts: DmarcTexts): boolean {
  if (name === domain) return true;
  return mode === "r" && organizationOf(name, dmarcTexts) === organizationOf(domain, dmarcTexts);
}

/** The Organizational Domain by these records and no others. */
function organizationOf(domain: string, dmarcTexts: DmarcTexts): string {
  const txt = (name: string): readonly string[] => dmarcTexts(name.slice("_dmarc.".length));
  return organizationalDomain(domain, { txt, exists: () => undefined }) ?? domain;
}

/** The domains to which bounces go, as far as they are the customer's. */
function mailFromDomains<T>({ include, returnPaths = [] }: Sender<T>, domain: string): string[] {
  return [...(include === undefined ? [] : [domain]), ...returnPaths.map(({ host }) => `${host}.${domain}`)];
}

/** The domains that sign: the tag `d` of a signature is what stands behind `_domainkey` (RFC 6376 §3.6.2.1). */
function signingDomains<T>({ dkim, signsBelow }: Sender<T>, domain: string): string[] {
  const hosts = [...dkim.map(({ host }) => host), ...(signsBelow === undefined ? [] : [signsBelow])];
  return [...new Set(hosts.map((host) => (host === undefined ? domain : `${host}.${domain}`)))];
}

function compare(
  tag: "adkim" | "aspf",
  mode: AlignmentMode,
  names: readonly string[],
  { domain, dmarcTexts }: AlignmentContext,
): { readonly isAligned: boolean; readonly reason: string } {
  const strangers = names.filter((name) => !isAligned(name, domain, mode, dmarcTexts));
  const [first] = strangers;
  if (names.length === 0) return { isAligned: false, reason: "" };
  if (first === undefined) {
    const isSame = names.every((name) => name === domain);
    const organization = organizationOf(domain, dmarcTexts);
    return {
      isAligned: true,
      reason: isSame ? "the domain in From itself." : `of the Organizational Domain ${organization}, as From is.`,
    };
  }
  if (mode === "s") return { isAligned: false, reason: `${tag}=s demands ${domain} itself, which ${first} is not.` };
  const own = organizationOf(first, dmarcTexts);
  return { isAligned: false, reason: `${first} is of the Organizational Domain ${own}, which From is not.` };
}
