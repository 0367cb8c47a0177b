import type { IssuanceTag } from "./caaIssue.js";

/**
 * Certification authorities that the platforms of a shop have their certificates from, by the names that these take in
 * CAA records.
 */
export const PLATFORM_AUTHORITIES = {
  /** Source: Cloudflare documentation, SSL/TLS, "Certificate authorities" and "CAA records added by Cloudflare". */
  cloudflare: ["letsencrypt.org", "pki.goog", "ssl.com", "sectigo.com"],
  /** Source: AWS Certificate Manager user guide, "Configure a CAA record". */
  acm: ["amazon.com"],
  /** Source: Cloudflare documentation, "Shopify" (provider guides): a CAA record for Let's Encrypt is needed. */
  shopify: ["letsencrypt.org"],
} as const;

/** The names of Amazon's authority, each of which is enough for ACM (same source). */
export const ACM_AUTHORITIES: readonly string[] = ["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"];

/** Issuers of mark certificates for BIMI. Source: the list of the BIMI Group, "Mark Verifying Authorities". */
export const MARK_AUTHORITIES: readonly string[] = ["digicert.com", "globalsign.com", "ssl.com"];

const SERVER_AUTHORITIES: readonly string[] = [
  ...new Set([...Object.values(PLATFORM_AUTHORITIES).flat(), ...ACM_AUTHORITIES]),
];

/**
 * The authorities that a property may name unless a team allows more.
 *
 * @param tag the property's tag
 */
export function allowedAuthorities(tag: IssuanceTag): readonly string[] {
  if (tag === "issuevmc") return MARK_AUTHORITIES;
  // For S/MIME no platform decides: whoever is trusted with another kind of certificate is with this one.
  return tag === "issuemail" ? [...new Set([...SERVER_AUTHORITIES, ...MARK_AUTHORITIES])] : SERVER_AUTHORITIES;
}
