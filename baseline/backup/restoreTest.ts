import type { Problem } from "../problem.js";
import { isRestoreAge, RESTORE_HISTORY } from "./restoreMetrics.js";
import { isResourceType } from "./resourceTypes.js";
import { parseSchedule, rhythmOf } from "./schedule.js";

/** How restores are tested. */
export interface RestoreTestInput {
  readonly schedule: string;
  /** Days without a restore that was validated, after which the alarm rings. */
  readonly maxAge: number;
  /** What AWS Backup cannot infer, by type of data store: for example the subnet group of a database. */
  readonly metadata: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Hours within which a test must start, and hours for its validation (AWS Backup API Reference: 1 to 168). */
export const RESTORE_START_WINDOW = 24;
export const RESTORE_VALIDATION_WINDOW = 4;

/** What keeps restores from being tested, and the alarm from telling the truth. */
export function checkRestoreTest(input: {
  readonly restoreTest: RestoreTestInput | undefined;
  readonly resourceTypes: readonly string[];
  readonly schedules: readonly { readonly retention: number }[];
  readonly today: string;
}): Problem[] {
  const { restoreTest, schedules, today } = input;
  if (restoreTest === undefined) return [];
  const problems: Problem[] = [];
  const tell = (property: string, reason: string): void => {
    problems.push({ property: `restoreTest.${property}`, reason });
  };
  const { schedule, maxAge, metadata } = restoreTest;
  for (const type of Object.keys(metadata)) {
    if (isResourceType(type) && input.resourceTypes.includes(type)) continue;
    tell(`metadata.${type}`, "It is none of resourceTypes, so nothing of it is restored.");
  }
  const isAge = isRestoreAge(maxAge);
  if (!isAge) {
    tell(
      "maxAge",
      `It is ${maxAge} days. Allowed are whole days from 1 to ${RESTORE_HISTORY}: AWS Backup lists no older jobs.`,
    );
  }
  const parsed = parseSchedule(schedule);
  if (!parsed.ok) {
    for (const error of parsed.errors) tell("schedule", error);
    return problems;
  }
  const { fires, longestGapMinutes } = rhythmOf(parsed.value, today);
  if (!fires || longestGapMinutes === Infinity) {
    tell("schedule", `The schedule "${schedule}" ${fires ? "ends, or fires too rarely" : "never fires"}.`);
    return problems;
  }
  const gap = Math.ceil(longestGapMinutes / MINUTES_OF_DAY);
  const retention = Math.min(...schedules.map((rule) => rule.retention));
  if (gap > retention) {
    tell(
      "schedule",
      `Tests are ${gap} days apart and recovery points live ${retention} days: some would never be tested.`,
    );
  }
  const needed = Math.ceil(
    (longestGapMinutes + (RESTORE_START_WINDOW + RESTORE_VALIDATION_WINDOW) * 60) / MINUTES_OF_DAY,
  );
  if (isAge && maxAge < needed) {
    const reason = `The alarm would ring after ${maxAge} days, but a test may be done only ${needed} days after the last one.`;
    tell("maxAge", `${reason} Give ${needed} days or more, or test more often.`);
  }
  return problems;
}

/** Days back from which a test takes recovery points: those since the last test, and never more than they live. */
export function selectionWindow({ schedule }: RestoreTestInput, today: string): number {
  const parsed = parseSchedule(schedule);
  const gap = parsed.ok ? rhythmOf(parsed.value, today).longestGapMinutes : MINUTES_OF_DAY;
  return Math.min(365, Math.max(1, Math.ceil(gap / MINUTES_OF_DAY)));
}

const MINUTES_OF_DAY = 1440;
