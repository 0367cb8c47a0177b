import { spfInZoneRule } from "./spfInZone.js";

export const spfLoop = spfInZoneRule({
  id: "SPF15",
  name: "spf-loop",
  title: "SPF records do not include each other in a circle.",
  why: "A circle uses up the ten look-ups and ends in a permanent error.",
  fix: "Remove the include that closes the circle.",
  severity: "high",
  references: [{ standard: "RFC 7208", section: "§4.6.4", strength: "satisfies" }],
});
