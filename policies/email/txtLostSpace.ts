import { mailRule } from "./mailRule.js";

export const txtLostSpace = mailRule("spf", {
  id: "DNS03",
  name: "txt-lost-space",
  title: "The strings of a TXT record join into the text that was meant.",
  why: "Receivers join strings without a space: two SPF terms become one, which is a permanent error.",
  fix: "Keep the space inside one of the strings.",
  severity: "critical",
  references: [{ standard: "RFC 7208", section: "§3.3", strength: "satisfies" }],
});
