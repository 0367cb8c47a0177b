/**
 * The access policy of a backup vault: what even an administrator of the account may not do to recovery points.
 *
 * Source: AWS Backup Developer Guide, "Vault access policies"; Service Authorization Reference, "AWS Backup".
 */

/**
 * What destroys backups, shortens their life, or takes away what protects and reports them. Without
 * `DeleteBackupVaultAccessPolicy` an administrator removes the whole policy in one call.
 */
export const VAULT_DESTRUCTION = [
  "backup:DeleteBackupVault",
  "backup:DeleteBackupVaultAccessPolicy",
  "backup:DeleteBackupVaultLockConfiguration",
  "backup:DeleteBackupVaultNotifications",
  "backup:DeleteRecoveryPoint",
  "backup:DisassociateRecoveryPoint",
  "backup:PutBackupVaultAccessPolicy",
  "backup:PutBackupVaultLockConfiguration",
  "backup:PutBackupVaultNotifications",
  "backup:UpdateRecoveryPointLifecycle",
] as const;

/** Who is exempt, and where copies may go. */
export interface VaultPolicyInput {
  /** ARNs of the principals that may do everything: at least one, since nobody else can ever change the policy. */
  readonly breakGlass: readonly string[];
  /** ARNs of the vaults that copies may go to; none forbids every copy. */
  readonly copyTargets: readonly string[];
}

/** @returns the policy as JSON */
export function vaultPolicy({ breakGlass, copyTargets }: VaultPolicyInput): string {
  const exempt = { ArnNotLike: { "aws:PrincipalArn": breakGlass } };
  // Recovery points of some services have ARNs of those services, so no pattern but * holds all of a vault's.
  const deny = (Sid: string, Action: readonly string[], Condition: object): object => {
    return { Sid, Effect: "Deny", Principal: "*", Action, Resource: "*", Condition };
  };
  const copyFrom = ["backup:CopyFromBackupVault"];
  const copies =
    copyTargets.length === 0
      ? [deny("DenyCopies", copyFrom, exempt)]
      : [
          deny("DenyCopiesElsewhere", copyFrom, {
            ...exempt,
            "ForAnyValue:ArnNotEquals": { "backup:CopyTargets": copyTargets },
          }),
          // ForAnyValue is false where the request names no target.
          deny("DenyCopiesToNoNamedVault", copyFrom, { ...exempt, Null: { "backup:CopyTargets": "true" } }),
        ];
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [deny("DenyDestruction", VAULT_DESTRUCTION, exempt), ...copies],
  });
}
