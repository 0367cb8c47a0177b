import type { Finding } from "../finding.js";
import { toFinding } from "../email/fault.js";

/** Seconds that a provider accepts as TTL. Source: Cloudflare documentation, "Time to Live (TTL)"; Route 53 API reference. */
export const TTL_LIMITS = {
  cloudflare: { min: 60, max: 86_400 },
  route53: { min: 0, max: 2_147_483_647 },
} as const;
/** In Enterprise zones Cloudflare accepts less. */
export const ENTERPRISE_MIN_TTL = 30;
/** At Cloudflare: the TTL is Cloudflare's choice, 300 seconds. A proxied record has no other. */
export const AUTOMATIC_TTL = 1;

/** Seconds that resolvers keep mail records: long enough to be cheap, short enough to mend a mistake within the hour. */
export const MAIL_RECORD_TTL = 3600;

/** What the provider accepts that is nearest to a TTL; `undefined` of what is no number. */
export function nearestTtl(ttl: number, provider: keyof typeof TTL_LIMITS): number | undefined {
  const { min, max } = TTL_LIMITS[provider];
  return Number.isNaN(ttl) ? undefined : Math.min(Math.max(Math.round(ttl), min), max);
}

/**
 * Checks a TTL: `DNS08` where its provider does not accept it, whatever the plan.
 *
 * @param ttl seconds
 * @param provider who serves the record
 * @param subject the record's name
 */
export function checkTtl(ttl: number, provider: keyof typeof TTL_LIMITS, subject: string): Finding[] {
  const { min, max } = TTL_LIMITS[provider];
  if (provider === "cloudflare" && ttl === AUTOMATIC_TTL) return [];
  const least = provider === "cloudflare" ? ENTERPRISE_MIN_TTL : min;
  if (Number.isInteger(ttl) && ttl >= least && ttl <= max) return [];
  const allowed =
    provider === "cloudflare"
      ? `Cloudflare accepts ${min} to ${max}, from ${ENTERPRISE_MIN_TTL} in Enterprise zones, and ${AUTOMATIC_TTL} for automatic`
      : `Route 53 accepts ${min} to ${max}`;
  const message = `The ttl is ${ttl} seconds; ${allowed}.`;
  const fix = "Set a ttl within these limits, for example 3600.";
  return [toFinding({ rule: "DNS08", position: 0, message, fix, reference: SOURCES[provider] }, subject)];
}

/** Whether Cloudflare accepts a TTL in Enterprise zones only. */
export function needsEnterprise(ttl: number): boolean {
  return ttl >= ENTERPRISE_MIN_TTL && ttl < TTL_LIMITS.cloudflare.min;
}

const SOURCES = {
  cloudflare: "Cloudflare documentation, Time to Live (TTL)",
  route53: "Route 53 API reference, ResourceRecordSet",
} as const;
