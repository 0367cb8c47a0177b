import { spfInZoneRule } from "./spfInZone.js";

export const spfPassesEveryone = spfInZoneRule({
  id: "SPF07",
  name: "spf-passes-everyone",
  title: "An SPF record does not let everyone pass.",
  why: "With +all, or ranges that add up to it, also behind an include, anyone's server sends as the domain with an SPF pass, and so with a DMARC pass.",
  fix: "Name only the sender's own servers and end with ~all or -all.",
  severity: "critical",
  references: [
    { standard: "RFC 7208", section: "§11.4", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "5.4.1", strength: "supporting" },
  ],
});
