import type { CopyInput } from "./copyVaults.js";
import type { BackupRule } from "./plan.js";
import { recoveryPointMinutes } from "./scheduleFaults.js";

/** Days: the retention of the baseline. */
export const DAILY_RETENTION = 35;
export const WEEKLY_RETENTION = 90;
/** Days without a validated restore that the baseline allows. */
export const RESTORE_TEST_AGE = 14;

/** A day and eight hours: a job of a daily plan starts within its start window. */
const LONGEST_GAP_HOURS = 32;

/** What the exceptions of a set of backups are judged by. */
interface ExceptionsInput {
  readonly region: string;
  readonly resourceTypes: readonly string[];
  readonly schedules: readonly { readonly name: string; readonly retention: number }[];
  readonly copies: readonly CopyInput[];
  readonly lock: { readonly minRetention?: number };
  readonly alertTo: readonly string[];
  readonly regionSettings: boolean;
  readonly restoreTest: { readonly maxAge: number } | undefined;
  readonly today: string;
}

/** Weaker choices than the baseline, and what AWS does not promise, as sentences that begin with the argument. */
export function backupExceptions(input: ExceptionsInput, rules: readonly BackupRule[]): string[] {
  const { schedules, copies, region, restoreTest } = input;
  const exceptions: string[] = [];
  for (const [name, baseline] of [
    ["daily", DAILY_RETENTION],
    ["weekly", WEEKLY_RETENTION],
  ] as const) {
    const retention = schedules.find((schedule) => schedule.name === name)?.retention ?? 0;
    if (retention < baseline)
      exceptions.push(`${name}: recovery points are kept ${retention} days, and the baseline keeps them ${baseline}.`);
  }
  const shortest = Math.min(...schedules.map(({ retention }) => retention));
  const { minRetention } = input.lock;
  if (minRetention !== undefined && minRetention < shortest)
    exceptions.push(
      `lock: recovery points that live only ${minRetention} days get past it, and the plan's live ${shortest}.`,
    );
  const hours = Math.min(...rules.map((rule) => recoveryPointMinutes(rule, input.today) ?? Infinity)) / 60;
  if (hours > LONGEST_GAP_HOURS)
    exceptions.push(`daily: the work of ${hours === Infinity ? "any time" : `${Math.ceil(hours)} hours`} can be lost.`);
  if (copies.length === 0) {
    exceptions.push("copies: there is none, so whoever takes over the account or its key takes the backups.");
  } else {
    if (copies.every(({ kind, region: other }) => kind !== "other-account" && (other ?? region) === region))
      exceptions.push(`copies: all are in ${region}, and are lost with it.`);
    if (copies.every(({ kind }) => kind === "other-account"))
      exceptions.push("copies: none is known to be under a key that nobody can delete.");
  }
  if (copies.some(({ kind }) => kind === "air-gapped") && input.resourceTypes.includes("RDS"))
    exceptions.push(
      "copies: not every Region takes RDS instances into an air-gapped vault; a copy that it refuses fails, and is reported.",
    );
  if (input.alertTo.length === 0) exceptions.push("alertTo: nobody is told of jobs that fail.");
  if (!input.regionSettings)
    exceptions.push("regionSettings: data stores whose type is not opted in are left out in silence.");
  if (restoreTest === undefined) exceptions.push("restoreTest: nothing proves that the backups restore.");
  else if (restoreTest.maxAge > RESTORE_TEST_AGE)
    exceptions.push(`restoreTest: the alarm waits ${restoreTest.maxAge} days, and the baseline ${RESTORE_TEST_AGE}.`);
  return exceptions;
}
