import * as pulumi from "@pulumi/pulumi";
import { LogicallyAirGappedVault } from "@pulumi/aws/backup/logicallyAirGappedVault";
import { Vault } from "@pulumi/aws/backup/vault";
import { VaultLockConfiguration } from "@pulumi/aws/backup/vaultLockConfiguration";
import { VaultPolicy } from "@pulumi/aws/backup/vaultPolicy";
import { Key } from "@pulumi/aws/kms/key";
import { Parameter } from "@pulumi/aws/ssm/parameter";
import { dateOf, dayNumber } from "../../baseline/calendarDate.js";
import type { BackupProgram, BackupProgramInput } from "../../baseline/backup/backupProgram.js";
import { backupKeyPolicy, type BackupKeyPolicyInput } from "../../baseline/backup/keyPolicy.js";
import type { VaultLock } from "../../baseline/backup/plan.js";
import { traitsOf } from "../../baseline/backup/resourceTypes.js";
import { vaultPolicy } from "../../baseline/backup/vaultPolicy.js";
import type { BackupContext } from "./backupContext.js";
import { KEY_DELETION_WINDOW } from "../../baseline/encryption/minimums.js";

/** The key of the vault and of the alerts. */
export function createKey(context: BackupContext, input: BackupProgramInput, program: BackupProgram): Key {
  const { names, copyVaults } = program;
  const copyAccounts = new Set(copyVaults.map(({ accountId }) => accountId));
  copyAccounts.delete(names.accountId);
  const policy = { names, copyAccounts: [...copyAccounts], isOfAlerts: true };
  return vaultKey(context, `${context.name}-key`, `Encrypts the backups of ${names.prefix}.`, input, policy);
}

function vaultKey(
  { parent, tags, stateful }: BackupContext,
  child: string,
  description: string,
  { breakGlass, keyAdministrators, resourceTypes }: BackupProgramInput,
  policy: Pick<BackupKeyPolicyInput, "names" | "copyAccounts" | "isOfAlerts">,
): Key {
  return new Key(
    child,
    {
      region: policy.names.region,
      description,
      enableKeyRotation: true,
      deletionWindowInDays: KEY_DELETION_WINDOW,
      // Whoever creates the key is no break-glass role and could not replace this policy, which is what is meant.
      bypassPolicyLockoutSafetyCheck: true,
      policy: backupKeyPolicy({
        ...policy,
        breakGlass,
        administrators: keyAdministrators,
        keyServices: [...new Set(traitsOf(resourceTypes).flatMap(({ keyServices }) => keyServices))].sort(),
      }),
      tags,
    },
    { parent, ...stateful },
  );
}

/** The vault of the backups, with its lock and its policy. */
export function createVault(
  context: BackupContext,
  input: BackupProgramInput,
  program: BackupProgram,
  key: Key,
): Vault {
  const { parent, name, tags, stateful } = context;
  const { names, vault, copyVaults } = program;
  const made = new Vault(
    `${name}-vault`,
    { region: names.region, name: names.vault, kmsKeyArn: key.arn, forceDestroy: false, tags },
    { parent, ...stateful },
  );
  const copyTargets = copyVaults.map(({ arn }) => arn);
  guardVault(context, `${name}-vault`, made, { region: names.region, lock: vault.lock }, { ...input, copyTargets });
  return made;
}

/** The vaults that are made here for copies. */
export function createCopyVaults(
  context: BackupContext,
  input: BackupProgramInput,
  program: BackupProgram,
): pulumi.Resource[] {
  const { parent, name, tags, stateful } = context;
  return program.copyVaults.flatMap((copy, index): pulumi.Resource[] => {
    const child = `${name}-copy-${index + 1}`;
    const { region, vault } = copy;
    if (copy.kind === "air-gapped") {
      const { minRetention, maxRetention } = vault.lock ?? {};
      // Without encryptionKeyArn AWS encrypts it under a key of its own, which nobody can delete.
      const bounds = { minRetentionDays: Number(minRetention), maxRetentionDays: Number(maxRetention) };
      return [
        new LogicallyAirGappedVault(child, { region, name: copy.name, ...bounds, tags }, { parent, ...stateful }),
      ];
    }
    if (copy.kind === "other-account") return [];
    // The key that AWS manages for AWS Backup has a policy that nobody can change: it lets in whom IAM lets in.
    const key = vaultKey(context, `${child}-key`, `Encrypts copies of the backups of ${program.names.prefix}.`, input, {
      ...{ names: { ...program.names, region }, copyAccounts: [], isOfAlerts: false },
    });
    const made = new Vault(
      child,
      { region, name: copy.name, kmsKeyArn: key.arn, forceDestroy: false, tags },
      { parent, ...stateful },
    );
    guardVault(context, child, made, { region, lock: vault.lock }, { ...input, copyTargets: [] });
    return [made];
  });
}

function guardVault(
  { parent, stateful }: BackupContext,
  child: string,
  vault: Vault,
  { region, lock }: { readonly region: string; readonly lock: VaultLock | undefined },
  policy: { readonly breakGlass: readonly string[]; readonly copyTargets: readonly string[] },
): void {
  const { minRetention, maxRetention, coolOff } = lock ?? {};
  const locked = new VaultLockConfiguration(
    // Ignored changes would leave a governance lock as it is, so a compliance lock is another resource.
    lock?.mode === "compliance" ? `${child}-compliance-lock` : `${child}-lock`,
    {
      region,
      backupVaultName: vault.name,
      minRetentionDays: Number(minRetention),
      maxRetentionDays: Number(maxRetention),
      ...(coolOff === undefined ? {} : { changeableForDays: Number(coolOff) }),
    },
    // AWS gives no cool-off back, and the provider then replaces the lock: hashicorp/terraform-provider-aws#46876.
    { parent, ...stateful, ignoreChanges: ["changeableForDays"], retainOnDelete: true },
  );
  // The policy forbids to change the lock, so it comes after it.
  new VaultPolicy(
    `${child}-policy`,
    { region, backupVaultName: vault.name, policy: vaultPolicy(policy) },
    { parent, ...stateful, dependsOn: [locked] },
  );
}

/**
 * The day from which on nobody can remove a compliance lock, as an ISO date; empty for a governance lock. AWS gives it to
 * no provider, so a parameter keeps what it was on the day on which the lock was made.
 */
export function lockDate(
  { parent, name, tags, stateful }: BackupContext,
  program: BackupProgram,
  today: string,
): pulumi.Output<string> {
  const { names, vault } = program;
  const coolOff = vault.lock?.coolOff;
  if (typeof coolOff !== "number") return pulumi.output("");
  const parameter = new Parameter(
    `${name}-lock-date`,
    {
      region: names.region,
      name: `/${names.prefix}/lock-date`,
      description: `From this day on nobody can remove the lock of the vault ${names.vault}.`,
      type: "String",
      value: dateOf((dayNumber(today) ?? 0) + coolOff),
      tags,
    },
    { parent, ...stateful, ignoreChanges: ["value"] },
  );
  return parameter.value;
}
