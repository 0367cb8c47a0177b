import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dateOf, dayAfter, dayNumber, isCalendarDate, monthAfter } from "../../baseline/calendarDate.js";

const date = fc
  .date({ min: new Date("0001-01-01"), max: new Date("9998-12-31"), noInvalidDate: true })
  .map((moment) => moment.toISOString().slice(0, 10));

describe("isCalendarDate", () => {
  it.each(["2026-01-31", "2024-02-29", "2000-02-29", "0099-12-31", "9999-12-31"])("takes %s", (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });

  it.each([
    "2026-02-29",
    "1900-02-29",
    "2026-04-31",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "2026-1-1",
    "26-01-01",
    "2026-01-01T00:00:00Z",
    " 2026-01-01",
    "2026-01-01\n",
    "+010000-01-01",
    "today",
    "",
  ])("refuses %j", (text) => {
    expect(isCalendarDate(text)).toBe(false);
  });

  it("takes no text but those that a calendar writes, and throws at none", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789-T:Z "), maxLength: 12 }), (text) => {
        if (isCalendarDate(text)) expect(new Date(text).toISOString()).toMatch(new RegExp(`^${text}T`));
      }),
      { seed: 8601, numRuns: 5000 },
    );
  });
});

describe("dayAfter", () => {
  it.each([
    ["2026-01-31", "2026-02-01"],
    ["2024-02-28", "2024-02-29"],
    ["2026-12-31", "2027-01-01"],
    ["0099-12-31", "0100-01-01"],
  ])("%s is followed by %s", (day, next) => {
    expect(dayAfter(day)).toBe(next);
  });

  it("is 24 hours later", () => {
    fc.assert(
      fc.property(date, (day) => {
        expect(Date.parse(dayAfter(day)) - Date.parse(day)).toBe(86_400_000);
      }),
      { seed: 8601 },
    );
  });
});

describe("monthAfter", () => {
  it.each([
    ["2026-01-15", "2026-02-15"],
    ["2026-12-31", "2027-01-31"],
    ["2026-01-31", "2026-03-01"],
    ["2024-01-30", "2024-03-01"],
    ["2024-01-29", "2024-02-29"],
    ["2026-08-31", "2026-10-01"],
  ])("a month from %s is over on %s", (day, next) => {
    expect(monthAfter(day)).toBe(next);
  });

  it("is never less than 28 days and never more than 31 away", () => {
    fc.assert(
      fc.property(date, (day) => {
        const days = (Date.parse(monthAfter(day)) - Date.parse(day)) / 86_400_000;
        expect(days).toBeGreaterThanOrEqual(28);
        expect(days).toBeLessThanOrEqual(31);
      }),
      { seed: 8601, numRuns: 5000 },
    );
  });
});

describe("dayNumber and dateOf", () => {
  it("days count from 1970, leap days included", () => {
    expect(dayNumber("1970-01-01")).toBe(0);
    expect(dayNumber("2024-02-29")).toBe(19782);
    expect(dateOf((dayNumber("2026-12-31") ?? 0) + 1)).toBe("2027-01-01");
  });

  it.each(["2026-02-29", "2026-13-01", "2026-1-1", "20260101", "2026-01-01T00:00:00Z", "", "yesterday"])(
    "%s is no date",
    (text) => {
      expect(dayNumber(text)).toBeUndefined();
    },
  );

  it("a day's date is of that day", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (day) => {
        expect(dayNumber(dateOf(day))).toBe(day);
      }),
    );
  });
});
