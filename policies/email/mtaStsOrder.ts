import type { Rule } from "../framework/rule.js";
import { DNS_RECORD_TYPES } from "../readers/dnsRecords.js";
import { stackMtaSts } from "../readers/policyHosts.js";

export const mtaStsOrder: Rule = {
  id: "STS06",
  name: "mta-sts-order",
  title: "An MTA-STS record changes only after the policy file.",
  why: "A sender that sees the new id first fetches the old file, keeps it under the new id, and refuses hosts that the new file names.",
  fix: "Let the record at _mta-sts depend on the resource that holds the policy file, or on the deployment of its Worker: dependsOn (MtaSts does it).",
  severity: "high",
  references: [{ standard: "RFC 8461", section: "§8.1", strength: "satisfies" }],
  types: DNS_RECORD_TYPES,
  checkStack(stack, verdict) {
    const { policies, records } = stack.read(stackMtaSts);
    for (const { domain, live } of policies) {
      for (const { resource, type } of records.get(domain) ?? []) {
        // A CNAME leads to a record of somebody else, who has an order of their own (RFC 8461 §8.2).
        const early = type === "CNAME" ? [] : live.filter((served) => !stack.isAfter(resource, served));
        for (const { name } of early) {
          const message = `${resource.name} does not depend on ${name}, so the record of ${domain} may change before its policy file.`;
          verdict.violation(message, { urn: resource.urn });
        }
      }
    }
  },
};
