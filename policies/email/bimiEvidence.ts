import type { Rule } from "../framework/rule.js";
import { bimiDmarc } from "../readers/bimiDmarc.js";
import { mailRule, report } from "./mailRule.js";

export const bimiEvidence: Rule = {
  ...mailRule("bimi", {
    id: "BI04",
    name: "bimi-evidence",
    title: "A BIMI record names a mark certificate, has no unknown tag, and DMARC is not only tested.",
    why: "Gmail shows an indicator only with a verified or common mark certificate; a policy that is only tested is no enforcement.",
    fix: "Name the certificate's PEM file in the tag a, and remove t=y from the DMARC record.",
    severity: "medium",
    references: [
      { standard: "draft-brand-indicators-for-message-identification-14", section: "§5.3", strength: "supporting" },
    ],
  }),
  checkStack(stack, verdict) {
    for (const { urn, findings } of stack.read(bimiDmarc)) {
      for (const finding of findings) if (finding.rule === "BI04") report(verdict, finding, urn);
    }
  },
};
