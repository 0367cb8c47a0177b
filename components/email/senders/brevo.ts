import type * as pulumi from "@pulumi/pulumi";
import type { CnameArgs } from "./cnameArgs.js";
import type { DkimRotationArgs } from "./dkimRotationArgs.js";
import type { SenderArgs } from "./senderArgs.js";

/** What Brevo needs: two DKIM targets, or `dkimKey` or `dkimRotation` where it shows a key. */
export interface BrevoArgs {
  /** The Brevo code: `brevo-code:` and 32 hexadecimal digits. */
  code: string;
  /** The target of `brevo1._domainkey`: `b1.shop-example.dkim.brevo.com`. */
  dkim1Target?: pulumi.Input<string>;
  /** The target of `brevo2._domainkey`: `b2.shop-example.dkim.brevo.com`. */
  dkim2Target?: pulumi.Input<string>;
  /** Where Brevo shows a key: the DKIM record. */
  dkimKey?: pulumi.Input<string>;
  /** Where Brevo shows a key: its selector. @default "mail" */
  selector?: string;
  /** Instead of `selector` and `dkimKey`: keys that are rotated. */
  dkimRotation?: DkimRotationArgs;
  /** The branded return path, for example `r.mail` to `mail-shop-example.r.brand.brevosend.com`. @default Brevo's own */
  returnPath?: CnameArgs;
  /**
   * Whether to accept an RSA key of 1024 to 2047 bits, where Brevo has no longer one. It shows up in the component's
   * `exceptions`, and the pack's rule DK01 needs an exemption.
   * @default false
   */
  allowShortKey?: boolean;
}

/** Brevo. */
export function brevo(args: BrevoArgs): SenderArgs {
  return { brevo: args };
}
