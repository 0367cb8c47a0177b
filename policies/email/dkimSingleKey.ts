import { singleRecordRule } from "./singleRecord.js";

export const dkimSingleKey = singleRecordRule(
  "dkim",
  "DKIM keys at one selector, and which one a receiver takes is undefined",
  {
    id: "DK04",
    name: "dkim-single-key",
    title: "A DKIM selector has one key record.",
    why: "With several records the result is undefined: signatures fail at some receivers.",
    fix: "Give each key a selector of its own.",
    severity: "high",
    references: [{ standard: "RFC 6376", section: "§3.6.2.2", strength: "satisfies" }],
  },
);
