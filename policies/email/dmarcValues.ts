import { mailRule } from "./mailRule.js";

export const dmarcValues = mailRule("dmarc", {
  id: "DM02",
  name: "dmarc-values",
  title: "The policy tags of a DMARC record hold values that exist.",
  why: "A misspelt p, sp or np makes receivers fall back to none: the domain is unprotected though the record looks strict.",
  fix: "Set p, sp and np to none, quarantine or reject, and adkim and aspf to r or s.",
  severity: "critical",
  references: [
    { standard: "RFC 9989", section: "§4.7, §4.10.1", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "5.4.1", strength: "supporting" },
  ],
});
