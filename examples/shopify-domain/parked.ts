import * as cloudflare from "@pulumi/cloudflare";
import { DnsProvider, Dnssec, ParkedDomains } from "storefront-baseline";
import { accountId, domain, parkedDomains } from "./settings";
import { dns } from "./zone";

/** Domains that send no mail say so, or somebody else sends it for them. */
const zones = parkedDomains.map((name) => {
  const zone = new cloudflare.Zone(name, { account: { id: accountId }, name }, { protect: true });
  const parkedDns = { provider: DnsProvider.Cloudflare, id: zone.id };
  new Dnssec(`signed-${name}`, { zone: parkedDns });
  return { domain: name, zone: parkedDns };
});

export const parked =
  zones.length === 0
    ? undefined
    : new ParkedDomains("parked", { domains: zones, reportTo: [`dmarc@${domain}`], reportZone: dns });
