import type { Role } from "@pulumi/aws/iam/role";
import * as pulumi from "@pulumi/pulumi";
import { backupOperator } from "../../baseline/iam/roles/backupOperator.js";
import type { RoleArgs } from "./roleArgs.js";
import { readRole } from "./roleReading.js";
import { createRole } from "./roleResources.js";

/** What the backup operator works with. */
export interface BackupOperatorRoleArgs extends RoleArgs {
  /** ARNs of the backup vaults. */
  vaultArns: pulumi.Input<string>[];
  /** Recovery points, or patterns of them: `arn:aws:backup:eu-west-1:123456789012:recovery-point:*`. */
  recoveryPointArns: pulumi.Input<string>[];
  /** The ARN of the role by which AWS Backup reads what it backs up. */
  backupRoleArn: pulumi.Input<string>;
  /** The ARN of the role by which AWS Backup restores: one that can write into quarantine only. */
  restoreRoleArn: pulumi.Input<string>;
}

/**
 * The role of people who back up out of turn and restore into quarantine. They can delete no recovery point, vault or
 * lock, and change no vault's policy.
 *
 * @example
 * ```ts
 * new BackupOperatorRole("backup-operator", {
 *   accountId: "123456789012",
 *   trust: { principals: [ops.arn] },
 *   vaultArns: [vault.arn],
 *   recoveryPointArns: ["arn:aws:backup:eu-west-1:123456789012:recovery-point:*"],
 *   backupRoleArn: backupRole.arn,
 *   restoreRoleArn: quarantineRole.arn,
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class BackupOperatorRole extends pulumi.ComponentResource {
  /** The role. */
  public readonly role: Role;
  /** The role's ARN, known at a preview. */
  public readonly arn: pulumi.Output<string>;
  /** The role's policy, as JSON. */
  public readonly policy: pulumi.Output<string>;
  /** Weaker choices that the arguments made, as sentences; empty for the baseline itself. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: BackupOperatorRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    const { vaultArns, recoveryPointArns, backupRoleArn, restoreRoleArn } = args;
    const about = { vaultArns, recoveryPointArns, backupRoleArn, restoreRoleArn };
    const read = readRole("BackupOperatorRole", name, args, about, backupOperator);
    super("storefront-baseline:index:BackupOperatorRole", name, args, opts);
    const { role, arn, policy, exceptions } = createRole(this, name, args, read);
    this.role = role;
    this.arn = arn;
    this.policy = policy;
    this.exceptions = exceptions;
    this.registerOutputs({ role, arn, policy, exceptions });
  }
}
