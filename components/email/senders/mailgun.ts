import type * as pulumi from "@pulumi/pulumi";
import type { DkimRotationArgs } from "./dkimRotationArgs.js";
import type { SenderArgs } from "./senderArgs.js";

/** What Mailgun needs: `dkimTargets` with Automatic Sender Security, `dkimKey` or `dkimRotation` without it. */
export interface MailgunArgs {
  /** The sending domain, as labels below the domain, for example `mg`: all records stand there. */
  host: string;
  /** Automatic Sender Security: the two targets that Mailgun shows, for `pdk1` and `pdk2`. */
  dkimTargets?: pulumi.Input<string[]>;
  /** Without it: the selector of the key. */
  selector?: string;
  /** Without it: the DKIM record that Mailgun shows. */
  dkimKey?: pulumi.Input<string>;
  /** Instead of `selector` and `dkimKey`: keys that are rotated. */
  dkimRotation?: DkimRotationArgs;
  /** The hosts that receive bounces. @default ["mxa.mailgun.org", "mxb.mailgun.org"] */
  exchanges?: string[];
  /**
   * Whether to accept an RSA key of 1024 to 2047 bits, where Mailgun has no longer one. It shows up in the component's
   * `exceptions`, and the pack's rule DK01 needs an exemption.
   * @default false
   */
  allowShortKey?: boolean;
}

/** Mailgun. */
export function mailgun(args: MailgunArgs): SenderArgs {
  return { mailgun: args };
}
