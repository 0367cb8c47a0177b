import { UNKNOWN } from "../unknown.js";
import type { BackupFault, BackupFaultKind } from "./fault.js";
import { DEFAULT_SCHEDULE, DEFAULT_START_WINDOW, SHORTEST_INTERVAL, type BackupRule } from "./plan.js";
import { parseSchedule, rhythmOf } from "./schedule.js";

const REFERENCE = "AWS Backup API Reference, BackupRule";

/** What keeps a rule's schedule from starting jobs. */
export function scheduleFaults(rule: BackupRule, today: string): BackupFault[] {
  const { label } = rule;
  const schedule = rule.schedule ?? DEFAULT_SCHEDULE;
  if (schedule === UNKNOWN) return [];
  const fault = (kind: BackupFaultKind, reason: string, fix: string): BackupFault => ({
    rule: "BKP05",
    kind,
    label,
    property: "schedule",
    reason,
    fix,
    reference: REFERENCE,
  });
  const parsed = parseSchedule(schedule);
  if (!parsed.ok) {
    const fix = "Write the schedule as cron(0 5 ? * * *) or rate(1 day).";
    return parsed.errors.map((error) => fault("schedule unreadable", error, fix));
  }
  const { fires, shortestGapMinutes } = rhythmOf(parsed.value, today);
  if (!fires) {
    return [fault("schedule never fires", `The schedule "${schedule}" never fires.`, "Name days that come.")];
  }
  if (shortestGapMinutes >= SHORTEST_INTERVAL) return [];
  const reason = `The schedule "${schedule}" starts jobs ${shortestGapMinutes} minutes apart. Allowed are ${SHORTEST_INTERVAL} minutes or more.`;
  return [fault("schedule too frequent", reason, "Start a job every hour at most, or use continuous backup.")];
}

/**
 * The recovery point objective that a rule meets: how many minutes of work are lost at worst, since a job may start
 * anywhere in its start window. `Infinity` where the schedule ends; `undefined` where it is unknown or unreadable.
 */
export function recoveryPointMinutes(rule: BackupRule, today: string): number | undefined {
  const schedule = rule.schedule ?? DEFAULT_SCHEDULE;
  const startWindow = rule.startWindow ?? DEFAULT_START_WINDOW;
  if (schedule === UNKNOWN || startWindow === UNKNOWN) return undefined;
  const parsed = parseSchedule(schedule);
  return parsed.ok ? rhythmOf(parsed.value, today).longestGapMinutes + startWindow : undefined;
}
