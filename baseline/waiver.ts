import { isCalendarDate } from "./calendarDate.js";

/** An agreed weakening: why it is right, and until when. */
export interface Waiver {
  /** Why it is right, in at least ten characters. */
  readonly reason: string;
  /** The last day, as an ISO date in UTC: `2027-01-31`. */
  readonly expires: string;
}

const SHORTEST_REASON = 10;

/**
 * What keeps a waiver from holding, as parts of a sentence.
 *
 * @param waiver the waiver as a program or a configuration gives it
 * @param today ISO date in UTC; a waiver holds through its last day
 */
export function waiverFaults({ reason, expires }: Waiver, today: string): string[] {
  const faults: string[] = [];
  if (reason.trim().length < SHORTEST_REASON) faults.push(`"reason" must have ${SHORTEST_REASON} characters or more`);
  if (!isCalendarDate(expires)) faults.push('"expires" must be an ISO date such as 2027-01-31');
  else if (expires < today) faults.push(`it expired on ${expires}`);
  return faults;
}
