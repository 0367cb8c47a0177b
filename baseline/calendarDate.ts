/**
 * Calendar dates as ISO 8601 texts such as `2027-01-31`, which compare as texts do. Nothing here knows what day it is:
 * whoever asks says so, in UTC.
 */

/** Milliseconds of a day in UTC, which has no leap seconds here and no daylight saving time. */
const DAY = 86_400_000;

/**
 * Whether a text is a date that the calendar has.
 *
 * @param text for example `2027-01-31`; `2027-02-30` is none
 */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/**
 * The next day.
 *
 * @param date a calendar date
 */
export function dayAfter(date: string): string {
  const { year, month, day } = partsOf(date);
  return iso(year, month, day + 1);
}

/**
 * The same day of the next month, or the first of the month after where the next one is too short for it, so that it is
 * never less than a whole month away.
 *
 * @param date a calendar date
 */
export function monthAfter(date: string): string {
  const { year, month, day } = partsOf(date);
  const next = iso(year, month + 1, day);
  return next.endsWith(date.slice(-2)) ? next : iso(year, month + 2, 1);
}

/**
 * Counts days, so that dates can be added and compared.
 *
 * @param date an ISO date such as `2026-11-24`, in UTC
 * @returns the days since 1 January 1970, or `undefined` where the calendar has no such date
 */
export function dayNumber(date: string): number | undefined {
  return isCalendarDate(date) ? Date.parse(`${date}T00:00:00Z`) / DAY : undefined;
}

/**
 * The ISO date of a day.
 *
 * @param day as `dayNumber` gives it
 */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

function partsOf(date: string): { readonly year: number; readonly month: number; readonly day: number } {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return { year, month: month - 1, day };
}

function iso(year: number, month: number, day: number): string {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day); // Date.UTC would take the years 0 to 99 for those of the last century
  return date.toISOString().slice(0, 10);
}
