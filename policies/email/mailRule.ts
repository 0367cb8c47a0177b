import type { Finding } from "../../baseline/finding.js";
import type { Rule, Verdict } from "../framework/rule.js";
import { DNS_RECORD_TYPES } from "../readers/dnsRecords.js";
import { mailFacts, type MailPurpose } from "../readers/mailRecords.js";

/** What a rule about mail records says of itself; what it judges stands in `baseline/`. */
export type MailRuleText = Omit<Rule, "types" | "checkResource" | "remediate">;

/**
 * A rule over the text of one TXT record: it reports the findings of `baseline/` that carry its id, for whichever
 * resource holds the record.
 */
export function mailRule(purpose: MailPurpose | "any", rule: MailRuleText): Rule {
  return {
    ...rule,
    types: DNS_RECORD_TYPES,
    checkResource(resource, verdict) {
      const facts = mailFacts(resource);
      if (!facts) return;
      for (const finding of facts.findings) if (finding.rule === rule.id) report(verdict, finding, resource.urn);
      const isHidden = purpose === "any" ? facts.hidden.length > 0 : facts.hidden.includes(purpose);
      if (isHidden) verdict.undetermined(facts.reason);
    },
  };
}

/** A finding as a violation at a resource. */
export function report(verdict: Verdict, finding: Finding, urn: string): void {
  verdict.violation(`${finding.message} (${finding.reference})`, { urn, fix: finding.fix });
}
