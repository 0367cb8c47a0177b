/**
 * Schedule expressions of AWS Backup: `cron(0 5 ? * * *)` and `rate(12 hours)`.
 *
 * Source: Amazon EventBridge User Guide, "Setting a schedule pattern": six fields, of which the two for days exclude
 * each other, and AWS Backup API Reference, BackupRule.
 */
import { parseCronFields, type CronFields } from "./cronFields.js";

/** A schedule that parsed. */
export type Schedule =
  { readonly kind: "rate"; readonly minutes: number } | { readonly kind: "cron"; readonly fields: CronFields };

/** A schedule, or everything that is wrong with its text, as full sentences. */
export type ParsedSchedule =
  { readonly ok: true; readonly value: Schedule } | { readonly ok: false; readonly errors: readonly string[] };

const MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };
const LONGEST_TEXT = 256;

const parsed = new Map<string, ParsedSchedule>();
/** So many are kept: the plans of a stack share a few. */
const MOST_PARSED = 1000;

/** @param text for example `cron(0 5 ? * * *)` or `rate(1 day)` */
export function parseSchedule(text: string): ParsedSchedule {
  let known = parsed.get(text);
  if (!known) {
    if (parsed.size >= MOST_PARSED) parsed.clear();
    parsed.set(text, (known = parse(text)));
  }
  return known;
}

function parse(text: string): ParsedSchedule {
  const refuse = (error: string): ParsedSchedule => ({ ok: false, errors: [error] });
  if (text.length > LONGEST_TEXT)
    return refuse(`The schedule has ${text.length} characters, of ${LONGEST_TEXT} allowed.`);
  const [, kind, inside] = /^(cron|rate)\((.*)\)$/.exec(text) ?? [];
  if (kind === undefined || inside === undefined) {
    return refuse(
      `"${text}" is no schedule. Allowed are cron(minutes hours day-of-month month day-of-week year) and rate(value unit).`,
    );
  }
  if (kind === "rate") return parseRate(text, inside);
  const fields = parseCronFields(inside);
  return Array.isArray(fields) ? { ok: false, errors: fields } : { ok: true, value: { kind: "cron", fields } };
}

function parseRate(text: string, inside: string): ParsedSchedule {
  const [, digits, unit, plural] = /^(\d{1,9}) (minute|hour|day)(s?)$/.exec(inside) ?? [];
  const value = Number(digits);
  if (unit === undefined || value < 1) {
    return {
      ok: false,
      errors: [`"${text}" is no rate. Allowed is a whole number from 1 and a unit: rate(1 day), rate(12 hours).`],
    };
  }
  if ((value === 1) !== (plural === "")) {
    return { ok: false, errors: [`"${text}" is no rate: the unit is singular for 1 and plural for more.`] };
  }
  return { ok: true, value: { kind: "rate", minutes: value * (MINUTES[unit] ?? 0) } };
}

const MINUTE = 60_000;
const DAY_MINUTES = 1440;
/** Two leap years with the one that 2100 leaves out between them: what happens more rarely than this never counts as a backup. */
const HORIZON_DAYS = 8 * 366;

/** What a schedule does from a day on. */
export interface Rhythm {
  /** Minutes between the firings that lie furthest apart; `Infinity` where it stops, or never fires. */
  readonly longestGapMinutes: number;
  /** Minutes between those that lie closest; `Infinity` where it fires once, or never. */
  readonly shortestGapMinutes: number;
  /** Whether it fires at all. */
  readonly fires: boolean;
}

const rhythms = new WeakMap<Schedule, { readonly from: string; readonly rhythm: Rhythm }>();

/**
 * How often a schedule fires. A cron expression is read in its own time zone, in which a change to or from daylight
 * saving time moves a firing by an hour at most; that hour is not counted.
 *
 * @param from the day from which on to look, as an ISO date
 */
export function rhythmOf(schedule: Schedule, from: string): Rhythm {
  // Eight years are looked at day by day, and several rules ask.
  const known = rhythms.get(schedule);
  if (known?.from === from) return known.rhythm;
  const rhythm = readRhythm(schedule, from);
  rhythms.set(schedule, { from, rhythm });
  return rhythm;
}

function readRhythm(schedule: Schedule, from: string): Rhythm {
  if (schedule.kind === "rate") {
    return { longestGapMinutes: schedule.minutes, shortestGapMinutes: schedule.minutes, fires: true };
  }
  const { fields } = schedule;
  const times = fields.hours.flatMap((hour) => fields.minutes.map((minute) => hour * 60 + minute));
  const first = times[0] ?? 0;
  const last = times.at(-1) ?? 0;
  const within = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  let shortest = Math.min(Infinity, ...within);
  let longest = Math.max(0, ...within);
  const start = Date.parse(`${from}T00:00:00Z`);
  let previous: number | undefined;
  for (let day = 0; day < HORIZON_DAYS; day++) {
    if (!fields.fallsOn(new Date(start + day * DAY_MINUTES * MINUTE))) continue;
    if (previous === undefined) longest = Math.max(longest, day * DAY_MINUTES);
    else {
      const gap = (day - previous) * DAY_MINUTES + first - last;
      shortest = Math.min(shortest, gap);
      longest = Math.max(longest, gap);
    }
    previous = day;
  }
  // A schedule with a last year, or one so rare that the horizon does not see it twice, leaves data without backups.
  const ends = previous === undefined || previous + longest / DAY_MINUTES + 1 < HORIZON_DAYS;
  return {
    longestGapMinutes: ends || longest === 0 ? Infinity : longest,
    shortestGapMinutes: shortest,
    fires: previous !== undefined,
  };
}
