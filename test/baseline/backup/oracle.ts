/**
 * A second opinion on backup plans, written from AWS's documents alone: it lets AWS Backup take a recovery point and
 * watches what becomes of it, instead of comparing numbers.
 *
 * Source: AWS Backup API Reference, CreateBackupPlan (BackupRuleInput, Lifecycle, CopyAction),
 * PutBackupVaultLockConfiguration, CreateLogicallyAirGappedBackupVault; Developer Guide, "Continuous backups and
 * point-in-time recovery"; EventBridge User Guide, "Setting a schedule pattern".
 */
import type { BackupFaultKind } from "../../../baseline/backup/fault.js";
import type { BackupRule, BackupVault, Lifecycle, VaultLock } from "../../../baseline/backup/plan.js";
import { UNKNOWN, type Maybe } from "../../../baseline/unknown.js";
import { firingMinutes } from "./scheduleOracle.js";

/** Whose fault it is, and which. */
export type Verdict = ReadonlySet<`${string}: ${BackupFaultKind}`>;

type Report = (label: string, kind: BackupFaultKind) => void;

/** An event in the life of a recovery point, by its age in days. */
interface Event {
  readonly age: number;
  readonly happens: "cold" | "deleted";
}

/** A hundred years of 365 days. */
const CENTURY = 100 * 365;

/** Of unknown values the oracle knows only an unknown schedule, of which nothing is said. */
function known<T>(value: Maybe<T>): T {
  if (value === UNKNOWN) throw new Error("The oracle was given an unknown value");
  return value;
}

/** AWS's console and API take such numbers of days. */
function isDays(value: number, least = 1): boolean {
  return value % 1 === 0 && value >= least && value <= CENTURY;
}

/** What happens to a recovery point, in order; of two things on one day, deletion comes last. */
function lifeOf({ deleteAfter, coldStorageAfter }: Lifecycle): readonly Event[] {
  const events: Event[] = [];
  if (coldStorageAfter !== undefined) events.push({ age: known(coldStorageAfter), happens: "cold" });
  if (deleteAfter !== undefined) events.push({ age: known(deleteAfter), happens: "deleted" });
  return events.sort((a, b) => a.age - b.age || (a.happens === "cold" ? -1 : 1));
}

/** Whether a recovery point is still there when so many days are over. */
function livesAt(lifecycle: Lifecycle, age: number): boolean {
  return lifeOf(lifecycle).every((event) => event.happens !== "deleted" || event.age > age);
}

/** Says which numbers AWS would not take at all. */
function watchNumbers(lifecycle: Lifecycle, label: string, report: Report): void {
  for (const { age, happens } of lifeOf(lifecycle)) {
    if (!isDays(age)) report(label, happens === "cold" ? "cold storage out of range" : "retention out of range");
  }
}

/** Whether it is known when, or that it never happens: a number that AWS would not take tells neither. */
function isClear(lifecycle: Lifecycle, what: Event["happens"]): boolean {
  return lifeOf(lifecycle).every(({ age, happens }) => happens !== what || isDays(age));
}

/** Lives through the days: what moves to cold storage must stay there for ninety days before it may be deleted. */
function watchColdStorage(lifecycle: Lifecycle, label: string, report: Report): void {
  if (!isClear(lifecycle, "cold") || !isClear(lifecycle, "deleted")) return;
  let frozenUntil: number | undefined;
  let isDeleted = false;
  for (const { age, happens } of lifeOf(lifecycle)) {
    if (happens === "deleted") {
      isDeleted = true;
      if (frozenUntil !== undefined && age < frozenUntil) report(label, "cold storage too short");
    } else {
      frozenUntil = age + 90;
      if (isDeleted) report(label, "cold storage too short");
    }
  }
}

/** The transaction log of a continuous backup reaches back 35 days, and stays warm. */
function watchContinuous(lifecycle: Lifecycle, label: string, report: Report): void {
  if (isClear(lifecycle, "deleted") && livesAt(lifecycle, 35)) report(label, "continuous too long");
  if (lifeOf(lifecycle).some(({ happens }) => happens === "cold")) report(label, "continuous in cold storage");
}

/** A locked vault refuses what would go before its time, and what would outstay it. */
function admit(lifecycle: Lifecycle, vault: BackupVault | undefined, label: string, report: Report): void {
  const { lock } = vault ?? {};
  if (lock === undefined || !isClear(lifecycle, "deleted")) return;
  const min = bound(lock.minRetention);
  const max = bound(lock.maxRetention);
  // It is looked at on the last day before it may go, and on the first on which it may not be there any more.
  if (min !== undefined && !livesAt(lifecycle, min - 1)) report(label, "below the lock");
  if (max !== undefined && livesAt(lifecycle, max)) report(label, "above the lock");
}

/** A bound that AWS would not take locks nothing. */
function bound(days: VaultLock["minRetention"]): number | undefined {
  const value = days === undefined ? undefined : known(days);
  return value !== undefined && isDays(value) ? value : undefined;
}

function watchJob(rule: BackupRule, report: Report): void {
  const mayStartUntil = known(rule.startWindow ?? 8 * 60);
  const mustEndAt = known(rule.completionWindow ?? 7 * 24 * 60);
  if (mayStartUntil < 60) report(rule.label, "start window too short");
  let minute = mayStartUntil;
  while (minute < mayStartUntil + 60 && minute < mustEndAt) minute += 1;
  if (minute < mayStartUntil + 60) report(rule.label, "completion window too short");
}

function watchSchedule(rule: BackupRule, report: Report): void {
  if (rule.schedule === UNKNOWN) return;
  const fired = firingMinutes(rule.schedule ?? "cron(0 5 ? * * *)");
  if (fired === undefined) return report(rule.label, "schedule unreadable");
  if (fired.length === 0) return report(rule.label, "schedule never fires");
  const isFrequent = fired.some((minute, index) => index > 0 && minute - (fired[index - 1] ?? 0) < 60);
  if (isFrequent) report(rule.label, "schedule too frequent");
}

function collect(watch: (report: Report) => void): Verdict {
  const verdict = new Set<`${string}: ${BackupFaultKind}`>();
  watch((label, kind) => verdict.add(`${label}: ${kind}`));
  return verdict;
}

/** What is wrong with a rule, its copies, and the vaults that they go to. */
export function ruleVerdict(rule: BackupRule): Verdict {
  return collect((report) => {
    watchSchedule(rule, report);
    watchJob(rule, report);
    watchNumbers(rule, rule.label, report);
    watchColdStorage(rule, rule.label, report);
    admit(rule, rule.vault, rule.label, report);
    if (known(rule.isContinuous)) watchContinuous(rule, rule.label, report);
    for (const copy of rule.copies) {
      if (copy.vault !== undefined && copy.vault === rule.vault) report(copy.label, "copy to its own vault");
      const isOwn = lifeOf(copy).length > 0;
      if (isOwn) watchNumbers(copy, copy.label, report);
      if (isOwn) watchColdStorage(copy, copy.label, report);
      admit(isOwn ? copy : rule, copy.vault, copy.label, report);
    }
  });
}

/** What is wrong with a vault's lock. */
export function vaultVerdict({ label, isAirGapped, lock }: BackupVault): Verdict {
  return collect((report) => {
    if (isAirGapped) watchAirGapped(lock, label, report);
    if (lock === undefined) return;
    const isRefused = (days: VaultLock["minRetention"]): boolean => days !== undefined && bound(days) === undefined;
    if (isRefused(lock.minRetention) || isRefused(lock.maxRetention)) report(label, "lock out of range");
    const [min, max] = [bound(lock.minRetention), bound(lock.maxRetention)];
    if (min !== undefined && max !== undefined && min > max) report(label, "lock reversed");
    if (!isAirGapped) watchCoolOff(lock, label, report);
  });
}

function watchAirGapped(lock: VaultLock | undefined, label: string, report: Report): void {
  const isGiven = lock?.minRetention !== undefined;
  if (!isGiven || (bound(lock.minRetention) ?? Infinity) < 7) report(label, "air-gapped too short");
}

/** `ChangeableForDays` makes the lock one of compliance: without it the lock can always be removed. */
function watchCoolOff({ mode, coolOff }: VaultLock, label: string, report: Report): void {
  const days = coolOff === undefined ? undefined : known(coolOff);
  if (known(mode) === "compliance") {
    if (days === undefined) report(label, "compliance without cool-off");
    else if (!isDays(days, 3)) report(label, "cool-off out of range");
  } else if (days !== undefined) {
    report(label, "cool-off without compliance");
  }
}
