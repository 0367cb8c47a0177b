import * as cloudflare from "@pulumi/cloudflare";
import { EmailDomain, google, klaviyo, MtaSts, PolicyHost, shopify } from "storefront-baseline";
import { accountId, domain, googleDkimKey, klaviyoNameServers, klaviyoVerification, shopifyMailRows } from "./settings";
import { dns, zone } from "./zone";

// People write from Google Workspace, Shopify sends order mail, and Klaviyo the newsletter where it is configured.
// Whoever sends as the domain and is not named here is refused by receivers.
export const mail = new EmailDomain("mail", {
  domain,
  zone: dns,
  senders: [
    google({ dkimKey: googleDkimKey }),
    shopify({ cnames: shopifyMailRows }),
    ...(klaviyoVerification === undefined
      ? []
      : [klaviyo({ verification: klaviyoVerification, sendingDomain: "send", nameServers: klaviyoNameServers })]),
  ],
  dmarc: { reportTo: [`dmarc@${domain}`] },
});

const MAIL_HOST = "smtp.google.com";
new cloudflare.DnsRecord("mail-host", {
  zoneId: zone.id,
  name: domain,
  type: "MX",
  content: MAIL_HOST,
  priority: 1,
  ttl: 3600,
});
export const mailTls = new MtaSts("mail-tls", {
  domain,
  zone: dns,
  mx: [MAIL_HOST],
  host: { kind: PolicyHost.Worker, accountId },
  tlsReportTo: [`tls@${domain}`],
});
