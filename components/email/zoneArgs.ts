import type * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../../baseline/email/emailDomainCheck.js";

/** Who serves a DNS zone. */
export const DnsProvider = {
  /** Cloudflare DNS. */
  Cloudflare: "cloudflare",
  /** Amazon Route 53. */
  Route53: "route53",
} as const;
export type DnsProvider = (typeof DnsProvider)[keyof typeof DnsProvider];

/** A DNS zone that exists, or that the program creates. */
export interface DnsZoneArgs {
  /** Who serves it. */
  provider: DnsProvider;
  /** The zone's id: `id` of a `cloudflare.Zone`, `zoneId` of an `aws.route53.Zone`. */
  id: pulumi.Input<string>;
}

export function checkZone(zone: DnsZoneArgs): Problem[] {
  const problems: Problem[] = [];
  const providers: readonly string[] = Object.values(DnsProvider);
  if (!providers.includes(zone.provider)) {
    problems.push({
      property: "zone.provider",
      reason: `"${zone.provider}" is no DNS provider known here. Allowed are ${providers.join(" and ")}.`,
    });
  }
  if (zone.id === undefined || zone.id === "") {
    problems.push({ property: "zone.id", reason: "It is empty. Give the id of the zone that holds the domain." });
  }
  return problems;
}
