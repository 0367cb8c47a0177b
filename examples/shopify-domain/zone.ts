import * as cloudflare from "@pulumi/cloudflare";
import { CaaRecords, CertificatePlatform, DnsProvider, Dnssec } from "storefront-baseline";
import { accountId, domain } from "./settings";

// Everything hangs on the zone: a deletion needs two deploys.
export const zone = new cloudflare.Zone("shop", { account: { id: accountId }, name: domain }, { protect: true });
export const dns = { provider: DnsProvider.Cloudflare, id: zone.id };

export const signed = new Dnssec("signed", { zone: dns });

// Shopify certifies the shop's names; Cloudflare the host of the MTA-STS policy.
export const certificates = new CaaRecords("certificates", {
  domain,
  zone: dns,
  platforms: [CertificatePlatform.Shopify, CertificatePlatform.Cloudflare],
});

// Shopify's addresses (help.shopify.com, "Understanding domains"). They are not proxied: behind a proxy of another account
// Shopify cannot prove the name to its certification authority, and its own protection stands in front already.
const shop = { zoneId: zone.id, proxied: false, ttl: 3600 };
new cloudflare.DnsRecord("apex", { ...shop, name: domain, type: "A", content: "23.227.38.65" });
new cloudflare.DnsRecord("apex-ipv6", { ...shop, name: domain, type: "AAAA", content: "2620:127:f00f:5::" });
new cloudflare.DnsRecord("www", { ...shop, name: `www.${domain}`, type: "CNAME", content: "shops.myshopify.com" });
