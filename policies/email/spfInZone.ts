import { checkSpfInZone } from "../../baseline/email/spf/check.js";
import type { Finding } from "../../baseline/finding.js";
import type { Rule } from "../framework/rule.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { mailFacts } from "../readers/mailRecords.js";
import { spfZone } from "../readers/spfZone.js";
import { stackDns } from "../readers/zones.js";
import { mailRule, report, type MailRuleText } from "./mailRule.js";

/** A rule over an SPF record and the records of the stack that it points to. */
export function spfInZoneRule(rule: MailRuleText): Rule {
  return {
    ...mailRule("spf", rule),
    checkStack(stack, verdict) {
      for (const { urn, finding } of stack.read(findings)) if (finding.rule === rule.id) report(verdict, finding, urn);
    },
  };
}

/** What the zone adds to the findings on each record alone, once for all rules. */
function findings(stack: Stack): readonly { readonly urn: string; readonly finding: Finding }[] {
  const zone = stack.read(spfZone);
  return stack.read(stackDns).records.flatMap((record) => {
    const { fqdn, resource } = record;
    if (fqdn === UNKNOWN) return [];
    return (mailFacts(resource)?.texts ?? [])
      .filter(({ purpose }) => purpose === "spf")
      .flatMap(({ text }) => checkSpfInZone(text, { subject: fqdn, domain: fqdn, zone }))
      .map((finding) => ({ urn: resource.urn, finding }));
  });
}
