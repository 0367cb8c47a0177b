import { isCatalogueHost } from "./mailHosts.js";
import { registeredDomain } from "./publicSuffix.js";
import { KNOWN_HOSTS } from "./spf/foreignHosts.js";
import { isAtOrBelow } from "./spf/zone.js";
import type { AgreedHosts } from "./signingHosts.js";

/** Hosts, with all names below them, of services that receive mail for others, as their documentation names them for MX. */
const RECEIVERS: readonly string[] = [
  // Google Workspace Admin Help, "Set up MX records": smtp.google.com, and aspmx.l.google.com of before 2023.
  ...["smtp.google.com", "aspmx.l.google.com", "googlemail.com"],
  // Microsoft Learn, "External Domain Name System records for Microsoft 365", and "How SMTP DANE works" for mx.microsoft.
  ...["mail.protection.outlook.com", "mx.microsoft"],
  // Amazon SES Developer Guide, "Email receiving endpoints"; the name stands before the Region.
  ...["amazonaws.com", "amazonses.com"],
  // Cloudflare Email Routing; Apple Support, iCloud Mail with a custom domain; Proton, Fastmail, Zoho: custom domains.
  ...["mx.cloudflare.net", "mail.icloud.com", "protonmail.ch", "messagingengine.com", "zoho.com", "zoho.eu", "zoho.in"],
  // Filters that stand before a mailbox: Mimecast, Proofpoint, Barracuda.
  ...["mimecast.com", "pphosted.com", "ppe-hosted.com", "barracudanetworks.com"],
  // Hosting companies: IONOS, GoDaddy, OVHcloud, Gandi, Rackspace, Namecheap, Hostinger.
  ...["kundenserver.de", "ionos.com", "secureserver.net", "mail.ovh.net", "gandi.net", "emailsrvr.com"],
  ...["privateemail.com", "registrar-servers.com", "hostinger.com", "migadu.com"],
  // Help desks and senders that take replies.
  ...["sendgrid.net", "mailgun.org", "mailgun.com", "mtasv.net", "zendesk.com"],
];

/**
 * Whether a host that receives mail belongs to a service that is known to, or that the shop has agreed on.
 *
 * @param host in lower case, without a final dot
 */
export function isKnownReceiver(host: string, { services, spfIncludes }: AgreedHosts): boolean {
  const agreed = [...services, ...spfIncludes.map((include) => registeredDomain(include) ?? include)];
  return isCatalogueHost(host) || isAtOrBelow(host, [...RECEIVERS, ...KNOWN_HOSTS, ...agreed]);
}
