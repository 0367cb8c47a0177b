import type * as pulumi from "@pulumi/pulumi";
import type { SenderArgs } from "./senderArgs.js";

/** What Microsoft 365 needs: the two DKIM targets that the Defender portal shows for the domain. */
export interface Microsoft365Args {
  /**
   * The target of `selector1._domainkey`: `selector1-shop-example._domainkey.fernwood.n-v1.dkim.mail.microsoft`, or
   * `selector1-shop-example._domainkey.fernwood.onmicrosoft.com` for domains added before May 2025.
   */
  selector1Target: pulumi.Input<string>;
  /** The target of `selector2._domainkey`. */
  selector2Target: pulumi.Input<string>;
}

/** Microsoft 365. */
export function microsoft365(args: Microsoft365Args): SenderArgs {
  return { microsoft365: args };
}
