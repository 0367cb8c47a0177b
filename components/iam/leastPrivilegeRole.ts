import type { Role } from "@pulumi/aws/iam/role";
import * as pulumi from "@pulumi/pulumi";
import type { RoleStatement } from "../../baseline/iam/roles/statement.js";
import type { PermissionArgs } from "./permission.js";
import type { RoleArgs } from "./roleArgs.js";
import { readRole, type Read } from "./roleReading.js";
import { createRole } from "./roleResources.js";

/** A role that does one job. */
export interface LeastPrivilegeRoleArgs extends RoleArgs {
  /** All that the role may do. */
  permissions: PermissionArgs[];
}

/**
 * A role that can do one job: named actions on named resources, taken on by whom the trust names, below a boundary that
 * allows just the same. Services that take it on are bound to the account, and policies that somebody adds by hand are
 * taken away with the next deploy.
 *
 * Sources: AWS IAM User Guide, "Security best practices in IAM", "Permissions boundaries for IAM entities" and "The
 * confused deputy problem".
 *
 * @example
 * ```ts
 * new LeastPrivilegeRole("stock-export", {
 *   accountId: "123456789012",
 *   trust: { services: ["lambda.amazonaws.com"] },
 *   permissions: [
 *     allow("dynamodb:Query").on(stockTable.arn),
 *     allow("s3:PutObject").on(pulumi.interpolate`${bucket.arn}/stock/*`),
 *   ],
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class LeastPrivilegeRole extends pulumi.ComponentResource {
  /** The role. */
  public readonly role: Role;
  /** The role's ARN, known at a preview. */
  public readonly arn: pulumi.Output<string>;
  /** The role's policy, as JSON. */
  public readonly policy: pulumi.Output<string>;
  /** Weaker choices that the arguments made, as sentences; empty for the baseline itself. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: LeastPrivilegeRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    const read = readRole("LeastPrivilegeRole", name, args, args.permissions, toStatements);
    super("storefront-baseline:index:LeastPrivilegeRole", name, args, opts);
    const { role, arn, policy, exceptions } = createRole(this, name, args, read);
    this.role = role;
    this.arn = arn;
    this.policy = policy;
    this.exceptions = exceptions;
    this.registerOutputs({ role, arn, policy, exceptions });
  }
}

function toStatements(permissions: Read<PermissionArgs[]>): RoleStatement[] {
  return permissions.map(({ actions, resources, conditions = [], sid }, index) => {
    return { place: `permissions[${index}]`, sid, actions, resources, conditions };
  });
}
