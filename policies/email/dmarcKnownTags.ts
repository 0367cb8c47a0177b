import { mailRule } from "./mailRule.js";

export const dmarcKnownTags = mailRule("dmarc", {
  id: "DM16",
  name: "dmarc-known-tags",
  title: "A DMARC record has only tags of the registry.",
  why: "Receivers ignore unknown tags: with a misspelt name the policy that was meant does not hold.",
  fix: "Correct the tag's name, or remove it.",
  severity: "medium",
  references: [{ standard: "RFC 9989", section: "§4.7, §9.3", strength: "satisfies" }],
});
