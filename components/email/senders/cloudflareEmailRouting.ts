import type * as pulumi from "@pulumi/pulumi";
import type { SenderArgs } from "./senderArgs.js";

/** What Cloudflare Email Routing needs. */
export interface CloudflareEmailRoutingArgs {
  /** The DKIM record that the dashboard shows. */
  dkimKey: pulumi.Input<string>;
  /** The selector of the key. @default "cf2024-1" */
  selector?: string;
}

/** Cloudflare Email Routing. Remove the records that its dashboard added, or they stand there twice. */
export function cloudflareEmailRouting(args: CloudflareEmailRoutingArgs): SenderArgs {
  return { cloudflareEmailRouting: args };
}
