import type * as pulumi from "@pulumi/pulumi";
import type { DkimRotationArgs } from "./dkimRotationArgs.js";
import type { SenderArgs } from "./senderArgs.js";

/** What Mailjet needs. */
export interface MailjetArgs {
  /** The DKIM record that Mailjet shows, unless there is `dkimRotation`. */
  dkimKey?: pulumi.Input<string>;
  /** The selector of the key. @default "mailjet" */
  selector?: string;
  /** Instead of `selector` and `dkimKey`: keys that are rotated. */
  dkimRotation?: DkimRotationArgs;
  /** Labels below the domain to which bounces go, as set up in Mailjet. @default Mailjet's own domain */
  returnPath?: string;
  /**
   * Whether to accept an RSA key of 1024 to 2047 bits, where Mailjet has no longer one. It shows up in the component's
   * `exceptions`, and the pack's rule DK01 needs an exemption.
   * @default false
   */
  allowShortKey?: boolean;
}

/** Mailjet. */
export function mailjet(args: MailjetArgs): SenderArgs {
  return { mailjet: args };
}
