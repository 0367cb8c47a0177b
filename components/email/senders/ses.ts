import type * as pulumi from "@pulumi/pulumi";
import type { DkimRotationArgs } from "./dkimRotationArgs.js";
import type { SenderArgs } from "./senderArgs.js";

/** What Amazon SES needs: the region, and `dkimTokens`, `dkimKey` or `dkimRotation`. */
export interface SesArgs {
  /** The region that sends, for example `eu-west-1`. */
  region: string;
  /** Easy DKIM: `dkimSigningAttributes.tokens` of the `aws.sesv2.EmailIdentity`, three of them. */
  dkimTokens?: pulumi.Input<string[]>;
  /** Easy DKIM: the DKIM domain of the region. @default "dkim.amazonses.com", or the region's own where AWS names one */
  dkimHost?: string;
  /** BYODKIM: the public key of the pair whose private key is the identity's `domainSigningPrivateKey`. */
  dkimKey?: pulumi.Input<string>;
  /** BYODKIM: the identity's `domainSigningSelector`; needed with `dkimKey`. */
  selector?: string;
  /** BYODKIM: instead of `selector` and `dkimKey`, keys that are rotated. */
  dkimRotation?: DkimRotationArgs;
  /** Labels below the domain for MAIL FROM, used for nothing else. @default "bounce" */
  mailFrom?: string;
}

/** Amazon SES with its own MAIL FROM domain, and Easy DKIM or a key of your own. */
export function ses(args: SesArgs): SenderArgs {
  return { ses: args };
}
