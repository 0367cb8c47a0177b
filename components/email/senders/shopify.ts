import type { CnameArgs } from "./cnameArgs.js";
import type { SenderArgs } from "./senderArgs.js";

/** What Shopify needs: every CNAME row that its admin shows under Settings, Notifications, sender email. */
export interface ShopifyArgs {
  /** Rows such as `abc._domainkey` to `dkim1.….email.myshopify.com`, and `mailerabc` to `….email.myshopify.com`. */
  cnames: CnameArgs[];
}

/** Shopify. */
export function shopify(args: ShopifyArgs): SenderArgs {
  return { shopify: args };
}
