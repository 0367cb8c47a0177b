import { readArn } from "../../baseline/iam/arn.js";
import { or, some } from "../../baseline/iam/ternary.js";
import type { Resource } from "../framework/resource.js";
import type { Rule } from "../framework/rule.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { backupPlans, PLAN, readableRules, type StackCopy, type StackRule } from "../readers/backupPlans.js";
import { VAULT_TYPES } from "../readers/backupVaults.js";
import { regionOf } from "../readers/regions.js";
import { stackAccounts } from "../readers/stackAccounts.js";

export const copyElsewhere: Rule = {
  id: "BKP06",
  name: "backup-copy",
  title: "Every backup plan copies to another Region, another account or an air-gapped vault.",
  why: "Whoever takes over the account, or a failure of the whole Region, takes the data and the only backups together.",
  fix: "Give a rule of the plan copyActions to a vault elsewhere (EncryptedBackups does it).",
  severity: "high",
  references: [
    { standard: "NIST CSF 2.0", section: "PR.DS-11", strength: "partial" },
    { standard: "AWS Well-Architected", section: "REL13-BP02", strength: "supporting" },
  ],
  types: [PLAN, ...VAULT_TYPES],
  asksInputs: true,
  checkStack(stack, verdict) {
    for (const plan of stack.read(backupPlans)) {
      const { rules, isWhole } = readableRules(plan);
      const at = { urn: plan.resource.urn };
      const leaves = some(rules.map((rule) => leavesHome(stack, plan.resource, rule)));
      if (leaves === true) continue;
      if (leaves === UNKNOWN || !isWhole) {
        verdict.undetermined(`Where plan ${plan.resource.name} copies to will be known only after the deploy.`, at);
      } else {
        verdict.violation(`Plan ${plan.resource.name} copies no recovery point out of its Region and account.`, at);
      }
    }
  },
};

function leavesHome(stack: Stack, plan: Resource, rule: StackRule): Maybe<boolean> {
  const results = rule.copies.map((copy) => isElsewhere(stack, rule.vault?.resource ?? plan, copy));
  return or(...results, rule.hidesCopies ? UNKNOWN : false);
}

/** Air-gapped vaults lie in an account of AWS Backup itself, whatever their Region. */
function isElsewhere(stack: Stack, home: Resource, { vault, destination }: StackCopy): Maybe<boolean> {
  if (vault?.isAirGapped) return true;
  const arn = typeof destination === "string" ? readArn(destination) : undefined;
  if (arn?.resource.startsWith("backup-vault:") === false) return false;
  const region = vault ? regionOf(stack, vault.resource) : arn?.region;
  const homeArn = home.text("arn");
  const own = typeof homeArn === "string" ? readArn(homeArn) : undefined;
  const isOtherAccount = arn && isForeign(stack, own?.account, arn.account);
  const isOtherRegion = compare(
    regionOf(stack, home),
    region,
    vault ? vault.resource.provider?.urn !== home.provider?.urn : true,
  );
  return or(isOtherAccount ?? (vault ? false : UNKNOWN), isOtherRegion);
}

function isForeign(stack: Stack, own: string | undefined, account: string): Maybe<boolean> {
  if (own !== undefined) return own !== account;
  const accounts = stack.read(stackAccounts);
  return accounts.size === 0 ? UNKNOWN : !accounts.has(account);
}

/** Two resources of one provider that name no Region stand in the same. */
function compare(one: Maybe<string | undefined>, other: Maybe<string | undefined>, mayDiffer: boolean): Maybe<boolean> {
  if (typeof one === "string" && typeof other === "string") return one !== other;
  return one === undefined && other === undefined && !mayDiffer ? false : UNKNOWN;
}
