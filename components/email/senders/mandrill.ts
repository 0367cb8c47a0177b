import type { SenderArgs } from "./senderArgs.js";

/** What Mandrill (Mailchimp Transactional) needs. */
export interface MandrillArgs {
  /** The text that proves ownership: `mandrill_verify.…`. @default none, where the domain is verified by mail */
  verification?: string;
  /** Labels below the domain to which bounces go, as set up in Mandrill. @default Mandrill's own domain */
  returnPath?: string;
}

/** Mandrill. */
export function mandrill(args: MandrillArgs): SenderArgs {
  return { mandrill: args };
}
