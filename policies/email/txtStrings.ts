import { mailRule } from "./mailRule.js";

export const txtStrings = mailRule("any", {
  id: "DNS02",
  name: "txt-strings",
  title: "A TXT record is written as its provider stores it, in strings of at most 255 octets.",
  why: "A longer string is split by the provider, which then shows a difference at every preview, or is refused; a quoted Route 53 value publishes its quotes, and receivers do not read it.",
  fix: 'Split long texts into strings of at most 255 octets: at Cloudflare "…" "…", at Route 53 …""….',
  severity: "high",
  references: [
    { standard: "RFC 1035", section: "§3.3.14", strength: "satisfies" },
    { standard: "RFC 7208", section: "§3.3", strength: "satisfies" },
  ],
});
