import type * as pulumi from "@pulumi/pulumi";
import type { DkimRotationArgs } from "./dkimRotationArgs.js";
import type { SenderArgs } from "./senderArgs.js";

/** What SendGrid needs: `target` with automated security, `dkimKey` or `dkimRotation` without it. */
export interface SendgridArgs {
  /** Labels below the domain to which bounces go, for example `em1234`. */
  host: string;
  /** Automated security: where `host` points, for example `u123.wl456.sendgrid.net`. */
  target?: pulumi.Input<string>;
  /** Automated security: the selectors that SendGrid shows. @default ["s1", "s2"] */
  selectors?: string[];
  /** Without it: the DKIM record that SendGrid shows. */
  dkimKey?: pulumi.Input<string>;
  /** Without it: the selector of the key. @default "m1" */
  selector?: string;
  /** Instead of `selector` and `dkimKey`: keys that are rotated. */
  dkimRotation?: DkimRotationArgs;
  /**
   * Whether to accept an RSA key of 1024 to 2047 bits, where SendGrid has no longer one. It shows up in the component's
   * `exceptions`, and the pack's rule DK01 needs an exemption.
   * @default false
   */
  allowShortKey?: boolean;
}

/** SendGrid. */
export function sendgrid(args: SendgridArgs): SenderArgs {
  return { sendgrid: args };
}
