import { checkBackupRule, lifecycleOfCopy } from "../../baseline/backup/arithmetic.js";
import { toFinding, type BackupFault, type BackupFaultKind } from "../../baseline/backup/fault.js";
import { report } from "../email/mailRule.js";
import type { Rule, Verdict } from "../framework/rule.js";
import type { Settings } from "../framework/settings.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { backupPlans, PLAN, planRules, readableRules, type StackRule } from "../readers/backupPlans.js";
import { VAULT_LOCK, VAULT_TYPES } from "../readers/backupVaults.js";

/** Faults that only the vaults show, which are other resources. */
const OF_VAULTS: readonly BackupFaultKind[] = ["below the lock", "above the lock", "copy to its own vault"];

export const retention: Rule = {
  id: "BKP04",
  name: "backup-retention",
  title: "Recovery points are kept for the minimum retention, and no number of the plan lets its jobs fail.",
  why: "An intruder stays unseen for weeks: shorter backups hold only what he already spoilt. A retention outside the vault's lock makes every job fail, in silence.",
  fix: "Give every rule and copy a deleteAfter of the minimum retention or more, within the vault's lock.",
  severity: "high",
  references: [
    { standard: "NIST CSF 2.0", section: "PR.DS-11", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "12.10.1", strength: "supporting" },
  ],
  types: [PLAN, ...VAULT_TYPES, VAULT_LOCK],
  asksInputs: true,
  checkResource(resource, verdict, settings) {
    if (resource.type !== PLAN) return;
    const { rules, isWhole } = readableRules({ resource, rules: planRules(resource) });
    if (!isWhole) verdict.undetermined(`Rules of plan ${resource.name} will be known only after the deploy.`);
    for (const rule of rules) {
      for (const fault of faultsOf(rule, settings)) report(verdict, toFinding(fault), resource.urn);
      judgeMinimum(rule.label, rule.deleteAfter, verdict, settings);
      for (const copy of rule.copies) {
        judgeMinimum(copy.label, lifecycleOfCopy(copy, rule).deleteAfter, verdict, settings);
      }
    }
  },
  checkStack(stack, verdict) {
    for (const plan of stack.read(backupPlans)) {
      const faults = readableRules(plan).rules.flatMap((rule) => checkBackupRule(rule, stack.settings.today));
      for (const fault of faults.filter(({ kind }) => OF_VAULTS.includes(kind))) {
        report(verdict, toFinding(fault), plan.resource.urn);
      }
    }
  },
};

function faultsOf(rule: StackRule, { today }: Settings): BackupFault[] {
  return checkBackupRule(rule, today).filter(({ rule: id }) => id === retention.id);
}

function judgeMinimum(label: string, days: Maybe<number> | undefined, verdict: Verdict, settings: Settings): void {
  const { minimumRetention } = settings;
  if (days === UNKNOWN) verdict.undetermined(`How long ${label} keeps recovery points is not known yet.`);
  else if (days !== undefined && days < minimumRetention) {
    verdict.violation(`${label} keeps recovery points for ${days} days. Allowed are ${minimumRetention} or more.`);
  }
}
