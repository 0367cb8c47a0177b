import { checkBackupRule } from "./arithmetic.js";
import { backupNames, checkBackupPlace, type BackupNames, type BackupPlace } from "./backupNames.js";
import { planCopies, type CopyInput, type PlannedCopyVault } from "./copyVaults.js";
import { toProblem, type BackupFault } from "./fault.js";
import { RECOVERY_POINT_HOURS } from "./minimums.js";
import type { BackupRule, BackupVault } from "./plan.js";
import { checkBackupPrincipals } from "./principals.js";
import { backupExceptions } from "./programExceptions.js";
import { checkTypes } from "./programTypes.js";
import { checkRestoreTest, type RestoreTestInput } from "./restoreTest.js";
import type { Problem } from "../problem.js";
import { planLock, type LockInput } from "./vaultBounds.js";
import { checkVaultLock } from "./vaultLock.js";

/** One schedule of a set of backups. */
export interface ScheduleInput {
  readonly name: "daily" | "weekly" | "monthly";
  readonly schedule: string;
  /** Days. */
  readonly retention: number;
  readonly coldStorageAfter?: number;
}

/** All that decides a set of backups, as plain values. */
export interface BackupProgramInput extends BackupPlace {
  /** By AWS Backup's names, as `RESOURCE_TYPES` has them. */
  readonly resourceTypes: readonly string[];
  readonly schedules: readonly ScheduleInput[];
  /** Days for which continuous backups are kept; `undefined` for none. */
  readonly continuous: number | undefined;
  readonly lock: LockInput;
  readonly copies: readonly CopyInput[];
  /** ARNs of IAM principals. */
  readonly breakGlass: readonly string[];
  readonly keyAdministrators: readonly string[];
  readonly instanceRoles: readonly string[];
  /** Mailboxes. */
  readonly alertTo: readonly string[];
  readonly tag: { readonly key: string; readonly value: string };
  readonly malwareScan: boolean;
  /** Whether the Region's opt-in is set for the types. */
  readonly regionSettings: boolean;
  /** `undefined` for none. */
  readonly restoreTest: RestoreTestInput | undefined;
  /** ISO date in UTC. */
  readonly today: string;
}

/** What a set of backups consists of, all decided. */
export interface BackupProgram {
  readonly names: BackupNames;
  readonly vault: BackupVault;
  readonly copyVaults: readonly PlannedCopyVault[];
  readonly rules: readonly BackupRule[];
  /** Everything that keeps it from being made. */
  readonly problems: readonly Problem[];
  /** Weaker choices and limits, as sentences. */
  readonly exceptions: readonly string[];
}

/** When continuous backups are reconciled; between those times they follow the data. */
export const CONTINUOUS_SCHEDULE = "cron(30 1 ? * * *)";

/** Minutes: all that the objective leaves a daily backup, since at night all jobs of a plan want to start at once. */
const START_WINDOW = (RECOVERY_POINT_HOURS - 24) * 60;

/** Decides every part of a set of backups, and checks what must hold between them. */
export function planBackups(input: BackupProgramInput): BackupProgram {
  const names = backupNames(input);
  const retentions = [
    ...input.schedules.map(({ retention }) => retention),
    ...(input.continuous === undefined ? [] : [input.continuous]),
  ];
  const vault: BackupVault = { label: "the vault", isAirGapped: false, lock: planLock(input.lock, retentions) };
  const copies = planCopies(input.copies, input.schedules, names);
  const rules = planRules(input, vault, copies.vaults);
  const faults = [
    ...rules.flatMap((rule) => checkBackupRule(rule, input.today)),
    ...checkVaultLock(vault).map((fault) => ({ ...fault, label: "lock" })),
    ...copies.vaults.flatMap((copy) => checkVaultLock(copy.vault)),
  ];
  const problems = [
    ...checkBackupPlace(input),
    ...checkTypes(input),
    ...checkBackupPrincipals(input),
    ...acknowledgement(input.lock),
    ...copies.problems,
    ...faults.map((fault) => toProblem(inArguments(fault))),
    ...checkRestoreTest(input),
  ];
  return {
    names,
    vault,
    copyVaults: copies.vaults,
    rules,
    problems: distinct(problems),
    exceptions: backupExceptions(input, rules),
  };
}

function planRules(
  { schedules, continuous }: BackupProgramInput,
  vault: BackupVault,
  copyVaults: readonly PlannedCopyVault[],
): BackupRule[] {
  const rule = { startWindow: START_WINDOW, completionWindow: undefined, isContinuous: false, vault, copies: [] };
  const snapshots = schedules.map(({ name, schedule, retention, coldStorageAfter }): BackupRule => {
    const copies = copyVaults.map((copy) => ({
      label: copy.vault.label,
      vault: copy.vault,
      deleteAfter: copy.retention ?? retention,
      coldStorageAfter: copy.retention === undefined ? coldStorageAfter : undefined,
    }));
    return { ...rule, label: name, schedule, deleteAfter: retention, coldStorageAfter, copies };
  });
  if (continuous === undefined) return snapshots;
  // A copy of a continuous backup is a snapshot, and those are copied by the other rules.
  return [
    ...snapshots,
    {
      ...rule,
      label: "continuous",
      schedule: CONTINUOUS_SCHEDULE,
      deleteAfter: continuous,
      coldStorageAfter: undefined,
      isContinuous: true,
    },
  ];
}

/** After its cool-off nobody can take a compliance lock back, AWS included: one word in the program is not enough. */
function acknowledgement({ mode, irreversible }: LockInput): Problem[] {
  if (mode === "compliance" && !irreversible) {
    const reason =
      "A compliance lock cannot be removed once its cool-off is over, by anyone, AWS included, and the vault is paid for until its last recovery point expires. Give true to say that this is meant.";
    return [{ property: "lock.irreversible", reason }];
  }
  if (mode !== "compliance" && irreversible) {
    const reason = "Only a compliance lock is irreversible, and this is a governance lock. Leave one of the two out.";
    return [{ property: "lock.irreversible", reason }];
  }
  return [];
}

/** A fault by the names that the component's arguments have. */
function inArguments(fault: BackupFault): BackupFault {
  return fault.property === "deleteAfter" ? { ...fault, property: "retention" } : fault;
}

/** Three rules that break the same lock by the same copy are one problem for whoever mends it. */
function distinct(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ property, reason }) => {
    const key = `${property}: ${reason}`;
    return seen.has(key) ? false : seen.add(key);
  });
}
