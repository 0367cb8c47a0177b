import { mailRule } from "./mailRule.js";

export const dmarcEnforcement = mailRule("dmarc", {
  id: "DM03",
  name: "dmarc-enforcement",
  title: "A DMARC policy is quarantine or reject, for the domain and for all subdomains.",
  why: "With none, forged mail of the brand is delivered.",
  fix: "Set p, sp and np to reject, or to quarantine while you move there.",
  severity: "critical",
  references: [
    { standard: "RFC 9989", section: "§3.2.9, §7.4", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "5.4.1", strength: "supporting" },
  ],
});
