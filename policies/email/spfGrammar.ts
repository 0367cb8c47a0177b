import { mailRule } from "./mailRule.js";

export const spfGrammar = mailRule("spf", {
  id: "SPF02",
  name: "spf-grammar",
  title: "An SPF record follows the grammar of RFC 7208.",
  why: "One fault anywhere makes receivers answer permerror for all mail of the domain: SPF protects nothing and DMARC falls back on DKIM alone.",
  fix: "Correct the term that the message names.",
  severity: "high",
  references: [
    { standard: "RFC 7208", section: "§4.6, §12", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "5.4.1", strength: "supporting" },
  ],
});
