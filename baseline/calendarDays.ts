/** Milliseconds of a day in UTC, which has no leap seconds here and no daylight saving time. */
const DAY = 86_400_000;

/**
 * Counts days, so that dates can be added and compared.
 *
 * @param date an ISO date such as `2026-11-24`, in UTC
 * @returns the days since 1 January 1970, or `undefined` where the calendar has no such date
 */
export function dayNumber(date: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) || dateOf(time / DAY) !== date ? undefined : time / DAY;
}

/**
 * The ISO date of a day.
 *
 * @param day as `dayNumber` gives it
 */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
