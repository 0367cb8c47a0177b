import type * as pulumi from "@pulumi/pulumi";
import type { DkimRotationArgs } from "./dkimRotationArgs.js";
import type { SenderArgs } from "./senderArgs.js";

/** What Postmark needs. */
export interface PostmarkArgs {
  /** The selector of the key, which holds its date: `20260901123456pm`. */
  selector?: string;
  /** The DKIM record that Postmark shows; with `selector`, unless there is `dkimRotation`. */
  dkimKey?: pulumi.Input<string>;
  /** Instead of `selector` and `dkimKey`: keys that are rotated. */
  dkimRotation?: DkimRotationArgs;
  /** Labels below the domain to which bounces go. @default "pm-bounces" */
  returnPath?: string;
  /**
   * Whether to accept an RSA key of 1024 to 2047 bits, where Postmark has no longer one. It shows up in the component's
   * `exceptions`, and the pack's rule DK01 needs an exemption.
   * @default false
   */
  allowShortKey?: boolean;
}

/** Postmark. */
export function postmark(args: PostmarkArgs): SenderArgs {
  return { postmark: args };
}
