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
  return (
    MAIL_HOST_SUFFIXES.some((suffix) => host === suffix || host.endsWith(`.${suffix}`)) || host.includes("._domainkey.")
  );
}
