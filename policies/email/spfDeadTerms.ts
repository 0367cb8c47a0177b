import { mailRule } from "./mailRule.js";

export const spfDeadTerms = mailRule("spf", {
  id: "SPF10",
  name: "spf-dead-terms",
  title: "An SPF record has no term that receivers never reach.",
  why: "Terms after all, and redirect beside all, are ignored: a sender named there is not authorised, and a redirect to a stricter record does not hold.",
  fix: "Move the terms before all, or remove them.",
  severity: "high",
  references: [{ standard: "RFC 7208", section: "§5.1, §6.1", strength: "satisfies" }],
});
