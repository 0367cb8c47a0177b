import * as aws from "@pulumi/aws";
import * as cloudflare from "@pulumi/cloudflare";
import {
  BimiRecord,
  CaaRecords,
  CertificatePlatform,
  DnsProvider,
  Dnssec,
  EmailDomain,
  google,
  MtaSts,
  PolicyHost,
  ReportAuthorization,
  ses,
} from "storefront-baseline";

// The brand's domain: people write from Google Workspace, the shop sends order mail through Amazon SES.
const domain = "fernwood-candles.example";
const accountId = "00000000000000000000000000000000";
const zone = new cloudflare.Zone("fernwood-candles", { account: { id: accountId }, name: domain }, { protect: true });
const identity = new aws.sesv2.EmailIdentity("orders", { emailIdentity: domain });
new aws.sesv2.EmailIdentityMailFromAttributes("orders", {
  emailIdentity: identity.emailIdentity,
  mailFromDomain: `bounce.${domain}`,
  behaviorOnMxFailure: "REJECT_MESSAGE",
});

const mail = new EmailDomain("mail", {
  domain,
  zone: { provider: DnsProvider.Cloudflare, id: zone.id },
  senders: [
    google({
      // From the Google admin console; a public key is no secret.
      dkimKey:
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwfayxJk62fZSDm/cKoIDnNcyGHkMsYJFdfy12fxCFNWek14Yilmo/qEa8OPs7ggOAeOf2NoyvXeG8BIq2eaj052WkTLjqHGXSJReZLsw6h6Rjjh2qeUeObdUO52XNWkCg0vZhDUihi0Yyn3GYfsPeWqS6N3rJJ4VpDpkiE2uDHadXzdkt5MeskUeIkMkF5cNKJ3a++VQ97qxRuzTQ9bP1uwegVMWeoNrr+t7uN4oRGcFzHhhhxV6cboY5I1otLCRJudUT6hCjKCXNjlkDV1ecgqkV9i0aiDjJf3jfQ+FeoEt70IzXBzy4VqoL0f7eG7zqC2e3Cx4hKYhTRMh2wfB6QIDAQAB",
    }),
    ses({ dkimTokens: identity.dkimSigningAttributes.tokens, region: "eu-west-1" }),
  ],
  dmarc: { reportTo: [`dmarc@${domain}`] },
  otherTexts: ["google-site-verification=4ibFUgB-wXLQ_S7vsXVomSTVamuOXBiVAzpR5IZ87D0"],
});

new cloudflare.DnsRecord("mail-exchange", {
  zoneId: zone.id,
  name: domain,
  type: "MX",
  content: "smtp.google.com",
  priority: 1,
  ttl: 3600,
});

// Others deliver to Google over TLS alone, and the brand's logo stands beside its mail.
new MtaSts("mail-tls", {
  domain,
  zone: { provider: DnsProvider.Cloudflare, id: zone.id },
  mx: ["smtp.google.com"],
  host: { kind: PolicyHost.Worker, accountId },
  tlsReportTo: [`tls@${domain}`],
});
new BimiRecord("logo", {
  domain,
  zone: { provider: DnsProvider.Cloudflare, id: zone.id },
  logo: `https://www.${domain}/bimi/logo.svg`,
  evidence: `https://www.${domain}/bimi/logo.pem`,
  dmarc: mail.dmarc,
});

new CaaRecords("certificates", {
  domain,
  zone: { provider: DnsProvider.Cloudflare, id: zone.id },
  platforms: [CertificatePlatform.Cloudflare],
  markAuthorities: ["digicert.com"],
});

const signed = new Dnssec("signed", { zone: { provider: DnsProvider.Cloudflare, id: zone.id } });

// A second brand, whose zone is at Route 53.
const outletDomain = "fernwood-outlet.example";
const outletZone = new aws.route53.Zone("fernwood-outlet", { name: outletDomain });
new EmailDomain("outlet-mail", {
  domain: outletDomain,
  zone: { provider: DnsProvider.Route53, id: outletZone.zoneId },
  senders: [
    google({
      dkimKey:
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA8Yzl+/Bym94D67CwtXYvx87xfgDpIGpM7WJ7zgztBVaxehbI1T8m1UKl7a8bZYLmyxDyYn+XOTwabq6HFjk3uKOFlNBCySyxR42r8Q2zh60hfN5S8QJd4Z7syDq1kAPH9Jb7AazDUgvZZ5KRifIR4rN13vSWi7ze0KHtFPN9/7WgB8kUzBIGcDUPCUyEb1Dew1VKtEmZchBKVg9ll+2wwusDvz8JpHeWSrzX/DOPl6zXDcxNphKynvpyDnAAiGSD2j5CcW8h9UskrLM4x42HswwFg9Y7mL+aoGlsgVrMoImswwTWvzFoc4v8VE5vKKj3R+jxxcDnf1McE/tEpx8d2wIDAQAB",
    }),
  ],
  // Nobody has a mailbox there, so the brand reads the reports.
  dmarc: { reportTo: [`dmarc@${domain}`], reportsAuthorizedBy: [domain] },
  otherTexts: ["google-site-verification=rXOxyZounnZasA8Z7oaD3c14JdjS9aKSWvsR1EbUSIQ"],
});

new ReportAuthorization("outlet-reports", {
  zone: { provider: DnsProvider.Cloudflare, id: zone.id },
  destination: domain,
  domains: [outletDomain],
});

new CaaRecords("outlet-certificates", {
  domain: outletDomain,
  zone: { provider: DnsProvider.Route53, id: outletZone.zoneId },
  platforms: [CertificatePlatform.Acm],
});

const outletSigned = new Dnssec("outlet-signed", {
  zone: { provider: DnsProvider.Route53, id: outletZone.zoneId },
  accountId: "000000000000",
});

// For the registrars of the two domains.
export const ds = [signed.ds, outletSigned.ds];
export const alignment = mail.alignment;
