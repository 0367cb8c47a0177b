import type { SenderArgs } from "./senderArgs.js";

/** What Mailchimp needs. */
export interface MailchimpArgs {
  /** The selectors that Mailchimp shows. @default ["k2", "k3"] */
  selectors?: string[];
}

/** Mailchimp. */
export function mailchimp(args: MailchimpArgs): SenderArgs {
  return { mailchimp: args };
}
