import type { Role } from "@pulumi/aws/iam/role";
import * as pulumi from "@pulumi/pulumi";
import { support } from "../../baseline/iam/roles/support.js";
import type { RoleArgs } from "./roleArgs.js";
import { readRole } from "./roleReading.js";
import { createRole } from "./roleResources.js";

/** What support works with. */
export interface SupportRoleArgs extends RoleArgs {
  /** The ARN of the Athena workgroup whose results go to `resultsBucketArn`. */
  workgroupArn: pulumi.Input<string>;
  /** The ARN of the bucket that the workgroup writes its results to: one of its own, without the data itself. */
  resultsBucketArn: pulumi.Input<string>;
  /** The prefix that the workgroup writes to, without `/` at its end. @default "support" */
  resultsPrefix?: string;
  /** ARNs of tables of the Glue catalogue: masked views, or tables whose columns Lake Formation filters. */
  tableArns: pulumi.Input<string>[];
  /** ARNs of the log groups that support reads, as masked. @default none */
  logGroupArns?: pulumi.Input<string>[];
}

/**
 * The role of people who help customers: they query tables whose columns Lake Formation filters, and read logs as masked.
 * They can never unmask logs, read the raw data, or decrypt it.
 *
 * @example
 * ```ts
 * new SupportRole("support", {
 *   accountId: "123456789012",
 *   trust: { principals: [ben.arn] },
 *   workgroupArn: workgroup.arn,
 *   resultsBucketArn: results.arn,
 *   tableArns: [customersMasked.arn],
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class SupportRole extends pulumi.ComponentResource {
  /** The role. */
  public readonly role: Role;
  /** The role's ARN, known at a preview. */
  public readonly arn: pulumi.Output<string>;
  /** The role's policy, as JSON. */
  public readonly policy: pulumi.Output<string>;
  /** Weaker choices that the arguments made, as sentences; empty for the baseline itself. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: SupportRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    const { workgroupArn, resultsBucketArn, resultsPrefix = "support", tableArns, logGroupArns } = args;
    const about = { workgroupArn, resultsBucketArn, resultsPrefix, tableArns, logGroupArns };
    const read = readRole("SupportRole", name, args, about, support);
    super("storefront-baseline:index:SupportRole", name, args, opts);
    const { role, arn, policy, exceptions } = createRole(this, name, args, read);
    this.role = role;
    this.arn = arn;
    this.policy = policy;
    this.exceptions = exceptions;
    this.registerOutputs({ role, arn, policy, exceptions });
  }
}
