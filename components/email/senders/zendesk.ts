import type { SenderArgs } from "./senderArgs.js";

/** What Zendesk needs. */
export interface ZendeskArgs {
  /** The code that Zendesk shows for `zendeskverification`. @default no such record */
  verification?: string;
}

/** Zendesk. Publish the records before you switch DKIM on there. */
export function zendesk(args: ZendeskArgs): SenderArgs {
  return { zendesk: args };
}
