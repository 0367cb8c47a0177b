import { readArn } from "../../baseline/iam/arn.js";
import { isOwnKey } from "../encryption/customerKey.js";
import type { Resource } from "../framework/resource.js";
import type { Rule, Verdict } from "../framework/rule.js";
import { backupPlans, PLAN, readableRules, type StackCopy, type StackPlan } from "../readers/backupPlans.js";
import { REGION_SETTINGS } from "../readers/backupSelections.js";
import { asFlag, at } from "../readers/blocks.js";
import { dataStores, STORE_TYPES } from "../readers/dataStores.js";
import { VAULT_LOCK, VAULT_TYPES } from "../readers/backupVaults.js";
import { stackAccounts } from "../readers/stackAccounts.js";
import { writtenAccounts } from "../readers/writtenAccounts.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";

export const copyVault: Rule = {
  id: "BKP08",
  name: "backup-copy-vault",
  title: "The vault to which backups are copied is yours, and has a lock and a key of your own.",
  why: "The copy is what is left when the first vault is lost: one that can be deleted in the same hour saves nothing, and one in a stranger's account is a theft of all data.",
  fix: "Add a VaultLockConfiguration and a kmsKeyArn to the copy's vault, or copy to an air-gapped vault.",
  severity: "high",
  references: [{ standard: "NIST CSF 2.0", section: "PR.DS-11", strength: "partial" }],
  types: [PLAN, ...VAULT_TYPES, VAULT_LOCK, REGION_SETTINGS, ...STORE_TYPES],
  asksInputs: true,
  checkStack(stack, verdict) {
    if (stack.read(backupPlans).some(copies))
      for (const one of stack.ofTypes([REGION_SETTINGS])) judgeTables(stack, stack.given(one), verdict);
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
  if (account !== undefined && isStrange(stack, account)) {
    verdict.violation(`${sentence(label)} goes to the account ${account}, which is none of yours.`, {
      urn: plan,
      fix: "Copy to a vault of your own, or list the account that holds it in the setting trustedAccounts.",
    });
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

/** Of an account that nobody names only the program tells: where it writes which one is its own. */
export function isStrange(stack: Stack, account: string): boolean {
  const { trustedAccounts } = stack.settings;
  const written = stack.read(writtenAccounts);
  const known = trustedAccounts ? new Set(trustedAccounts) : written;
  return (
    /^[0-9]{12}$/.test(account) &&
    (trustedAccounts !== undefined || written.size > 0) &&
    !known.has(account) &&
    !stack.read(stackAccounts).has(account)
  );
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
function judgeTables(stack: Stack, settings: Resource, verdict: Verdict): void {
  const isManaged = asFlag(at(settings.whole("resourceTypeManagementPreference"), "DynamoDB"));
  const here = { urn: settings.urn };
  const fact = "AWS Backup's management of DynamoDB, without which tables are not copied elsewhere";
  if (isManaged === false) verdict.violation(`${settings.name} switches off ${fact}.`, here);
  const hasTables = stack.read(dataStores).some(({ service }) => service === "DynamoDB");
  if (hasTables && (isManaged === undefined || isManaged === UNKNOWN)) {
    verdict.undetermined(`Whether the Region has ${fact}, does not stand in ${settings.name}.`, here);
  }
}
