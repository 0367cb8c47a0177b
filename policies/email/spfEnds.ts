import { mailRule } from "./mailRule.js";

export const spfEnds = mailRule("spf", {
  id: "SPF08",
  name: "spf-ends",
  title: "An SPF record says what becomes of all other senders, with ~all, -all or redirect.",
  why: "Without a verdict for everyone else, or with ?all, forged mail is neutral: nothing counts against it.",
  fix: "End the record with ~all (under an enforcing DMARC policy) or -all.",
  severity: "high",
  references: [
    { standard: "RFC 7208", section: "§4.7, §8.2", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "5.4.1", strength: "supporting" },
  ],
});
