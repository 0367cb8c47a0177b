import { checkSpfInZone } from "../../baseline/email/spf/check.js";
import { countLookups } from "../../baseline/email/spf/lookups.js";
import { dependsOnName } from "../../baseline/email/spf/record.js";
import { parseSpf } from "../../baseline/email/spf/parse.js";
import type { Finding } from "../../baseline/finding.js";
import type { Rule } from "../framework/rule.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { mailFacts } from "../readers/mailRecords.js";
import { spfZone } from "../readers/spfZone.js";
import { stackDns } from "../readers/zones.js";
import { mailRule, report, type MailRuleText } from "./mailRule.js";

/** A rule over an SPF record and the records of the stack, or of the lock, that it points to. */
export function spfInZoneRule(rule: MailRuleText): Rule {
  return {
    ...mailRule("spf", rule),
    checkStack(stack, verdict) {
      for (const { urn, finding } of stack.read(findings)) if (finding.rule === rule.id) report(verdict, finding, urn);
    },
  };
}

/** The SPF records of the stack whose names are known. */
function spfRecords(stack: Stack): readonly { readonly urn: string; readonly name: string; readonly text: string }[] {
  return stack.read(stackDns).records.flatMap(({ fqdn, resource }) => {
    if (fqdn === UNKNOWN) return [];
    const texts = (mailFacts(resource)?.texts ?? []).filter(({ purpose }) => purpose === "spf");
    return texts.map(({ text }) => ({ urn: resource.urn, name: fqdn, text }));
  });
}

/** What the zone adds to the findings on each record alone, once for all rules. */
function findings(stack: Stack): readonly { readonly urn: string; readonly finding: Finding }[] {
  const zone = stack.read(spfZone);
  // Most names of a shop share a text: where it is sound at one name, it is at every other.
  const sound = new Set<string>();
  return spfRecords(stack).flatMap(({ urn, name, text }) => {
    if (sound.has(text)) return [];
    const found = checkSpfInZone(text, { subject: name, domain: name, zone });
    const parsed = parseSpf(text);
    if (found.length === 0 && parsed.ok && !dependsOnName(parsed.value)) sound.add(text);
    return found.map((finding) => ({ urn, finding }));
  });
}

/** Records that a lock should hold and does not, as reasons why an SPF record cannot be judged. */
export function notLocked(stack: Stack): readonly { readonly urn: string; readonly reason: string }[] {
  if (stack.settings.spfLock === undefined) return [];
  const zone = stack.read(spfZone);
  return spfRecords(stack).flatMap(({ urn, name, text }) => {
    const parsed = parseSpf(text);
    const unknown = parsed.ok ? countLookups(parsed.value, name, zone).unknown : [];
    // A name with a macro is another one for each message: no lock can hold it.
    return unknown
      .filter((target) => !target.includes("%"))
      .map((target) => ({
        urn,
        reason: `${name} leads to ${target}, of which the lock holds no SPF record. Run \`npx storefront-baseline spf lock ${target}\`.`,
      }));
  });
}
