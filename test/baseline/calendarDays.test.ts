import fc from "fast-check";
import { expect, test } from "vitest";
import { dateOf, dayNumber } from "../../baseline/calendarDays.js";

test("days count from 1970, leap days included", () => {
  expect(dayNumber("1970-01-01")).toBe(0);
  expect(dayNumber("2024-02-29")).toBe(19782);
  expect(dateOf((dayNumber("2026-12-31") ?? 0) + 1)).toBe("2027-01-01");
});

test.each(["2026-02-29", "2026-13-01", "2026-1-1", "20260101", "2026-01-01T00:00:00Z", "", "yesterday"])(
  "%s is no date",
  (text) => {
    expect(dayNumber(text)).toBeUndefined();
  },
);

test("a day's date is of that day", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), (day) => {
      expect(dayNumber(dateOf(day))).toBe(day);
    }),
  );
});
