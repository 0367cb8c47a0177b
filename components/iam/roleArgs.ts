import type * as pulumi from "@pulumi/pulumi";

/** Who may take a role on. */
export interface TrustArgs {
  /**
   * AWS services, for example `ecs-tasks.amazonaws.com` or `lambda.amazonaws.com`. Those that say on whose behalf they
   * come are bound to the role's account.
   * @default none
   */
  services?: string[];
  /** ARNs of roles and users, or numbers of accounts. @default none */
  principals?: pulumi.Input<string>[];
  /** ARNs, or patterns of them, of what the services come for. @default anything of the service in the role's account */
  sourceArns?: pulumi.Input<string>[];
  /** What another company must give, so that none of its other customers can have it come here. @default none */
  externalId?: string;
  /**
   * Whether `principals` must have given a second factor within the last hour. Sessions of other roles carry none, so it
   * must be false for them; then it shows up in `exceptions`.
   * @default true
   */
  requireMfa?: boolean;
}

/** What every role needs, whatever it may do. */
export interface RoleArgs {
  /** The number of the account that the role stands in, which makes its ARN known at a preview. */
  accountId: string;
  /** Who may take the role on. */
  trust: TrustArgs;
  /** The partition of AWS, for example `aws-cn`. @default "aws" */
  partition?: string;
  /** The role's name at AWS. @default the name of the component */
  roleName?: string;
  /** The path of the role and its boundary. @default "/" */
  path?: string;
  /**
   * The ARN of a managed policy of yours that is the role's permissions boundary.
   * @default a boundary of the role's own: its permissions and nothing more, and a Deny of what no workload needs
   */
  boundaryArn?: pulumi.Input<string>;
  /** How long a session lasts at most, in whole hours from 1 to 12. More than 1 shows up in `exceptions`. @default 1 */
  maxSessionHours?: number;
  /** Whether policies that somebody adds to the role by hand are taken away with the next deploy. @default true */
  exclusive?: boolean;
  /** Tags of the role and its boundary. @default none */
  tags?: Record<string, string>;
}
