import { discoverByTreeWalk, organizationalDomain } from "../../baseline/email/dmarcDiscovery.js";
import { anySubdomain, effectivePolicy } from "../../baseline/email/dmarcEffective.js";
import { policyStrength, type DmarcPolicy } from "../../baseline/email/dmarc.js";
import type { Rule } from "../framework/rule.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { dmarcRecords } from "../readers/dmarcRecords.js";
import { nameAnswers } from "../readers/nameAnswers.js";
import { stackDns } from "../readers/zones.js";
import { mailRule } from "./mailRule.js";

/** Domains below others that may have a record of their own: a subdomain's, or a wildcard's for all that do not exist. */
function subdomains(stack: Stack): readonly { readonly domain: string; readonly urn: string }[] {
  const wildcards = stack.read(stackDns).records.flatMap(({ fqdn, resource }) => {
    return fqdn !== UNKNOWN && fqdn.startsWith("*.") ? { domain: anySubdomain(fqdn.slice(2)), urn: resource.urn } : [];
  });
  return [...stack.read(dmarcRecords), ...wildcards];
}

const ofRecord = mailRule("dmarc", {
  id: "DM07",
  name: "dmarc-subdomains",
  title: "The policy for subdomains is not weaker than that of the domain.",
  why: "Forged mail then comes from a subdomain; and where the zone answers NODATA for names that do not exist, as signed zones at Cloudflare and Route 53 do, sp applies where np was meant.",
  fix: "Set sp at least as strict as p and np, and each subdomain's own record as strict as the domain's.",
  severity: "high",
  references: [
    { standard: "RFC 9989", section: "§4.7, §3.2.13", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "5.4.1", strength: "supporting" },
  ],
});

export const dmarcSubdomains: Rule = {
  ...ofRecord,
  // What a record says of subdomains it proves alone; here come subdomains that another record speaks for.
  checkStack(stack, verdict) {
    const names = stack.read(nameAnswers);
    for (const { domain, urn } of subdomains(stack)) {
      const discovery = discoverByTreeWalk(domain, names);
      const organization = organizationalDomain(domain, names);
      const isOwn = discovery.status === "found" && discovery.record.domain === domain;
      if (!isOwn || organization === undefined || organization === domain) continue;
      const policy = effectivePolicy(domain, names, "RFC 9989");
      const above = effectivePolicy(organization, names, "RFC 9989");
      if (!isPolicy(policy) || !isPolicy(above) || policyStrength(policy) >= policyStrength(above)) continue;
      verdict.violation(
        `Receivers apply ${policy} to ${domain}, by a record of its own, and ${above} to ${organization} above it. (RFC 9989 §4.10.1)`,
        { urn },
      );
    }
  },
};

function isPolicy(result: string): result is DmarcPolicy {
  return result !== "no DMARC" && result !== "unknown";
}
