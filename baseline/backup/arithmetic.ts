/**
 * What must hold between the numbers of a backup plan. AWS refuses some breaches when the plan is made; others let
 * every job fail for as long as nobody reads the job list, and those are the ones that cost a shop its backups.
 */
import { UNKNOWN, type Maybe } from "../unknown.js";
import type { BackupFault, BackupFaultKind } from "./fault.js";
import {
  DEFAULT_COMPLETION_WINDOW,
  DEFAULT_START_WINDOW,
  LONGEST_CONTINUOUS,
  LONGEST_RETENTION,
  SHORTEST_COLD_STORAGE,
  SHORTEST_INTERVAL,
  type BackupCopy,
  type BackupRule,
  type BackupVault,
  type Lifecycle,
} from "./plan.js";
import { scheduleFaults } from "./scheduleFaults.js";

type Tell = (kind: BackupFaultKind, property: string, reason: string, fix: string, reference: string) => void;

const LIFECYCLE = "AWS Backup API Reference, Lifecycle";
const LOCK = "AWS Backup Developer Guide, AWS Backup Vault Lock";
const CONTINUOUS = "AWS Backup Developer Guide, Continuous backups and point-in-time recovery";
const RULE = "AWS Backup API Reference, BackupRule";

/**
 * Every breach of a rule and of its copies, the lock of each vault counted.
 *
 * @param today ISO date in UTC: schedules that have ended by then never fire
 */
export function checkBackupRule(rule: BackupRule, today: string): BackupFault[] {
  const faults: BackupFault[] = scheduleFaults(rule, today);
  const tell = teller(faults, rule.label);
  checkLifecycle(rule, tell);
  if (rule.isContinuous === true) checkContinuous(rule, tell);
  checkWindows(rule, tell);
  checkAgainstLock(rule, rule.vault, tell);
  for (const copy of rule.copies) checkCopy(copy, rule, faults);
  return faults;
}

/** A copy without a lifecycle of its own takes its rule's (AWS Backup API Reference, CopyAction). */
export function lifecycleOfCopy(copy: BackupCopy, rule: BackupRule): Lifecycle {
  return copy.deleteAfter === undefined && copy.coldStorageAfter === undefined ? rule : copy;
}

function checkCopy(copy: BackupCopy, rule: BackupRule, faults: BackupFault[]): void {
  const tell = teller(faults, copy.label);
  const lifecycle = lifecycleOfCopy(copy, rule);
  if (lifecycle === copy) checkLifecycle(copy, tell);
  checkAgainstLock(lifecycle, copy.vault, tell);
  if (copy.vault !== undefined && copy.vault === rule.vault) {
    const reason = `The copy goes to the vault ${copy.vault.label}, in which the recovery point already lies.`;
    tell("copy to its own vault", "vault", reason, "Copy to a vault in another Region or account.", RULE);
  }
}

/** Ranges, and that what was moved to cold storage stays there for as long as AWS bills it. */
function checkLifecycle(lifecycle: Lifecycle, tell: Tell): void {
  if (isOutOfRange(lifecycle.deleteAfter)) {
    const reason = `The retention is ${lifecycle.deleteAfter} days. Allowed are whole days from 1 to ${LONGEST_RETENTION}.`;
    tell("retention out of range", "deleteAfter", reason, "Give a retention in whole days.", LIFECYCLE);
  }
  if (isOutOfRange(lifecycle.coldStorageAfter)) {
    const reason = `Recovery points move to cold storage after ${lifecycle.coldStorageAfter} days. Allowed are whole days from 1 to ${LONGEST_RETENTION}.`;
    tell("cold storage out of range", "coldStorageAfter", reason, "Give the move in whole days, or none.", LIFECYCLE);
  }
  const deleteAfter = inRange(lifecycle.deleteAfter);
  const coldStorageAfter = inRange(lifecycle.coldStorageAfter);
  if (!known(deleteAfter) || !known(coldStorageAfter)) return;
  if (deleteAfter < coldStorageAfter + SHORTEST_COLD_STORAGE) {
    const reason = `Recovery points move to cold storage after ${coldStorageAfter} days and are deleted after ${deleteAfter}; they must stay there for at least ${SHORTEST_COLD_STORAGE} days.`;
    const fix = `Keep them for at least ${coldStorageAfter + SHORTEST_COLD_STORAGE} days, or leave cold storage out.`;
    tell("cold storage too short", "deleteAfter", reason, fix, LIFECYCLE);
  }
}

function checkContinuous(rule: BackupRule, tell: Tell): void {
  const deleteAfter = inRange(rule.deleteAfter);
  if (deleteAfter !== UNKNOWN && (deleteAfter === undefined || deleteAfter > LONGEST_CONTINUOUS)) {
    const reason = `A continuous backup is to be kept ${span(deleteAfter)}. Allowed are 1 to ${LONGEST_CONTINUOUS} days.`;
    const fix = `Keep it for at most ${LONGEST_CONTINUOUS} days, and keep snapshots for longer by a rule of their own.`;
    tell("continuous too long", "deleteAfter", reason, fix, CONTINUOUS);
  }
  if (rule.coldStorageAfter !== undefined) {
    const reason = "A continuous backup cannot move to cold storage.";
    tell("continuous in cold storage", "coldStorageAfter", reason, "Leave cold storage out of this rule.", CONTINUOUS);
  }
}

function checkWindows(rule: BackupRule, tell: Tell): void {
  const start = rule.startWindow ?? DEFAULT_START_WINDOW;
  const completion = rule.completionWindow ?? DEFAULT_COMPLETION_WINDOW;
  if (known(start) && start < SHORTEST_INTERVAL) {
    const reason = `The start window is ${start} minutes. Allowed are ${SHORTEST_INTERVAL} minutes or more.`;
    tell("start window too short", "startWindow", reason, "Give the job an hour or more to start.", RULE);
  }
  if (known(start) && known(completion) && completion < start + SHORTEST_INTERVAL) {
    const reason = `The completion window is ${completion} minutes and the start window ${start}; it must be at least ${SHORTEST_INTERVAL} minutes longer.`;
    const fix = `Give the job at least ${start + SHORTEST_INTERVAL} minutes to complete.`;
    tell("completion window too short", "completionWindow", reason, fix, RULE);
  }
}

/** A recovery point that a locked vault's bounds do not allow is not made: its job fails, in silence. */
function checkAgainstLock(lifecycle: Lifecycle, vault: BackupVault | undefined, tell: Tell): void {
  const deleteAfter = inRange(lifecycle.deleteAfter);
  if (vault?.lock === undefined || deleteAfter === UNKNOWN) return;
  const minRetention = inRange(vault.lock.minRetention);
  const maxRetention = inRange(vault.lock.maxRetention);
  const kept = `Recovery points are to be kept ${span(deleteAfter)}, but the lock of ${vault.label}`;
  if (known(minRetention) && deleteAfter !== undefined && deleteAfter < minRetention) {
    const reason = `${kept} demands ${minRetention} days or more: every job would fail.`;
    tell("below the lock", "deleteAfter", reason, `Keep them for at least ${minRetention} days.`, LOCK);
  }
  if (known(maxRetention) && (deleteAfter === undefined || deleteAfter > maxRetention)) {
    const reason = `${kept} allows ${maxRetention} days at most: every job would fail.`;
    tell("above the lock", "deleteAfter", reason, `Keep them for at most ${maxRetention} days.`, LOCK);
  }
}

function span(deleteAfter: number | undefined): string {
  return deleteAfter === undefined ? "for ever" : `for ${deleteAfter} days`;
}

export function teller(faults: BackupFault[], label: string): Tell {
  return (kind, property, reason, fix, reference) =>
    void faults.push({ rule: "BKP04", kind, label, property, reason, fix, reference });
}

export function isDays(value: number, lowest = 1): boolean {
  return Number.isInteger(value) && value >= lowest && value <= LONGEST_RETENTION;
}

function isOutOfRange(days: Maybe<number> | undefined): days is number {
  return known(days) && !isDays(days);
}

/** A number that is refused by itself is no number of days, so nothing else is said of it: as if it were unknown. */
export function inRange(days: Maybe<number> | undefined): Maybe<number> | undefined {
  return isOutOfRange(days) ? UNKNOWN : days;
}

export function known<T>(value: Maybe<T> | undefined): value is T {
  return value !== undefined && value !== UNKNOWN;
}
