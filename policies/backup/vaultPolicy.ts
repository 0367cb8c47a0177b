import { administratorOverVault } from "../../baseline/backup/administratorOverVault.js";
import type { Rule, Verdict } from "../framework/rule.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { backupVaults, VAULT, VAULT_POLICY, type StackVault } from "../readers/backupVaults.js";
import { iamDocuments } from "../readers/iamDocuments.js";
import { stackAccounts } from "../readers/stackAccounts.js";

export const vaultPolicyRule: Rule = {
  id: "BKP03",
  name: "backup-vault-policy",
  title: "The policy of a backup vault stops even an administrator from deleting backups and carrying them off.",
  why: "A governance lock yields to whoever may remove it. A vault policy that forgets DeleteBackupVaultAccessPolicy, or exempts too many, is gone in one call.",
  fix: "Deny the actions to everyone but a break-glass role (EncryptedBackups builds the policy).",
  severity: "medium",
  references: [
    { standard: "NIST CSF 2.0", section: "PR.DS-11", strength: "partial" },
    { standard: "MITRE ATT&CK", section: "T1490, T1537", strength: "supporting" },
  ],
  types: [VAULT, VAULT_POLICY],
  checkStack(stack, verdict) {
    for (const vault of stack.read(backupVaults)) {
      // Nobody deletes from an air-gapped vault before its time, whatever a policy says.
      if (!vault.isAirGapped) judge(stack, vault, verdict);
    }
  },
};

function judge(stack: Stack, { resource, policies, isPolicyLost }: StackVault, verdict: Verdict): void {
  const at = { urn: resource.urn };
  const [document] = policies.flatMap(iamDocuments);
  if (document === undefined) {
    if (isPolicyLost) verdict.undetermined(`Whether a policy is of vault ${resource.name} is not known yet.`, at);
    else verdict.violation(`Vault ${resource.name} has no access policy, so any administrator can empty it.`, at);
    return;
  }
  if (document.document === UNKNOWN || document.document === undefined) {
    verdict.undetermined(`What ${document.subject} says will be known only after the deploy.`, at);
    return;
  }
  const { allowed, undetermined } = administratorOverVault(
    document.document,
    vaultArn(stack, resource.property("arn"), resource.text("name")),
  );
  if (allowed.length > 0) {
    verdict.violation(`An administrator can perform ${allowed.join(", ")} in spite of ${document.subject}.`, at);
  } else if (undetermined.length > 0) {
    verdict.undetermined(`Whether ${document.subject} stops ${undetermined.join(", ")} is not known yet.`, at);
  }
}

/** As far as it is known; an account of AWS's own examples stands for the vault's. */
function vaultArn(stack: Stack, arn: unknown, name: unknown): string {
  if (typeof arn === "string") return arn;
  const [account = "123456789012"] = stack.read(stackAccounts);
  return `arn:aws:backup:us-east-1:${account}:backup-vault:${typeof name === "string" ? name : "vault"}`;
}
