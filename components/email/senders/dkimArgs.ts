import type * as pulumi from "@pulumi/pulumi";

/** One DKIM key of a mail service: give `key` where the service hands out a key, `target` where it hands out a CNAME. */
export interface DkimArgs {
  /** The selector, for example `s1`: the labels before `._domainkey`. */
  selector: string;
  /** The public key: base64, PEM, or the whole record that the service shows. */
  key?: pulumi.Input<string>;
  /** The host of the CNAME. */
  target?: pulumi.Input<string>;
  /** Labels below the domain, for a service that signs for a name below it. @default the domain itself */
  host?: string;
}
