import { describe, expect, it } from "vitest";
import { parseSchedule, rhythmOf } from "../../../baseline/backup/schedule.js";

const FROM = "2026-11-25";
const HOUR = 60;
const DAY = 24 * HOUR;

function rhythm(text: string): ReturnType<typeof rhythmOf> {
  const parsed = parseSchedule(text);
  if (!parsed.ok) throw new Error(parsed.errors.join("\n"));
  return rhythmOf(parsed.value, FROM);
}

describe("the rhythm of a schedule", () => {
  it.each([
    ["rate(1 day)", DAY, DAY],
    ["rate(12 hours)", 12 * HOUR, 12 * HOUR],
    ["cron(0 5 ? * * *)", DAY, DAY],
    ["cron(0 5 * * ? *)", DAY, DAY],
    ["cron(15 * ? * * *)", HOUR, HOUR],
    ["cron(0/15 * * * ? *)", 15, 15],
    ["cron(0 6,18 * * ? *)", 12 * HOUR, 12 * HOUR],
    ["cron(0 8-18/2 * * ? *)", 14 * HOUR, 2 * HOUR],
    ["cron(0 5 ? * MON-FRI *)", 3 * DAY, DAY],
    ["cron(0 5 ? * 1 *)", 7 * DAY, 7 * DAY],
    ["cron(0 5 ? * L *)", 7 * DAY, 7 * DAY],
    ["cron(0 5 1 * ? *)", 31 * DAY, 28 * DAY],
    ["cron(0 5 L * ? *)", 31 * DAY, 28 * DAY],
    ["cron(0 5 31 * ? *)", 61 * DAY, 31 * DAY],
    ["cron(0 5 ? * FRIL *)", 35 * DAY, 28 * DAY],
    ["cron(0 5 ? * 2#1 *)", 35 * DAY, 28 * DAY],
    ["cron(0 5 1 JAN ? *)", 366 * DAY, 365 * DAY],
    ["cron(0 5 29 2 ? *)", 1461 * DAY, 1461 * DAY],
    ["cron(0 5 ? * * 2026-2199)", DAY, DAY],
  ])("%s: at most %d minutes apart, at least %d", (text, longest, shortest) => {
    expect(rhythm(text)).toEqual({ longestGapMinutes: longest, shortestGapMinutes: shortest, fires: true });
  });

  it.each(["cron(0 5 30 2 ? *)", "cron(0 5 * * ? 2019)", "cron(0 5 31 4,6,9,11 ? *)"])("%s never fires", (text) => {
    expect(rhythm(text)).toMatchObject({ fires: false, longestGapMinutes: Infinity });
  });

  it.each(["cron(0 5 * * ? 2026-2028)", "cron(0 5 1 1 ? 2030)"])("%s ends, so it meets no objective", (text) => {
    expect(rhythm(text)).toMatchObject({ fires: true, longestGapMinutes: Infinity });
  });

  it("takes the working day nearest to a day, within its month", () => {
    const parsed = parseSchedule("cron(0 5 1W * ? *)");
    if (!parsed.ok || parsed.value.kind !== "cron") throw new Error("no cron");
    const { fallsOn } = parsed.value.fields;
    // 1 August 2026 is a Saturday: the nearest working day would be in July, so it is Monday the third.
    expect(fallsOn(new Date("2026-08-03"))).toBe(true);
    expect(fallsOn(new Date("2026-07-31"))).toBe(false);
    // 1 November 2026 is a Sunday.
    expect(fallsOn(new Date("2026-11-02"))).toBe(true);
    expect(fallsOn(new Date("2026-11-01"))).toBe(false);
  });
});

describe("a schedule that is refused", () => {
  it.each([
    ["daily", "is no schedule"],
    ["cron(0 5 * * *)", "has 5 fields, of 6"],
    ["cron(0 5 * * * *)", "exclude each other"],
    ["cron(0 5 ? * ? *)", "exclude each other"],
    ["cron(60 5 ? * * *)", 'The field minutes is "60"'],
    ["cron(0 24 ? * * *)", 'The field hours is "24"'],
    ["cron(0 5 32 * ? *)", 'The field day-of-month is "32"'],
    ["cron(0 5 ? * MOO *)", 'The field day-of-week is "MOO"'],
    ["cron(0 5 ? * FRI-MON *)", 'The field day-of-week is "FRI-MON"'],
    ["cron(0/0 5 ? * * *)", 'The field minutes is "0/0"'],
    ["cron(0 5 ? 13 * *)", 'The field month is "13"'],
    ["cron(0 5 ? * * 1969)", 'The field year is "1969"'],
    ["rate(0 days)", "is no rate"],
    ["rate(1 days)", "singular for 1"],
    ["rate(2 day)", "singular for 1"],
    ["rate(1 week)", "is no rate"],
    [`cron(${" ".repeat(300)})`, "of 256 allowed"],
  ])("%s: %s", (text, reason) => {
    const parsed = parseSchedule(text);
    expect(parsed.ok ? [] : parsed.errors.join("\n")).toContain(reason);
  });

  it("tells all of its faults at once", () => {
    const parsed = parseSchedule("cron(99 99 * * * *)");
    expect(parsed.ok ? [] : parsed.errors).toHaveLength(3);
  });
});
