import { CATALOGUE } from "./senders/catalogue.js";
import type { SenderEntry } from "./senders/sender.js";

/**
 * Hosts of mail services to which a shop's own names point by CNAME (DKIM keys, return paths). A name that points
 * there must not be proxied.
 */
const MAIL_HOST_SUFFIXES: readonly string[] = Object.values<SenderEntry>(CATALOGUE).flatMap(({ hosts }) => hosts);

/** Whether a CNAME target belongs to a mail service. */
export function isMailHost(target: string): boolean {
  const host = target.toLowerCase().replace(/\.$/, "");
  return isCatalogueHost(host) || host.includes("._domainkey.");
}

/**
 * Whether a host belongs to a service of the catalogue.
 *
 * @param host in lower case, without a final dot
 */
export function isCatalogueHost(host: string): boolean {
  return MAIL_HOST_SUFFIXES.some((suffix) => host === suffix || host.endsWith(`.${suffix}`));
}
