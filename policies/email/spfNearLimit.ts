import { spfInZoneRule } from "./spfInZone.js";

export const spfNearLimit = spfInZoneRule({
  id: "SPF20",
  name: "spf-near-limit",
  title: "An SPF record leaves room below ten DNS look-ups.",
  why: "A sender that adds a look-up behind its include breaks the record from one day to the next.",
  fix: "Move a sender to a MAIL FROM subdomain before the limit is reached.",
  severity: "low",
  references: [{ standard: "RFC 7208", section: "§4.6.4", strength: "supporting" }],
});
