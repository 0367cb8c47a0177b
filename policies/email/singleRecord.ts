import type { Rule } from "../framework/rule.js";
import { DNS_RECORD_TYPES } from "../readers/dnsRecords.js";
import { mailFacts, type MailPurpose } from "../readers/mailRecords.js";
import { stackDns } from "../readers/zones.js";
import { mailRule, type MailRuleText } from "./mailRule.js";

/** A rule that a name has one record of a purpose: one resource may hold several, and so may several resources. */
export function singleRecordRule(purpose: MailPurpose, what: string, rule: MailRuleText): Rule {
  const ofText = mailRule(purpose, rule);
  const several = (count: number, name: string): string =>
    `${name} has ${count} ${what}. (${rule.references[0]?.standard} ${rule.references[0]?.section})`;
  return {
    ...ofText,
    types: DNS_RECORD_TYPES,
    checkResource(resource, verdict, settings) {
      ofText.checkResource?.(resource, verdict, settings);
      const count = countIn(purpose)(resource);
      if (count > 1) verdict.violation(several(count, String(resource.raw["name"])));
    },
    checkStack(stack, verdict) {
      for (const records of stack.read(stackDns).byName.values()) {
        if (records.length < 2) continue;
        const holders = records.map(({ resource }) => resource).filter((resource) => countIn(purpose)(resource) > 0);
        if (holders.length < 2) continue;
        // The engine registers resources in an order of its own: reports of two runs must agree.
        holders.sort((one, other) => (one.urn < other.urn ? -1 : 1));
        const count = holders.reduce((sum, resource) => sum + countIn(purpose)(resource), 0);
        const names = holders.map(({ name }) => name).join(", ");
        // Reported once, at one of them.
        const last = holders[holders.length - 1];
        const name = String(records[0]?.fqdn.toString());
        verdict.violation(`${several(count, name)} They are ${names}.`, last ? { urn: last.urn } : {});
      }
    },
  };
}

function countIn(purpose: MailPurpose): (resource: Parameters<typeof mailFacts>[0]) => number {
  return (resource) => mailFacts(resource)?.texts.filter((text) => text.purpose === purpose).length ?? 0;
}
