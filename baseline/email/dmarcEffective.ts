import { type DmarcAudience, policyApplied, policyByRfc7489 } from "./dmarcApplied.js";
import { discoverByPublicSuffix, discoverByTreeWalk } from "./dmarcDiscovery.js";
import type { DmarcPolicy } from "./dmarcPolicy.js";
import { isSubdomainOf } from "./name.js";
import { registeredDomain } from "./publicSuffix.js";
import type { NameAnswers } from "./zoneAnswers.js";

/**
 * The receivers that mail meets: those of RFC 9989, the same where the zone is signed with compact denial of existence
 * (RFC 9824), so that every name seems to exist, and those that still follow RFC 7489.
 */
export const DMARC_READERS = ["RFC 9989", "RFC 9989 with compact denial", "RFC 7489"] as const;
export type DmarcReader = (typeof DMARC_READERS)[number];

/** What a receiver applies: a policy, nothing, or what cannot be known from the records at hand. */
export type EffectiveResult = DmarcPolicy | "no DMARC" | "unknown";

/** What a receiver applies to mail that fails DMARC. */
export interface EffectivePolicy {
  /** Whose mail: the domain itself, `an existing subdomain` or `a missing subdomain` of it. */
  readonly subject: string;
  /** By which standard the receiver reads the records. */
  readonly reader: string;
  /** `none`, `quarantine`, `reject`, `no DMARC`, or `unknown` where a record of a zone not at hand decides. */
  readonly policy: string;
}

const SUBJECTS: Readonly<Record<DmarcAudience, string>> = {
  domain: "the domain",
  subdomain: "an existing subdomain",
  missingSubdomain: "a missing subdomain",
};
/**
 * A name that stands for all subdomains of a domain that have no record of their own.
 *
 * @param domain a whole name in A-labels
 */
export function anySubdomain(domain: string): string {
  return `any-subdomain.${domain}`;
}

/**
 * The policy that a receiver applies to mail of an Author Domain that fails DMARC.
 *
 * @param author a whole name in A-labels
 * @param names what names answer
 * @param reader by which standard the receiver reads them
 */
export function effectivePolicy(author: string, names: NameAnswers, reader: DmarcReader): EffectiveResult {
  const discovery = reader === "RFC 7489" ? discoverByPublicSuffix(author, names) : discoverByTreeWalk(author, names);
  if (discovery.status === "unknown") return "unknown";
  if (discovery.status === "absent") return "no DMARC";
  const { domain, reading } = discovery.record;
  if (reader === "RFC 7489") return policyByRfc7489(reading, domain !== author) ?? "no DMARC";
  if (domain === author) return policyApplied(reading, "domain") ?? "no DMARC";
  const existing = policyApplied(reading, "subdomain") ?? "no DMARC";
  const missing = policyApplied(reading, "missingSubdomain") ?? "no DMARC";
  const exists = existing === missing || reader === "RFC 9989 with compact denial" ? true : names.exists(author);
  if (exists === undefined) return "unknown";
  return exists ? existing : missing;
}

/**
 * What each kind of receiver applies to a domain, to a subdomain that exists, and to one that does not, neither of which
 * has a record of its own.
 *
 * @param domain a whole name in A-labels
 * @param names what names answer
 */
export function effectivePolicies(domain: string, names: NameAnswers): EffectivePolicy[] {
  const subdomain = anySubdomain(domain);
  // A subdomain that exists is the closest name above its `_dmarc`, so that no wildcard of the domain answers there.
  const withSubdomain: NameAnswers = {
    txt: (name) => (name === subdomain || isSubdomainOf(name, subdomain) ? [] : names.txt(name)),
    exists: (name) => name === subdomain || names.exists(name),
  };
  const authors: Readonly<Record<DmarcAudience, [string, NameAnswers]>> = {
    domain: [domain, names],
    subdomain: [subdomain, withSubdomain],
    missingSubdomain: [subdomain, names],
  };
  return Object.entries(authors).flatMap(([audience, [author, answers]]) =>
    DMARC_READERS.map((reader) => ({
      subject: SUBJECTS[audience as DmarcAudience],
      reader,
      policy: effectivePolicy(author, answers, reader),
    })),
  );
}

/**
 * The names of a domain that publishes one record, and of which nothing else is known: names below it answer nothing,
 * and neither do public suffixes above it. A registry that publishes a record there declares it with `psd=y`, which
 * leaves the registered domain the Organizational Domain as it is (RFC 9989 §4.10.2).
 *
 * @param domain a whole name in A-labels
 * @param text the text of its DMARC record
 */
export function recordAlone(domain: string, text: string): NameAnswers {
  const registered = registeredDomain(domain) ?? domain;
  return {
    txt(name) {
      const owner = name.replace(/^_dmarc\./, "");
      if (owner === domain) return [text];
      return isSubdomainOf(owner, domain) || isSubdomainOf(registered, owner) ? [] : undefined;
    },
    exists: (name) => name === domain,
  };
}

/** A sentence for each subject of which receivers judge differently. */
export function policyDifferences(policies: readonly EffectivePolicy[]): string[] {
  const subjects = [...new Set(policies.map(({ subject }) => subject))];
  return subjects.flatMap((subject) => {
    const known = policies.filter((one) => one.subject === subject && one.policy !== "unknown");
    if (new Set(known.map(({ policy }) => policy)).size < 2) return [];
    const said = known.map(({ reader, policy }) => `${policy} by ${reader}`).join(", ");
    return `Receivers apply different policies to ${subject}: ${said}.`;
  });
}
