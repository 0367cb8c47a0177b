import { mailRule } from "./mailRule.js";

export const dmarcFailureOptions = mailRule("dmarc", {
  id: "DM14",
  name: "dmarc-failure-options",
  title: "The fo tag of a DMARC record holds values that exist.",
  why: "Receivers ignore the tag otherwise.",
  fix: "Set fo to 0, 1, d or s, several separated by colons, or remove it.",
  severity: "medium",
  references: [{ standard: "RFC 9989", section: "§4.7", strength: "satisfies" }],
});
