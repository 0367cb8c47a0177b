import { mailRule } from "./mailRule.js";

export const dkimVersionFirst = mailRule("dkim", {
  id: "DK05",
  name: "dkim-version-first",
  title: "The v= tag of a DKIM record comes first and is DKIM1.",
  why: "Receivers must discard a record whose version stands elsewhere or differs.",
  fix: "Begin the record with v=DKIM1;",
  severity: "high",
  references: [{ standard: "RFC 6376", section: "§3.6.1", strength: "satisfies" }],
});
