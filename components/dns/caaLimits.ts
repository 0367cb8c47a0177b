import { DnsProvider, type DnsZoneArgs } from "../email/zoneArgs.js";

/**
 * What CAA records do not hold at their provider, as sentences.
 *
 * Sources: Cloudflare documentation, "CAA records added by Cloudflare"; CVE-2026-14440.
 */
export function caaLimits({ provider }: DnsZoneArgs, domain: string): string[] {
  if (provider !== DnsProvider.Cloudflare) return [];
  return [
    `While ${domain} has Universal SSL or an advanced certificate, Cloudflare answers with CAA records of its own ` +
      `beside these: Let's Encrypt, Google Trust Services, SSL.com and Sectigo may issue, without accounturi.`,
  ];
}
