import * as pulumi from "@pulumi/pulumi";
import { planBackups } from "../../baseline/backup/backupProgram.js";
import { checkToday } from "../email/today.js";
import { refuse } from "../email/inputProblems.js";
import { knownAfter } from "../iam/roleResources.js";
import { createAlerts } from "./backupAlerts.js";
import type { BackupContext } from "./backupContext.js";
import { createPlan } from "./backupPlan.js";
import { createRoles } from "./backupRoles.js";
import { createCopyVaults, createKey, createVault, lockDate } from "./backupVaults.js";
import type { EncryptedBackupsArgs } from "./encryptedBackupsArgs.js";
import { readBackups } from "./readBackups.js";
import { createRestoreTests } from "./restoreTests.js";

/**
 * Backups of every data store that carries a tag: encrypted under a key of their own, in a locked vault whose policy stops
 * even administrators, copied under a key that nobody but break-glass can delete, and restored on a schedule to prove that they are good.
 *
 * Key, vaults, locks and plan are protected from deletion unless `opts.protect` is `false`. Whoever holds a break-glass
 * role can undo all but compliance locks and air-gapped vaults; guard who may change that role's trust policy.
 *
 * Sources: AWS Backup Developer Guide; AWS KMS Developer Guide, "Key policies".
 *
 * @example
 * ```ts
 * new EncryptedBackups("backups", {
 *   accountId: "123456789012",
 *   region: "eu-west-1",
 *   resourceTypes: [BackupResourceType.DynamoDB, BackupResourceType.S3],
 *   breakGlass: ["arn:aws:iam::123456789012:role/emergency"],
 *   copies: [{ kind: BackupCopyKind.AirGapped, region: "eu-central-1" }],
 *   alertTo: ["backups@fernwood.example"],
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class EncryptedBackups extends pulumi.ComponentResource {
  /** The vault's name. */
  public readonly vaultName: pulumi.Output<string>;
  /** The vault's ARN. */
  public readonly vaultArn: pulumi.Output<string>;
  /** ARNs of the vaults that recovery points are copied to. */
  public readonly copyVaultArns: pulumi.Output<string[]>;
  /** ARN of the key that encrypts the vault. */
  public readonly keyArn: pulumi.Output<string>;
  /** The plan's id. */
  public readonly planId: pulumi.Output<string>;
  /** ARN of the role that makes backups, known at a preview: it must be among the `users` of the data stores' keys. */
  public readonly backupRoleArn: pulumi.Output<string>;
  /** ARN of the role that restores for tests, known at a preview, for the same keys; empty without restore tests. */
  public readonly restoreRoleArn: pulumi.Output<string>;
  /** ARN of the topic that tells of failures, for further subscriptions. */
  public readonly alertTopicArn: pulumi.Output<string>;
  /** ISO date from which on nobody can remove a compliance lock; empty for a governance lock. */
  public readonly lockDate: pulumi.Output<string>;
  /** Weaker choices that the arguments made, and what AWS does not promise, as sentences. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: EncryptedBackupsArgs, opts?: pulumi.ComponentResourceOptions) {
    const input = readBackups(name, args);
    const program = planBackups(input);
    const dateProblems = checkToday(input.today);
    // Without a day nothing can be said of a schedule.
    refuse(`EncryptedBackups "${name}"`, dateProblems.length > 0 ? dateProblems : program.problems);

    super("storefront-baseline:index:EncryptedBackups", name, args, opts);
    const context: BackupContext = {
      parent: this,
      name,
      tags: args.tags ?? {},
      stateful: { protect: opts?.protect ?? true },
    };
    const timezone = args.timezone ?? "Etc/UTC";
    const roles = createRoles(context, input, program);
    const key = createKey(context, input, program);
    const vault = createVault(context, input, program, key);
    const copyVaults = createCopyVaults(context, input, program);
    const plan = createPlan(context, input, program, { vault, copyVaults, roles, timezone });
    const topic = createAlerts(context, input, program, { key, vault });
    if (input.restoreTest !== undefined && roles.restore !== undefined) {
      const made = { key, vault, topic, role: roles.restore, timezone };
      createRestoreTests(context, input, program, input.restoreTest, made);
    }
    this.vaultName = vault.name;
    this.vaultArn = pulumi.output(program.names.vaultArn);
    this.copyVaultArns = pulumi.output(program.copyVaults.map(({ arn }) => arn));
    this.keyArn = key.arn;
    this.planId = plan.id;
    this.backupRoleArn = knownAfter(program.names.backupRoleArn, roles.backup);
    this.restoreRoleArn = roles.restore ? knownAfter(program.names.restoreRoleArn, roles.restore) : pulumi.output("");
    this.alertTopicArn = topic.arn;
    this.lockDate = lockDate(context, program, input.today);
    this.exceptions = pulumi.output([...program.exceptions]);
    this.registerOutputs({
      vaultName: this.vaultName,
      vaultArn: this.vaultArn,
      copyVaultArns: this.copyVaultArns,
      keyArn: this.keyArn,
      planId: this.planId,
      backupRoleArn: this.backupRoleArn,
      restoreRoleArn: this.restoreRoleArn,
      alertTopicArn: this.alertTopicArn,
      lockDate: this.lockDate,
      exceptions: this.exceptions,
    });
  }
}
