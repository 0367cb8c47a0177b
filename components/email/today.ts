import { dayNumber } from "../../baseline/calendarDate.js";
import type { Problem } from "../../baseline/email/emailDomainCheck.js";

/** The day of the deploy, as an ISO date in UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}

export function checkToday(date: string): Problem[] {
  if (dayNumber(date) !== undefined) return [];
  return [{ property: "today", reason: "It is no ISO date of the calendar, such as 2026-11-24." }];
}
