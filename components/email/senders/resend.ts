import type * as pulumi from "@pulumi/pulumi";
import type { DkimRotationArgs } from "./dkimRotationArgs.js";
import type { SenderArgs } from "./senderArgs.js";

/** What Resend needs. */
export interface ResendArgs {
  /** The AWS region of the domain in Resend, for example `eu-west-1`. */
  region: string;
  /** The DKIM record that Resend shows: `dkimKey`, or `dkimRotation`. */
  dkimKey?: pulumi.Input<string>;
  /** The selector of the key. @default "resend" */
  selector?: string;
  /** Instead of `selector` and `dkimKey`: keys that are rotated. */
  dkimRotation?: DkimRotationArgs;
  /** Labels below the domain to which bounces go. @default "send" */
  returnPath?: string;
  /**
   * Whether to accept an RSA key of 1024 to 2047 bits, where Resend has no longer one. It shows up in the component's
   * `exceptions`, and the pack's rule DK01 needs an exemption.
   * @default false
   */
  allowShortKey?: boolean;
}

/** Resend. */
export function resend(args: ResendArgs): SenderArgs {
  return { resend: args };
}
