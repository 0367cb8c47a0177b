import type { CnameArgs } from "./cnameArgs.js";
import type { SenderArgs } from "./senderArgs.js";

/** What Klaviyo needs for a branded sending domain: name servers with dynamic routing, CNAME rows with static routing. */
export interface KlaviyoArgs {
  /** The text that proves ownership: `klaviyo-site-verification=…`. */
  verification: string;
  /** Dynamic routing: labels below the domain that are delegated to Klaviyo, for example `send`. */
  sendingDomain?: string;
  /** Dynamic routing: the name servers that Klaviyo shows. */
  nameServers?: string[];
  /** Static routing: every CNAME row that Klaviyo shows. */
  cnames?: CnameArgs[];
}

/** Klaviyo. */
export function klaviyo(args: KlaviyoArgs): SenderArgs {
  return { klaviyo: args };
}
