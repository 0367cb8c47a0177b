import { readArn } from "../../baseline/iam/arn.js";
import { isOwnKey } from "../encryption/customerKey.js";
import type { Resource } from "../framework/resource.js";
import type { Rule, Verdict } from "../framework/rule.js";
import { backupPlans, PLAN, readableRules, type StackCopy, type StackPlan } from "../readers/backupPlans.js";
import { REGION_SETTINGS } from "../readers/backupSelections.js";
import { asFlag, at } from "../readers/blocks.js";
import { VAULT_LOCK, VAULT_TYPES } from "../readers/backupVaults.js";
import { stackAccounts } from "../readers/stackAccounts.js";
import type { Stack } from "../framework/stack.js";

export const copyVault: Rule = {
  id: "BKP08",
  name: "backup-copy-vault",
  title: "The vault to which backups are copied is yours, and has a lock and a key of your own.",
  why: "The copy is what is left when the first vault is lost: one that can be deleted in the same hour saves nothing, and one in a stranger's account is a theft of all data.",
  fix: "Add a VaultLockConfiguration and a kmsKeyArn to the copy's vault, or copy to an air-gapped vault.",
  severity: "high",
  references: [{ standard: "NIST CSF 2.0", section: "PR.DS-11", strength: "partial" }],
  types: [PLAN, ...VAULT_TYPES, VAULT_LOCK, REGION_SETTINGS],
  asksInputs: true,
  checkStack(stack, verdict) {
    if (stack.read(backupPlans).some(copies))
      for (const one of stack.ofTypes([REGION_SETTINGS])) judgeTables(stack.given(one), verdict);
    for (const plan of stack.read(backupPlans)) {
      const { rules, isWhole } = readableRules(plan);
      const here = { urn: plan.resource.urn };
      if (!isWhole || rules.some(({ hidesCopies }) => hidesCopies)) {
        verdict.undetermined(`Where plan ${plan.resource.name} copies to will be known only after the deploy.`, here);
      }
      for (const copy of rules.flatMap(({ copies }) => copies)) judge(stack, copy, plan.resource.urn, verdict);
    }
  },
};

function judge(stack: Stack, { vault, label, destination }: StackCopy, plan: string, verdict: Verdict): void {
  const account = typeof destination === "string" ? readArn(destination)?.account : undefined;
  const { trustedAccounts } = stack.settings;
  const isOwn = account === undefined || stack.read(stackAccounts).has(account);
  if (!isOwn && trustedAccounts !== undefined && !trustedAccounts.includes(account)) {
    verdict.violation(`${sentence(label)} goes to the account ${account}, which is none of yours.`, { urn: plan });
    return;
  }
  if (vault === undefined) {
    verdict.undetermined(`The vault of ${label} is no resource of this stack, so nobody sees its lock here.`, {
      urn: plan,
    });
    return;
  }
  if (vault.isAirGapped) return; // its lock is AWS's own, and nobody can delete a key that AWS owns
  const at = { urn: vault.resource.urn };
  const lacks = [
    ...(vault.lock === undefined && !vault.isLockLost ? ["no lock"] : []),
    ...(isOwnKey(stack.given(vault.resource).text("kmsKeyArn")) === false ? ["no key of your own"] : []),
  ];
  if (lacks.length > 0)
    verdict.violation(`Vault ${vault.label}, to which ${label} goes, has ${lacks.join(" and ")}.`, at);
  else if (vault.isLockLost && vault.lock === undefined) {
    verdict.undetermined(`Whether a lock is of vault ${vault.label} is not known yet.`, at);
  }
}

function sentence(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}

function copies(plan: StackPlan): boolean {
  return readableRules(plan).rules.some((rule) => rule.copies.length > 0);
}

/**
 * Without AWS Backup's own management tables have no copies elsewhere, nor a vault's key. Source: AWS Backup Developer
 * Guide, "Advanced DynamoDB backup".
 */
function judgeTables(settings: Resource, verdict: Verdict): void {
  if (asFlag(at(settings.whole("resourceTypeManagementPreference"), "DynamoDB")) !== false) return;
  const fact = `${settings.name} switches AWS Backup's management of DynamoDB off, without which tables are not copied elsewhere.`;
  verdict.violation(fact, { urn: settings.urn });
}
