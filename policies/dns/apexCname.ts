import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES } from "../readers/dnsRecords.js";
import { stackDns } from "../readers/zones.js";

export const apexCname: Rule = {
  id: "DNS09",
  name: "apex-cname",
  title: "At Route 53 a zone's own name has no CNAME record.",
  why: "SOA and NS stand there, and nothing may stand beside a CNAME: Route 53 refuses it in the middle of the deploy. Cloudflare answers with the target's addresses instead.",
  fix: "Use an alias record to an AWS resource, or A and AAAA records.",
  severity: "high",
  references: [
    { standard: "RFC 1034", section: "§3.6.2", strength: "satisfies" },
    { standard: "RFC 1912", section: "§2.4", strength: "supporting" },
  ],
  types: DNS_RECORD_TYPES,
  checkStack(stack, verdict) {
    const { records, owned } = stack.read(stackDns);
    for (const { fqdn, name, type, provider, resource } of records) {
      if (provider !== "route53") continue;
      const isApex = fqdn !== UNKNOWN && (name === "" || name === "@" || owned.some((domain) => domain.name === fqdn));
      const at = { urn: resource.urn };
      if (isApex && type === "CNAME")
        verdict.violation(`${fqdn === "" ? "The zone's own name" : fqdn} has a CNAME record.`, at);
      else if ((isApex && type === UNKNOWN) || (fqdn === UNKNOWN && type === "CNAME")) {
        verdict.undetermined(
          "Whether it is a CNAME record at the zone's own name will be known only after the deploy.",
          at,
        );
      }
    }
  },
};
