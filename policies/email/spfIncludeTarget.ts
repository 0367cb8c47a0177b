import { spfInZoneRule } from "./spfInZone.js";

export const spfIncludeTarget = spfInZoneRule({
  id: "SPF06",
  name: "spf-include-target",
  title: "What an SPF record includes has one valid SPF record itself.",
  why: "An include or redirect to a name without SPF is a permanent error.",
  fix: "Correct the name, or remove the term.",
  severity: "high",
  references: [{ standard: "RFC 7208", section: "§5.2, §6.1", strength: "satisfies" }],
});
