/** The six fields of an AWS cron expression. Source: Amazon EventBridge User Guide, "Cron expressions". */
export interface CronFields {
  /** 0–59, ascending. */
  readonly minutes: readonly number[];
  /** 0–23, ascending. */
  readonly hours: readonly number[];
  /** Whether it fires on a day, which is given as its midnight in UTC. */
  readonly fallsOn: (day: Date) => boolean;
}

interface Field {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly names?: readonly string[];
}

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const FIELDS = {
  minutes: { name: "minutes", low: 0, high: 59 },
  hours: { name: "hours", low: 0, high: 23 },
  dayOfMonth: { name: "day-of-month", low: 1, high: 31 },
  month: { name: "month", low: 1, high: 12, names: MONTHS },
  dayOfWeek: { name: "day-of-week", low: 1, high: 7, names: WEEKDAYS },
  year: { name: "year", low: 1970, high: 2199 },
} satisfies Record<string, Field>;

type DayTest = (day: Date) => boolean;

/** @returns the fields, or everything that is wrong with them */
export function parseCronFields(text: string): CronFields | string[] {
  const parts = text.trim().split(/ +/);
  if (parts.length !== 6) {
    return [
      `"${text}" has ${parts.length} fields, of 6 that a cron expression needs: minutes hours day-of-month month day-of-week year.`,
    ];
  }
  const [minutesText = "", hoursText = "", dayText = "", monthText = "", weekdayText = "", yearText = ""] = parts;
  const errors: string[] = [];
  const numbers = (text: string, field: Field): readonly number[] => {
    const read = readNumbers(text, field);
    if (typeof read === "string") errors.push(read);
    return typeof read === "string" ? [] : read;
  };
  const minutes = numbers(minutesText, FIELDS.minutes);
  const hours = numbers(hoursText, FIELDS.hours);
  const months = new Set(numbers(monthText, FIELDS.month));
  const years = new Set(numbers(yearText, FIELDS.year));
  const day = dayTest(dayText, weekdayText, numbers);
  if (typeof day === "string") return [...errors, day];
  if (errors.length > 0) return errors;
  return {
    minutes,
    hours,
    fallsOn: (date) => months.has(date.getUTCMonth() + 1) && years.has(date.getUTCFullYear()) && day(date),
  };
}

/** A list of values, ranges and steps: `0,30`, `MON-FRI`, `0/15`, `*`. */
function readNumbers(text: string, field: Field): readonly number[] | string {
  const found = new Set<number>();
  for (const part of text.toUpperCase().split(",")) {
    const [, from, to, step] = /^(\*|[A-Z]{3}|\d{1,4})(?:-([A-Z]{3}|\d{1,4}))?(?:\/(\d{1,4}))?$/.exec(part) ?? [];
    if (from === undefined) return misfit(text, field);
    const low = from === "*" ? field.low : valueOf(from, field);
    const isOpen = from === "*" || step !== undefined;
    const high = to === undefined ? (isOpen ? field.high : low) : valueOf(to, field);
    const by = step === undefined ? 1 : Number(step);
    const isRange =
      low !== undefined && high !== undefined && low <= high && by > 0 && !(from === "*" && to !== undefined);
    if (!isRange) return misfit(text, field);
    for (let value = low; value <= high; value += by) found.add(value);
  }
  return [...found].sort((one, other) => one - other);
}

function valueOf(text: string, field: Field): number | undefined {
  const named = field.names?.indexOf(text) ?? -1;
  const value = named >= 0 ? named + field.low : /^\d+$/.test(text) ? Number(text) : -1;
  return value >= field.low && value <= field.high ? value : undefined;
}

function misfit(text: string, { name, low, high, names }: Field): string {
  const spelt = names === undefined ? "" : ` (${names[0] ?? ""}–${names.at(-1) ?? ""})`;
  return `The field ${name} is "${text}". Allowed are ${low}–${high}${spelt}, with the signs , - * and /.`;
}

/** Which days are meant. One of the two fields for days must be `?`, since they exclude each other. */
function dayTest(
  dayText: string,
  weekdayText: string,
  numbers: (text: string, field: Field) => readonly number[],
): DayTest | string {
  if ((dayText === "?") === (weekdayText === "?")) {
    return `The fields day-of-month "${dayText}" and day-of-week "${weekdayText}" exclude each other: exactly one of them must be "?".`;
  }
  if (weekdayText === "?") {
    if (dayText === "L") return (day) => day.getUTCDate() === lastDay(day);
    const [, nearest] = /^(L|[1-9]|[12]\d|3[01])W$/.exec(dayText) ?? [];
    if (nearest !== undefined)
      return (day) => day.getUTCDate() === weekdayNearest(day, nearest === "L" ? lastDay(day) : Number(nearest));
    const days = new Set(numbers(dayText, FIELDS.dayOfMonth));
    return (day) => days.has(day.getUTCDate());
  }
  const weekday = weekdayText.toUpperCase();
  const [, lastName] = /^([A-Z]{3}|[1-7])?L$/.exec(weekday) ?? [weekday === "L" ? "" : undefined];
  if (weekday === "L") return (day) => weekdayOf(day) === 7;
  if (lastName !== undefined) {
    const wanted = valueOf(lastName, FIELDS.dayOfWeek);
    return (day) => weekdayOf(day) === wanted && day.getUTCDate() + 7 > lastDay(day);
  }
  const [, name, count] = /^([A-Z]{3}|[1-7])#([1-5])$/.exec(weekday) ?? [];
  if (name !== undefined) {
    const wanted = valueOf(name, FIELDS.dayOfWeek);
    return (day) => weekdayOf(day) === wanted && Math.ceil(day.getUTCDate() / 7) === Number(count);
  }
  const weekdays = new Set(numbers(weekdayText, FIELDS.dayOfWeek));
  return (day) => weekdays.has(weekdayOf(day));
}

/** 1 for Sunday to 7 for Saturday. */
const weekdayOf = (day: Date): number => day.getUTCDay() + 1;

function lastDay(day: Date): number {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
}

/** The working day nearest to a day of the month, which never leaves the month; 0 where the month has no such day. */
function weekdayNearest(day: Date, wanted: number): number {
  const last = lastDay(day);
  if (wanted > last) return 0;
  const weekday = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), wanted)).getUTCDay();
  if (weekday === 6) return wanted === 1 ? 3 : wanted - 1;
  if (weekday === 0) return wanted === last ? wanted - 2 : wanted + 1;
  return wanted;
}
