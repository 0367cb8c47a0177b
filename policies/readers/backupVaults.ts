import type { BackupVault, VaultLock } from "../../baseline/backup/plan.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { linkedTo } from "./links.js";

export const VAULT = "aws:backup/vault:Vault";
export const AIR_GAPPED_VAULT = "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault";
export const VAULT_LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
export const VAULT_POLICY = "aws:backup/vaultPolicy:VaultPolicy";
export const VAULT_TYPES: readonly string[] = [VAULT, AIR_GAPPED_VAULT];

/** A vault of the stack. */
export interface StackVault extends BackupVault {
  readonly resource: Resource;
  /** Resources that lock it: two of them contradict each other. */
  readonly locks: readonly Resource[];
  /** Resources that hold its access policy. */
  readonly policies: readonly Resource[];
  /** Whether a lock, or a policy, of the stack is of a vault that nobody can tell yet. */
  readonly isLockLost: boolean;
  readonly isPolicyLost: boolean;
}

/** Every vault of the stack with its lock and its policy. Use it through `stack.read(backupVaults)`. */
export function backupVaults(stack: Stack): readonly StackVault[] {
  return stack.ofTypes(VAULT_TYPES).map((resource) => {
    const locks = linkedTo(stack, resource, [VAULT_LOCK], "backupVaultName");
    const policies = linkedTo(stack, resource, [VAULT_POLICY], "backupVaultName");
    const isAirGapped = resource.type === AIR_GAPPED_VAULT;
    const [lock] = locks.resources;
    return {
      label: resource.name,
      resource,
      isAirGapped,
      lock: isAirGapped ? airGap(resource) : lock && vaultLock(stack.given(lock)),
      locks: locks.resources,
      policies: policies.resources,
      isLockLost: locks.isLost,
      isPolicyLost: policies.isLost,
    };
  });
}

/** What a lock's resource says. The provider makes a compliance lock of one that has a cool-off. */
export function vaultLock(resource: Resource): VaultLock {
  const coolOff = resource.number("changeableForDays");
  return {
    minRetention: resource.number("minRetentionDays"),
    maxRetention: resource.number("maxRetentionDays"),
    coolOff,
    mode: coolOff === UNKNOWN ? UNKNOWN : coolOff === undefined ? "governance" : "compliance",
  };
}

/** The bounds of an air-gapped vault. */
export function airGap(resource: Resource): VaultLock {
  return {
    minRetention: resource.number("minRetentionDays"),
    maxRetention: resource.number("maxRetentionDays"),
    coolOff: undefined,
    mode: "compliance",
  };
}
