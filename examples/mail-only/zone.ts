import * as aws from "@pulumi/aws";
import { CaaRecords, CertificatePlatform, DnsProvider, Dnssec } from "storefront-baseline";
import { accountId, domain } from "./settings";

// Everything hangs on the zone: a deletion needs two deploys.
export const zone = new aws.route53.Zone("mail", { name: domain }, { protect: true });
export const dns = { provider: DnsProvider.Route53, id: zone.zoneId };

export const signed = new Dnssec("signed", { zone: dns, accountId });

// CloudFront serves the MTA-STS policy with a certificate of AWS.
export const certificates = new CaaRecords("certificates", {
  domain,
  zone: dns,
  platforms: [CertificatePlatform.Acm],
});
