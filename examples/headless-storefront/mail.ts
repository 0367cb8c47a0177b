import * as aws from "@pulumi/aws";
import * as cloudflare from "@pulumi/cloudflare";
import { EmailDomain, google, MtaSts, PolicyHost, ses } from "storefront-baseline";
import { dns, zone } from "./edge";
import { cloudflareAccountId, domain, googleDkimKey, region } from "./settings";

// People write from Google Workspace; the shop sends order mail through Amazon SES.
const identity = new aws.sesv2.EmailIdentity("orders", { emailIdentity: domain });
new aws.sesv2.EmailIdentityMailFromAttributes("orders", {
  emailIdentity: identity.emailIdentity,
  mailFromDomain: `bounce.${domain}`,
  behaviorOnMxFailure: "REJECT_MESSAGE",
});

// Whoever sends as the domain and is not named here is refused by receivers.
export const mail = new EmailDomain("mail", {
  domain,
  zone: dns,
  senders: [google({ dkimKey: googleDkimKey }), ses({ dkimTokens: identity.dkimSigningAttributes.tokens, region })],
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
  host: { kind: PolicyHost.Worker, accountId: cloudflareAccountId },
  tlsReportTo: [`tls@${domain}`],
});
