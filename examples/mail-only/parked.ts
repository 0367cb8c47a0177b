import * as aws from "@pulumi/aws";
import { DnsProvider, Dnssec, ParkedDomains } from "storefront-baseline";
import { domain, parkedDomains } from "./settings";
import { dns, signed } from "./zone";

/** Domains that send no mail say so, or somebody else sends it for them. */
const zones = parkedDomains.map((name) => {
  const zone = new aws.route53.Zone(name, { name }, { protect: true });
  const parkedDns = { provider: DnsProvider.Route53, id: zone.zoneId };
  // One key in KMS signs all zones, at the price of one.
  new Dnssec(`signed-${name}`, { zone: parkedDns, signingKeyArn: signed.signingKeyArn });
  return { domain: name, zone: parkedDns };
});

export const parked =
  zones.length === 0
    ? undefined
    : new ParkedDomains("parked", { domains: zones, reportTo: [`dmarc@${domain}`], reportZone: dns });
