import { isCatalogueHost } from "./mailHosts.js";
import { isAtOrBelow } from "./spf/zone.js";
import type { Fault } from "./fault.js";

/**
 * Domains below which the mail hosts of mailbox services and mail filters stand.
 *
 * Sources: the services' own pages on MX records: Google Workspace Admin Help "MX record values", Microsoft Learn "External
 * Domain Name System records for Microsoft 365" and "How SMTP DANE works", Cloudflare Email Routing "DNS records", Zoho Mail
 * "Configure email delivery", Fastmail "Manual DNS configuration", Proton "Set up a custom domain", Apple "Set up an
 * existing domain with iCloud Mail", Mimecast "Connect", Proofpoint "Inbound mail flow".
 */
const EXCHANGES: readonly string[] = [
  ...["smtp.google.com", "aspmx.l.google.com", "googlemail.com"],
  ...[
    "mail.protection.outlook.com",
    "mx.microsoft",
    "mail.protection.office365.us",
    "mail.protection.partner.outlook.cn",
  ],
  "mx.cloudflare.net",
  ...["zoho.com", "zoho.eu", "zoho.in", "zoho.com.au", "zoho.jp", "zohocloud.ca"],
  ...["messagingengine.com", "protonmail.ch", "mail.icloud.com", "mimecast.com", "pphosted.com", "ppe-hosted.com"],
  "barracudanetworks.com",
  // Mail of hosting companies: IONOS, GoDaddy, OVHcloud, Gandi, Rackspace, Namecheap, Hostinger, Migadu.
  ...["kundenserver.de", "ionos.com", "secureserver.net", "mail.ovh.net", "gandi.net", "emailsrvr.com"],
  ...["privateemail.com", "registrar-servers.com", "hostinger.com", "migadu.com"],
  // Senders and help desks that take replies and bounces.
  ...["amazonses.com", "sendgrid.net", "mailgun.org", "mailgun.com", "mtasv.net", "zendesk.com"],
];

/** Amazon SES and WorkMail (Amazon SES Developer Guide, "Email receiving endpoints"). */
const AMAZON = /^inbound-smtp\.[a-z0-9-]+\.amazonaws\.com$/;

/**
 * Judges a host that receives a domain's mail: `MX03` where no known service holds it.
 *
 * @param exchange in lower case, without a final dot
 * @param services domains of mail services that the shop has agreed on
 */
export function checkKnownExchange(exchange: string, services: readonly string[]): Fault[] {
  if (isCatalogueHost(exchange) || isAtOrBelow(exchange, [...EXCHANGES, ...services]) || AMAZON.test(exchange))
    return [];
  return [
    {
      rule: "MX03",
      position: 0,
      message: `Mail goes to ${exchange}: whoever holds that reads it, the links by which passwords are set anew among it, and no known service does.`,
      fix: "Name the host that was meant; or find out who holds it, and add the service's domain to mailServices of the pack's settings.",
      reference: "RFC 5321 §5.1",
    },
  ];
}
