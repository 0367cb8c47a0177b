import { spfInZoneRule } from "./spfInZone.js";

export const spfVoidLookups = spfInZoneRule({
  id: "SPF05",
  name: "spf-void-lookups",
  title: "Judging an SPF record meets at most two names that do not exist.",
  why: "At the third void look-up receivers may answer permerror.",
  fix: "Remove the terms whose names no longer exist.",
  severity: "high",
  references: [{ standard: "RFC 7208", section: "§4.6.4", strength: "satisfies" }],
});
