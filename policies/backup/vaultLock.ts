import { toFinding } from "../../baseline/backup/fault.js";
import type { VaultLock } from "../../baseline/backup/plan.js";
import { checkVaultLock } from "../../baseline/backup/vaultLock.js";
import { report } from "../email/mailRule.js";
import { backupPlans, PLAN, readableRules } from "../readers/backupPlans.js";
import type { Resource } from "../framework/resource.js";
import type { Rule, Verdict } from "../framework/rule.js";
import type { Settings } from "../framework/settings.js";
import { UNKNOWN } from "../framework/unknown.js";
import { AIR_GAPPED_VAULT, airGap, backupVaults, VAULT, VAULT_LOCK, vaultLock } from "../readers/backupVaults.js";

export const vaultLockRule: Rule = {
  id: "BKP02",
  name: "backup-vault-lock",
  title: "A lock holds every backup vault to a minimum retention.",
  why: "Without a lock whoever has the rights, or stole them, deletes every recovery point or shortens its life to a day.",
  fix: "Add aws.backup.VaultLockConfiguration with minRetentionDays (EncryptedBackups does it).",
  severity: "high",
  references: [
    { standard: "NIST CSF 2.0", section: "PR.DS-11", strength: "partial" },
    { standard: "MITRE ATT&CK", section: "T1490", strength: "supporting" },
  ],
  types: [VAULT, AIR_GAPPED_VAULT, VAULT_LOCK, PLAN],
  asksInputs: true,
  checkResource(resource, verdict, settings) {
    if (resource.type === VAULT_LOCK) judgeLock(resource, vaultLock(resource), verdict, settings);
    if (resource.type === AIR_GAPPED_VAULT) judgeLock(resource, airGap(resource), verdict, settings);
  },
  checkStack(stack, verdict) {
    for (const plan of stack.read(backupPlans)) {
      for (const { label, vault } of readableRules(plan).rules) {
        if (vault) continue;
        const reason = `The vault of ${label} is no resource of this stack, so nobody sees its lock here.`;
        verdict.undetermined(reason, { urn: plan.resource.urn });
      }
    }
    for (const { resource, isAirGapped, locks, isLockLost } of stack.read(backupVaults)) {
      const at = { urn: resource.urn };
      const [first, second] = locks;
      if (second) verdict.violation(`${first?.name} and ${second.name} both lock vault ${resource.name}.`, at);
      if (isAirGapped || first) continue;
      if (isLockLost) verdict.undetermined(`Whether a lock is of vault ${resource.name} is not known yet.`, at);
      else verdict.violation(`Vault ${resource.name} has no lock: its recovery points can be deleted at any time.`, at);
    }
  },
};

function judgeLock(resource: Resource, lock: VaultLock, verdict: Verdict, settings: Settings): void {
  const isAirGapped = resource.type === AIR_GAPPED_VAULT;
  for (const fault of checkVaultLock({ label: resource.name, isAirGapped, lock })) {
    report(verdict, toFinding(fault), resource.urn);
  }
  const { minRetention, mode } = lock;
  if (minRetention === undefined) {
    verdict.violation(
      `Lock ${resource.name} demands no minimum retention, so a job may keep recovery points for a day.`,
    );
  } else if (minRetention !== UNKNOWN && minRetention < settings.minimumRetention) {
    const days = settings.minimumRetention;
    verdict.violation(`Lock ${resource.name} demands ${minRetention} days of retention. Allowed are ${days} or more.`);
  }
  if (settings.complianceLocks && mode === "governance") {
    verdict.violation(`Lock ${resource.name} has no cool-off (changeableForDays), so it is in governance mode.`);
  }
  if (minRetention === UNKNOWN || (settings.complianceLocks && mode === UNKNOWN)) {
    verdict.undetermined(`What lock ${resource.name} demands will be known only after the deploy.`);
  }
}
