import type * as pulumi from "@pulumi/pulumi";
import type { DkimRotationArgs } from "./dkimRotationArgs.js";
import type { SenderArgs } from "./senderArgs.js";

/** What Google Workspace needs: `dkimKey`, or `dkimRotation`. */
export interface GoogleArgs {
  /** The DKIM public key of the admin console: Apps, Google Workspace, Gmail, Authenticate email. */
  dkimKey?: pulumi.Input<string>;
  /** The selector of the key. @default "google" */
  selector?: string;
  /** Instead of `selector` and `dkimKey`: keys that are rotated. */
  dkimRotation?: DkimRotationArgs;
}

/** Google Workspace. */
export function google(args: GoogleArgs): SenderArgs {
  return { google: args };
}
