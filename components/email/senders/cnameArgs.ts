import type * as pulumi from "@pulumi/pulumi";

/** One row of the CNAME records that a service shows. */
export interface CnameArgs {
  /** The name, as labels below the domain or as the whole name, for example `abc._domainkey`. */
  host: string;
  /** Where it points. */
  target: pulumi.Input<string>;
}
