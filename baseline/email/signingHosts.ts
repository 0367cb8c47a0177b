import { isCatalogueHost } from "./mailHosts.js";
import { registeredDomain } from "./publicSuffix.js";
import { KNOWN_HOSTS } from "./spf/foreignHosts.js";
import { isAtOrBelow } from "./spf/zone.js";
import type { Fault } from "./fault.js";

/** What a shop has agreed on in the pack's settings. */
export interface AgreedHosts {
  /** Domains of mail services, with all names below them. */
  readonly services: readonly string[];
  /** Hosts that SPF may include. */
  readonly spfIncludes: readonly string[];
}

/** The domains that those agreements take in: who may pass SPF sends as the shop, and gets what bounces. */
export function agreedDomains({ services, spfIncludes }: AgreedHosts): readonly string[] {
  return [...services, ...spfIncludes.map((include) => registeredDomain(include) ?? include)];
}

/**
 * Judges the host to which the name of a DKIM key leads by CNAME or NS: `DK13` where no known service holds it.
 *
 * A service that may pass SPF sends as the domain already, so that a key gives it nothing more.
 *
 * @param host the target in lower case, without a final dot
 * @param agreed what the shop has agreed on
 */
export function checkSigningHost(host: string, agreed: AgreedHosts): Fault[] {
  if (isCatalogueHost(host) || isAtOrBelow(host, [...KNOWN_HOSTS, ...agreedDomains(agreed)])) return [];
  return [
    {
      rule: "DK13",
      position: 0,
      message: `The name leads to ${host}: whoever holds that publishes the key and signs as the domain, and no known service does.`,
      fix: `Remove the record; or find out who holds the name, and add the service's domain to mailServices of the pack's settings.`,
      reference: "RFC 6376 §3.6.2",
    },
  ];
}
