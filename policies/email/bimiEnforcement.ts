import type { Rule } from "../framework/rule.js";
import { DNS_RECORD_TYPES } from "../readers/dnsRecords.js";
import { bimiDmarc } from "../readers/bimiDmarc.js";
import { report } from "./mailRule.js";

export const bimiEnforcement: Rule = {
  id: "BI02",
  name: "bimi-enforcement",
  title: "A domain with a BIMI record has DMARC at enforcement, and so has the domain above it.",
  why: "Receivers show no indicator where p or sp is none, or where p=quarantine is applied to a part of the mail.",
  fix: "Publish p=reject without sp=none and without pct, at the domain and at its Organizational Domain.",
  severity: "high",
  references: [
    { standard: "draft-brand-indicators-for-message-identification-14", section: "§8.1", strength: "satisfies" },
    { standard: "RFC 9989", section: "§3.2.9", strength: "supporting" },
  ],
  types: DNS_RECORD_TYPES,
  checkStack(stack, verdict) {
    for (const { subject, domain, urn, state, findings } of stack.read(bimiDmarc)) {
      if (state === "missing") verdict.violation(`${subject}: ${domain} has no DMARC record in its zone.`, { urn });
      if (state === "unknown") {
        verdict.undetermined(`The DMARC record of ${domain} is not in this stack, or not known before the deploy.`, {
          urn,
        });
      }
      for (const finding of findings) if (finding.rule === "BI02") report(verdict, finding, urn);
    }
  },
};
