import type { Rule } from "../framework/rule.js";
import { notLocked, spfInZoneRule } from "./spfInZone.js";

const counted = spfInZoneRule({
  id: "SPF03",
  name: "spf-lookup-limit",
  title: "Judging an SPF record takes at most ten DNS look-ups.",
  why: "At the eleventh include, a, mx, ptr, exists or redirect receivers answer permerror, often only for some senders, so it goes unseen for long.",
  fix: "Remove includes of senders that bounce to a domain of their own, or move senders to a MAIL FROM subdomain.",
  severity: "high",
  references: [
    { standard: "RFC 7208", section: "§4.6.4", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "5.4.1", strength: "supporting" },
  ],
});

export const spfLookupLimit: Rule = {
  ...counted,
  checkStack(stack, verdict) {
    counted.checkStack?.(stack, verdict);
    for (const { urn, reason } of stack.read(notLocked)) verdict.undetermined(reason, { urn });
  },
};
