import type * as pulumi from "@pulumi/pulumi";
import type { SenderArgs } from "./senderArgs.js";

/** What HubSpot needs: the values under Settings, Domains, email sending. */
export interface HubspotArgs {
  /** The Hub ID, as it stands in the record's name: `hs1-1234567._domainkey`. */
  portalId: string;
  /** The target of `hs1-…`, for example `shop-example.hs01a.dkim.hubspotemail.net`. */
  hs1Target: pulumi.Input<string>;
  /** The target of `hs2-…`, for example `shop-example.hs01b.dkim.hubspotemail.net`. */
  hs2Target: pulumi.Input<string>;
}

/** HubSpot with shared addresses. */
export function hubspot(args: HubspotArgs): SenderArgs {
  return { hubspot: args };
}
