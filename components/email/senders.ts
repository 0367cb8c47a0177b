import type * as pulumi from "@pulumi/pulumi";

/** The senders of the catalogue. */
export const SenderKind = { Google: "google", Ses: "ses", Esp: "esp" } as const;
export type SenderKind = (typeof SenderKind)[keyof typeof SenderKind];

/** One DKIM key of a mail service: give `key` where the service hands out a key, `target` where it hands out a CNAME. */
export interface DkimArgs {
  /** The selector, for example `s1`: the labels before `._domainkey`. */
  selector: string;
  /** The public key: base64, PEM, or the whole record that the service shows. */
  key?: pulumi.Input<string>;
  /** The host of the CNAME. */
  target?: pulumi.Input<string>;
}

/** The return path of a mail service: a name below the domain that points to the service. */
export interface ReturnPathArgs {
  /** Labels below the domain, for example `pm-bounces`. */
  host: string;
  /** The host of the CNAME. */
  target: string;
}

/** A service that sends mail as the domain. Make it with `google`, `ses` or `esp`, which know what each one needs. */
export interface SenderArgs {
  /** Which service of the catalogue. */
  kind: SenderKind;
  /** `esp`: the service's name, for messages and outputs. */
  name?: string;
  /** `google`: the DKIM public key of the admin console. */
  dkimKey?: pulumi.Input<string>;
  /** `google`: the selector of the key. @default "google" */
  selector?: string;
  /** `ses`: `dkimSigningAttributes.tokens` of the identity, three of them. */
  dkimTokens?: pulumi.Input<string[]>;
  /** `ses`: the region that sends, for example `eu-west-1`. */
  region?: string;
  /** `ses`: labels below the domain for MAIL FROM, used for nothing else. @default "bounce" */
  mailFrom?: string;
  /** `esp`: the DKIM keys. */
  dkim?: DkimArgs[];
  /** `esp`: the return path, where the service has one below the domain. */
  returnPath?: ReturnPathArgs;
  /** `esp`: the host to include in SPF at the domain's own name; only for a service whose bounces go to that name. */
  include?: string;
  /** `esp`: DNS look-ups that the include costs in the worst case, itself included. @default 1 */
  lookups?: number;
}

/** What Google Workspace needs. */
export interface GoogleArgs {
  /** The DKIM public key of the admin console: Apps, Google Workspace, Gmail, Authenticate email. */
  dkimKey: pulumi.Input<string>;
  /** @default "google" */
  selector?: string;
}

/** Google Workspace. */
export function google(args: GoogleArgs): SenderArgs {
  return { kind: SenderKind.Google, ...args };
}

/** What Amazon SES needs. */
export interface SesArgs {
  /** `dkimSigningAttributes.tokens` of the `aws.sesv2.EmailIdentity`. */
  dkimTokens: pulumi.Input<string[]>;
  /** The region that sends, for example `eu-west-1`. */
  region: string;
  /** Labels below the domain for MAIL FROM, used for nothing else. @default "bounce" */
  mailFrom?: string;
}

/** Amazon SES with Easy DKIM and its own MAIL FROM domain. */
export function ses(args: SesArgs): SenderArgs {
  return { kind: SenderKind.Ses, ...args };
}

/** What any other mail service needs: the values that it shows for the domain. */
export interface EspArgs {
  /** The service's name. */
  name: string;
  /** The DKIM keys that it signs with. */
  dkim: DkimArgs[];
  returnPath?: ReturnPathArgs;
  /** Only for a service whose bounces go to the domain's own name. */
  include?: string;
  /** @default 1 */
  lookups?: number;
}

/** Any other mail service. */
export function esp(args: EspArgs): SenderArgs {
  return { kind: SenderKind.Esp, ...args };
}
