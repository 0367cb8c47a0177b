import { discoverByTreeWalk } from "../../baseline/email/dmarcDiscovery.js";
import { anySubdomain } from "../../baseline/email/dmarcEffective.js";
import { isBelowRegisteredDomain, registeredDomain } from "../../baseline/email/publicSuffix.js";
import type { NameAnswers } from "../../baseline/email/zoneAnswers.js";
import type { Rule } from "../framework/rule.js";
import { dmarcRecords } from "../readers/dmarcRecords.js";
import { nameAnswers } from "../readers/nameAnswers.js";
import { mailRule } from "./mailRule.js";

/** Who ignores the policy for subdomains in the record of a domain below the registered one. */
function ignoring(domain: string, registered: string, names: NameAnswers): string {
  const below = anySubdomain(domain);
  const walked = discoverByTreeWalk(below, {
    ...names,
    txt: (name) => (name === `_dmarc.${below}` ? [] : names.txt(name)),
  });
  if (walked.status === "unknown") return `receivers of RFC 7489, and all others where ${registered} has a record`;
  const isHeeded = walked.status === "found" && walked.record.domain === domain;
  return isHeeded ? "receivers of RFC 7489" : "all receivers";
}

const ofRecord = mailRule("dmarc", {
  id: "DM08",
  name: "dmarc-subdomain-scope",
  title: "The tags sp and np stand only in the record of an organisation's own domain.",
  why: "Receivers take the policy for subdomains from the organisation's record, so below it the tags protect nothing.",
  fix: "Remove sp and np from the subdomain's record, and set them in the record of the domain above.",
  severity: "low",
  references: [{ standard: "RFC 9989", section: "§4.7, §4.10.1", strength: "satisfies" }],
});

export const dmarcSubdomainScope: Rule = {
  ...ofRecord,
  checkStack(stack, verdict) {
    for (const { domain, reading, urn } of stack.read(dmarcRecords)) {
      const tags = (["sp", "np"] as const).filter((tag) => reading.record[tag] !== undefined);
      if (tags.length === 0 || !isBelowRegisteredDomain(domain)) continue;
      const registered = registeredDomain(domain) ?? "";
      verdict.violation(
        `The record of ${domain}, which lies below ${registered}, has ${tags.join(" and ")}, which ${ignoring(domain, registered, stack.read(nameAnswers))} ignore. (RFC 9989 §4.7)`,
        { urn },
      );
    }
  },
};
