/**
 * Whether the policy of a backup vault stops an administrator of its account.
 *
 * Sources: AWS Backup Developer Guide, "Vault access policies"; Service Authorization Reference, "AWS Backup": vault
 * actions are about the vault's ARN, others about recovery points, which of EBS and RDS are those services' snapshots.
 */
import { administratorPowers, type AdministratorPowers } from "../iam/administratorRequests.js";
import type { PolicyDocument } from "../iam/document.js";
import { VAULT_DESTRUCTION } from "./vaultPolicy.js";

const COPY = "backup:CopyFromBackupVault";
const ELSEWHERE = "arn:aws:backup:eu-west-1:999999999999:backup-vault:elsewhere";

/** @param vault the vault's ARN */
export function administratorOverVault(policy: PolicyDocument, vault: string): AdministratorPowers {
  const requests = [...VAULT_DESTRUCTION, COPY].flatMap((action) =>
    resourcesOf(action, vault).map((resource) => ({
      ...{ label: action, action, resource },
      ...(action === COPY && { context: { "backup:CopyTargets": [ELSEWHERE] } }),
    })),
  );
  return administratorPowers(policy, vault.split(":")[4] ?? "", requests);
}

function resourcesOf(action: string, vault: string): readonly string[] {
  if (!/RecoveryPoint/.test(action)) return action === COPY ? recoveryPoints(vault) : [vault];
  return recoveryPoints(vault);
}

function recoveryPoints(vault: string): readonly string[] {
  const [, partition = "aws", , region = "", account = ""] = vault.split(":");
  return [
    `arn:${partition}:backup:${region}:${account}:recovery-point:1EB3B5E7-9EB0-435A-A80B-108B488B0D45`,
    `arn:${partition}:ec2:${region}::snapshot/snap-0123456789abcdef0`,
  ];
}
