import type { DkimArgs } from "./dkimArgs.js";
import type { DkimRotationArgs } from "./dkimRotationArgs.js";
import type { ReturnPathArgs } from "./returnPathArgs.js";
import type { SenderArgs } from "./senderArgs.js";

/** What any other mail service, or a mail server of your own, needs: the values that it shows for the domain. */
export interface EspArgs {
  /** The service's name, for messages and outputs. */
  name: string;
  /** The DKIM keys that it signs with. @default none */
  dkim?: DkimArgs[];
  /** DKIM keys that are rotated, beside those of `dkim`. @default none */
  dkimRotation?: DkimRotationArgs;
  /** The return path, where the service has one below the domain. @default none */
  returnPath?: ReturnPathArgs;
  /** The host to include in SPF at the domain's own name: only for a service whose bounces go to that name. @default none */
  include?: string;
  /** DNS look-ups that the include costs in the worst case, itself included. @default what is known of it, or 1 */
  lookups?: number;
  /**
   * Whether to accept an RSA key of 1024 to 2047 bits, where the service has no longer one. It shows up in the
   * component's `exceptions`, and the pack's rule DK01 needs an exemption.
   * @default false
   */
  allowShortKey?: boolean;
}

/** Any other mail service, or a mail server of your own. */
export function esp(args: EspArgs): SenderArgs {
  return { esp: args };
}
