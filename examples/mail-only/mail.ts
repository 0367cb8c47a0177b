import * as aws from "@pulumi/aws";
import { EmailDomain, MtaSts, PolicyHost, ses } from "storefront-baseline";
import { identity } from "./sending";
import { domain, mailHost, region } from "./settings";
import { dns, zone } from "./zone";

export const mail = new EmailDomain("mail", {
  domain,
  zone: dns,
  // Whoever sends as the domain and is not named here is refused by receivers. Do people write from it as well? Then add
  // their service beside SES: google({ dkimKey: "…" }), microsoft365({ … }).
  senders: [ses({ dkimTokens: identity.dkimSigningAttributes.tokens, region })],
  dmarc: { reportTo: [`dmarc@${domain}`] },
});

new aws.route53.Record("mail-host", {
  zoneId: zone.zoneId,
  name: domain,
  type: "MX",
  ttl: 3600,
  records: [`10 ${mailHost}`],
});
export const mailTls = new MtaSts("mail-tls", {
  domain,
  zone: dns,
  mx: [mailHost],
  host: { kind: PolicyHost.CloudFront },
  tlsReportTo: [`tls@${domain}`],
});
