/**
 * When a schedule fires, by trying every minute of many days. Understands numbers, names of months and days, lists,
 * ranges, steps, `?`, and `L` for the last day of a month: what the oracle's schedules hold.
 */

/** 2027 to 2034: two leap years. */
const FIRST_DAY = Date.UTC(2027, 0, 1);
const DAYS = 8 * 365 + 2;
const DAY = 86_400_000;
const DAY_MINUTES = 1440;
const NAMES = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
/** First and last value of each field: minutes, hours, day of month, month, day of week, year. */
const RANGES = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [1, 7],
  [1970, 2199],
] as const;

const remembered = new Map<string, readonly number[] | undefined>();

/** Minutes since 2027 at which it fires; `undefined` for a text that is no schedule. */
export function firingMinutes(text: string): readonly number[] | undefined {
  if (!remembered.has(text)) remembered.set(text, fired(text));
  return remembered.get(text);
}

function fired(text: string): readonly number[] | undefined {
  const rate = /^rate\(([1-9]\d*) (minute|hour|day)(s?)\)$/.exec(text);
  if (rate !== null) {
    const [, count, unit, plural] = rate;
    if ((count === "1") !== (plural === "")) return undefined;
    const step = Number(count) * { minute: 1, hour: 60, day: DAY_MINUTES }[unit as "minute" | "hour" | "day"];
    return Array.from({ length: Math.floor((DAYS * DAY_MINUTES) / step) }, (_, index) => index * step).slice(0, 10_000);
  }
  const fields = /^cron\((.*)\)$/.exec(text)?.[1]?.split(" ");
  if (fields?.length !== 6 || (fields[2] === "?") === (fields[4] === "?")) return undefined;
  const values = fields.map((field, index) => valuesOf(field, index));
  if (values.some((set) => set === undefined)) return undefined;
  const [minutes, hours, days, months, weekdays, years] = values as ReadonlySet<number | "L">[];
  const found: number[] = [];
  for (let day = 0; day < DAYS; day++) {
    const date = new Date(FIRST_DAY + day * DAY);
    const isLast = new Date(date.getTime() + DAY).getUTCDate() === 1;
    const falls =
      years?.has(date.getUTCFullYear()) === true &&
      months?.has(date.getUTCMonth() + 1) === true &&
      weekdays?.has(date.getUTCDay() + 1) === true &&
      (days?.has(date.getUTCDate()) === true || (isLast && days?.has("L") === true));
    if (!falls) continue;
    for (let minute = 0; minute < DAY_MINUTES; minute++) {
      if (hours?.has(Math.floor(minute / 60)) === true && minutes?.has(minute % 60) === true) {
        found.push(day * DAY_MINUTES + minute);
      }
    }
  }
  return found;
}

function valuesOf(field: string, index: number): ReadonlySet<number | "L"> | undefined {
  const [first, last] = RANGES[index] ?? [0, 0];
  const set = new Set<number | "L">();
  if (field === "?") return index === 2 || index === 4 ? every(first, last, 1) : undefined;
  for (const part of field.split(",")) {
    if (part === "L" && index === 2) {
      set.add("L");
      continue;
    }
    const [, from = "", to, step] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part) ?? [];
    const start = from === "*" ? first : numberOf(from, index);
    const end = to !== undefined ? numberOf(to, index) : from === "*" || step !== undefined ? last : start;
    if (!(start >= first && end <= last && start <= end) || step === "0") return undefined;
    for (const value of every(start, end, Number(step ?? 1))) set.add(value);
  }
  return set;
}

function every(first: number, last: number, step: number): Set<number> {
  const set = new Set<number>();
  for (let value = first; value <= last; value += step) set.add(value);
  return set;
}

function numberOf(text: string, index: number): number {
  if (/^\d+$/.test(text)) return Number(text);
  const names = index === 3 ? MONTHS : index === 4 ? NAMES : [];
  const at = names.indexOf(text);
  return at === -1 ? NaN : at + 1;
}
