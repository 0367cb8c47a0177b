import { mailRule } from "./mailRule.js";

export const dmarcRemovedTags = mailRule("dmarc", {
  id: "DM06",
  name: "dmarc-removed-tags",
  title: "A DMARC record uses no tag that RFC 9989 removed.",
  why: "Receivers ignore pct, rf and ri: with pct=50 a team believes in a gradual rollout that does not happen.",
  fix: "Remove pct, rf and ri; use t=y for a test phase.",
  severity: "high",
  references: [{ standard: "RFC 9989", section: "§9.3, A.6", strength: "satisfies" }],
});
