import { describe, expect, test } from "vitest";
import { checkKeyAge } from "../../../baseline/email/dkimKeyAge.js";
import { rsaKey } from "../../support/records.js";

const TODAY = "2026-06-30";
const key = (n?: string): string => `v=DKIM1; k=rsa; ${n === undefined ? "" : `n=${n}; `}p=${rsaKey(2048)}`;
const agesAt = (selector: string, text = key()): string[] =>
  checkKeyAge(`${selector}._domainkey.shop.example`, text, TODAY).map(({ message }) => message);

describe("the age of a key", () => {
  test.each([
    ["20260101pm", []],
    ["20251231pm", ["2025-12-31"]],
    ["20251231123456pm", ["2025-12-31"]],
    ["s2025-12-31", ["2025-12-31"]],
    // A month can mean its last day.
    ["202512", ["2025-12-31"]],
    ["202601", []],
    ["2026-01", []],
    ["2025-12-north", ["2025-12-31"]],
  ])("is known from the date in the selector %s", (selector, expected) => {
    const found = agesAt(selector);
    expect(found.length).toBe(expected.length);
    for (const date of expected) expect(found[0]).toContain(`dates from ${date} by its selector, 181 days ago`);
  });

  test.each(["s1", "google", "cf2024-1", "20251399", "1202501010", "hs1-20250101234", "19990101", "20991231"])(
    "is not known from the selector %s",
    (selector) => {
      expect(agesAt(selector)).toEqual([]);
    },
  );

  test("is known from the note before the selector", () => {
    expect(agesAt("s1", key("signs-since-2025-12-31"))).toEqual([expect.stringContaining("by its note, 181 days ago")]);
    expect(agesAt("20200101", key("signs-since-2026-06-01"))).toEqual([]);
    expect(agesAt("20251231", key("some words"))).toHaveLength(1);
  });

  test("does not matter once the key is revoked, and is not known of what is no key", () => {
    expect(agesAt("20200101", "v=DKIM1; p=")).toEqual([]);
    expect(agesAt("20200101", "v=spf1 -all")).toEqual([]);
    expect(checkKeyAge("20200101._domainkey.shop.example", key(), "today")).toEqual([]);
  });
});
