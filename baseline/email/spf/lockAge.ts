import { dateOf, dayNumber } from "../../calendarDate.js";
import type { SpfLock } from "./lock.js";

/**
 * Days that networks may stand in place of an include after they were last found in DNS. No standard says how many:
 * services change their networks from one day to the next, so the shorter the better; a month lets a weekly job fail
 * and be mended.
 */
export const MAX_LOCK_AGE_DAYS = 30;

/**
 * The day on which a lock was last known to be what stands in DNS.
 *
 * @param lock the lock
 * @returns an ISO date in UTC; `undefined` for a lock that holds nothing and tells no time
 */
export function lockDay({ checkedAt, records }: SpfLock): string | undefined {
  // When a record changed, the whole lock was compared.
  const times = [...records.values()].map(({ fetchedAt }) => fetchedAt).sort();
  return (checkedAt ?? times.at(-1))?.slice(0, 10);
}

/**
 * Judges whether networks of a lock may still stand in a record.
 *
 * @param lock the lock
 * @param today ISO date in UTC
 * @returns why not, as the end of a sentence about the lock; `undefined` where they may
 */
export function lockAgeFault(lock: SpfLock, today: string): string | undefined {
  const now = dayNumber(today);
  const day = dayNumber(lockDay(lock) ?? "");
  if (now === undefined) return undefined;
  if (day === undefined) return "does not tell when it was compared with DNS";
  if (now - day <= MAX_LOCK_AGE_DAYS) return undefined;
  return `was last compared with DNS on ${dateOf(day)}, ${now - day} days before ${today}; networks in place of includes need a comparison within ${MAX_LOCK_AGE_DAYS} days`;
}
