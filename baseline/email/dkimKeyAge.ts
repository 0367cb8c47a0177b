import { dateOf, dayNumber } from "../calendarDate.js";
import type { Finding } from "../finding.js";
import { parseDkimKey } from "./dkim.js";
import { dkimName } from "./dkimSelector.js";
import { MAX_KEY_AGE_DAYS } from "./dkimRotation.js";

/** A date in a selector: `20260115`, `2026-01-15`, `202601`, a time behind it included, with no other digit beside it. */
const SELECTOR_DATE = /(?<!\d)(20\d\d)-?(0[1-9]|1[0-2])(?:-?(0[1-9]|[12]\d|3[01])(?:\d{4}|\d{6})?)?(?!\d)/;
const NOTE_DATE = /(?<!\d)20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)/;

/**
 * Checks how long a DKIM key has been in use: `DK09` above {@link MAX_KEY_AGE_DAYS}. Only what the record tells can be
 * known: a date in its note (the tag `n`), or else in its selector.
 *
 * @param name the owner name
 * @param text the record's text
 * @param today ISO date in UTC
 */
export function checkKeyAge(name: string, text: string, today: string): Finding[] {
  const key = parseDkimKey(text);
  const now = dayNumber(today);
  if (!key.ok || key.value.p === "" || now === undefined) return [];
  const noted = NOTE_DATE.exec(key.value.n ?? "")?.[0];
  const since = dayNumber(noted ?? "") ?? selectorDay(dkimName(name)?.selector ?? "");
  if (since === undefined || now - since <= MAX_KEY_AGE_DAYS) return [];
  const source = noted === undefined ? "its selector" : "its note";
  return [
    {
      rule: "DK09",
      subject: name,
      message: `${name}: The key dates from ${dateOf(since)} by ${source}, ${now - since} days ago; a key signs for at most ${MAX_KEY_AGE_DAYS} days.`,
      fix: "Publish a new key at a new selector, sign with it, and revoke this one at least seven days later.",
      reference: "M3AAWG DKIM Key Rotation Best Common Practices (2019)",
    },
  ];
}

/** The last day that the date in a selector can mean: a month without a day means its end. */
function selectorDay(selector: string): number | undefined {
  const [, year, month, day] = SELECTOR_DATE.exec(selector) ?? [];
  if (year === undefined || month === undefined) return undefined;
  if (day !== undefined) return dayNumber(`${year}-${month}-${day}`);
  const next =
    month === "12" ? `${Number(year) + 1}-01-01` : `${year}-${String(Number(month) + 1).padStart(2, "0")}-01`;
  const first = dayNumber(next);
  return first === undefined ? undefined : first - 1;
}
