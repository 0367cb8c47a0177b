import type { BackupCopy, BackupRule } from "../../baseline/backup/plan.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { backupVaults, type StackVault } from "./backupVaults.js";
import { asFlag, asNumber, asText, at, blocks, blocksOf, type Block } from "./blocks.js";
import { namesIn, namesOf } from "./links.js";
import { NameIndex } from "./nameIndex.js";

export const PLAN = "aws:backup/plan:Plan";

/** Where a rule copies to: a vault of the stack, or one that stands elsewhere. */
export interface StackCopy extends BackupCopy {
  readonly vault: StackVault | undefined;
  /** The vault's ARN; unknown where another resource makes it. */
  readonly destination: Maybe<string> | undefined;
}

/** A rule of a plan with the vaults that it names. */
export interface StackRule extends BackupRule {
  readonly vault: StackVault | undefined;
  readonly copies: readonly StackCopy[];
  /** Whether it says something of copies that is not known yet. */
  readonly hidesCopies: boolean;
}

/** A backup plan of the stack. */
export interface StackPlan {
  readonly resource: Resource;
  /** `UNKNOWN` where it is not known how many there are. */
  readonly rules: Maybe<readonly Maybe<StackRule>[]>;
}

/** Every plan of the stack, its vaults found. Use it through `stack.read(backupPlans)`. */
export function backupPlans(stack: Stack): readonly StackPlan[] {
  const vaults = stack.read(backupVaults);
  return stack.ofTypes([PLAN]).map((plan) => ({
    resource: plan,
    rules: planRules(stack.given(plan), vaults),
  }));
}

/** @param vaults of the stack; none in the resource pass, which knows no other resource */
export function planRules(plan: Resource, vaults: readonly StackVault[] = []): StackPlan["rules"] {
  const list = blocks(plan, "rules");
  if (list === UNKNOWN) return UNKNOWN;
  const find = vaultFinder(plan, list, vaults);
  return list.map((rule, index) => (rule === UNKNOWN ? UNKNOWN : toRule(plan, rule, index, find)));
}

type Find = (given: unknown) => StackVault | undefined;

function toRule(plan: Resource, rule: Block, index: number, find: Find): StackRule {
  const name = asText(rule["ruleName"]);
  const label = `rule ${typeof name === "string" ? name : `[${index}]`} of plan ${plan.name}`;
  const copies = blocksOf(rule["copyActions"]);
  const airGapped = rule["targetLogicallyAirGappedBackupVaultArn"];
  const own = lifecycle(rule["lifecycle"]);
  const airGappedCopy = (given: unknown): StackCopy => ({
    ...own,
    label: `air-gapped copy by ${label}`,
    vault: find(given),
    destination: asText(given),
  });
  const listed = copies === UNKNOWN ? [] : copies.filter((copy) => copy !== UNKNOWN);
  return {
    label,
    ...own,
    schedule: asText(rule["schedule"]),
    startWindow: asNumber(rule["startWindow"]),
    completionWindow: asNumber(rule["completionWindow"]),
    isContinuous: asFlag(rule["enableContinuousBackup"]) ?? false,
    vault: find(rule["targetVaultName"]),
    hidesCopies: copies === UNKNOWN || copies.includes(UNKNOWN),
    copies: [
      ...listed.map((copy, which): StackCopy => ({
        label: `copy [${which}] by ${label}`,
        ...lifecycle(copy["lifecycle"]),
        vault: find(copy["destinationVaultArn"]),
        destination: asText(copy["destinationVaultArn"]),
      })),
      ...(airGapped === undefined || airGapped === null ? [] : [airGappedCopy(airGapped)]),
    ],
  };
}

function lifecycle(value: unknown): Pick<BackupRule, "deleteAfter" | "coldStorageAfter"> {
  // The provider writes 0 where the program says nothing.
  const days = (name: string): Maybe<number> | undefined => asNumber(at(value, name)) || undefined;
  return { deleteAfter: days("deleteAfter"), coldStorageAfter: days("coldStorageAfter") };
}

/**
 * Finds vaults by name and ARN. The engine tells what the rules came from as a whole: so an unknown ARN is that of the
 * one vault among these that no rule names.
 */
function vaultFinder(plan: Resource, rules: readonly Maybe<Block>[], vaults: readonly StackVault[]): Find {
  const sources = plan.sources.get("rules") ?? [];
  const { byNames, byUrn } = indexOf(vaults);
  const byName = (given: string): StackVault | undefined => {
    const named = byNames.of(namesIn(given));
    return (
      named.find(({ resource }) => resource.provider?.urn === plan.provider?.urn && sources.includes(resource.urn)) ??
      named.find(({ resource }) => sources.includes(resource.urn)) ??
      named[0]
    );
  };
  const known = new Set(rules.flatMap(vaultNames).map(byName));
  const extra = sources.flatMap((urn) => byUrn.get(urn) ?? []).filter((vault) => !known.has(vault));
  return (given) => {
    if (typeof given === "string") return byName(given);
    return given === UNKNOWN && extra.length === 1 ? extra[0] : undefined;
  };
}

interface VaultIndex {
  readonly byNames: NameIndex<StackVault>;
  readonly byUrn: ReadonlyMap<string, StackVault>;
}

const indexes = new WeakMap<readonly StackVault[], VaultIndex>();

/** Made once, however many plans there are. */
function indexOf(vaults: readonly StackVault[]): VaultIndex {
  let index = indexes.get(vaults);
  if (!index) {
    const byUrn = new Map(vaults.map((vault) => [vault.resource.urn, vault]));
    indexes.set(vaults, (index = { byNames: new NameIndex(vaults, ({ resource }) => namesOf(resource)), byUrn }));
  }
  return index;
}

function vaultNames(rule: Maybe<Block>): string[] {
  if (rule === UNKNOWN) return [];
  const copies = blocksOf(rule["copyActions"]);
  return [
    rule["targetVaultName"],
    rule["targetLogicallyAirGappedBackupVaultArn"],
    ...(copies === UNKNOWN ? [] : copies.map((copy) => at(copy, "destinationVaultArn"))),
  ].filter((name): name is string => typeof name === "string");
}

/** The rules that can be read, and whether that is all of them. */
export function readableRules({ rules }: StackPlan): {
  readonly rules: readonly StackRule[];
  readonly isWhole: boolean;
} {
  if (rules === UNKNOWN) return { rules: [], isWhole: false };
  return { rules: rules.filter((rule) => rule !== UNKNOWN), isWhole: !rules.includes(UNKNOWN) };
}
