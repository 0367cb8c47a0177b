import type { Role } from "@pulumi/aws/iam/role";
import * as pulumi from "@pulumi/pulumi";
import { administratorAccess, administratorExceptions } from "../../baseline/iam/roles/administratorRole.js";
import { roleArn } from "../../baseline/iam/roles/roleAccount.js";
import {
  createAdministrator,
  knownUsers,
  refuseAdministrator,
  type AdministratorPlan,
} from "./administratorResources.js";

/** A role for the daily work of administrators. */
export interface AdminRoleArgs {
  /** The number of the account that the role stands in. */
  accountId: string;
  /**
   * ARNs of the IAM users who may take the role on, each named whole. Roles are refused: their sessions carry no second
   * factor.
   */
  users: pulumi.Input<string>[];
  /** The partition of AWS, for example `aws-cn`. @default "aws" */
  partition?: string;
  /** The role's name at AWS. @default the name of the component */
  roleName?: string;
  /** The role's path. @default "/" */
  path?: string;
  /** ARNs of the managed policies that the role holds. @default AdministratorAccess */
  policyArns?: string[];
  /** The ARN of a managed policy of yours above which the role cannot go. @default none */
  boundaryArn?: pulumi.Input<string>;
  /**
   * How old the second factor may be, in minutes. More than 60 shows up in `exceptions`, and the policy pack wants it in
   * `administratorSessionHours` of its settings.
   * @default 60
   */
  mfaMinutes?: number;
  /** How long a session lasts at most, in whole hours from 1 to 12. More than 1 shows up in `exceptions`. @default 1 */
  sessionHours?: number;
  /** Tags of the role. @default none */
  tags?: Record<string, string>;
}

/**
 * A role for administrators, which named people take on with a second factor that they gave within the last hour. An
 * access key alone opens it to nobody: ask for a session first (`aws sts get-session-token --serial-number …
 * --token-code …`). Policies that somebody adds by hand are taken away with the next deploy.
 *
 * Where people come from IAM Identity Center, use a permission set instead: their roles carry no second factor that a
 * trust policy could see.
 *
 * Source: AWS IAM User Guide, "Secure API access with MFA".
 *
 * @example
 * ```ts
 * new AdminRole("admin", {
 *   accountId: "123456789012",
 *   users: ["arn:aws:iam::123456789012:user/ada"],
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class AdminRole extends pulumi.ComponentResource {
  /** The role. */
  public readonly role: Role;
  /** The role's ARN, known at a preview. */
  public readonly arn: pulumi.Output<string>;
  /** Weaker choices that the arguments made, as sentences; empty for the baseline itself. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: AdminRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    const partition = args.partition ?? "aws";
    const plan: AdministratorPlan = {
      account: args.accountId,
      partition,
      name: args.roleName ?? name,
      path: args.path ?? "/",
      given: args.users ?? [],
      users: knownUsers(args.users),
      policyArns: args.policyArns ?? [administratorAccess(partition)],
      mfaMinutes: args.mfaMinutes ?? 60,
      sessionHours: args.sessionHours ?? 1,
      boundaryArn: args.boundaryArn,
      tags: args.tags,
      description: `Administrators, with a second factor that is ${args.mfaMinutes ?? 60} minutes old at most.`,
    };
    const subject = `AdminRole "${name}"`;
    refuseAdministrator(subject, plan);

    super("storefront-baseline:index:AdminRole", name, args, opts);
    this.role = createAdministrator(this, name, subject, plan);
    this.arn = this.role.urn.apply(() => roleArn(plan));
    this.exceptions = pulumi.output(administratorExceptions(plan));
    this.registerOutputs({ role: this.role, arn: this.arn, exceptions: this.exceptions });
  }
}
