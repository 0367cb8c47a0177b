import { authoritiesFor } from "../../baseline/dns/caaSet.js";
import { registeredDomain } from "../../baseline/email/publicSuffix.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { relevantCaa } from "../readers/caaRecords.js";
import { DNS_RECORD_TYPES } from "../readers/dnsRecords.js";
import { markedDomains } from "../readers/markedDomains.js";
import { ownerOf, stackDns } from "../readers/zones.js";

export const caaPresent: Rule = {
  id: "CAA04",
  name: "caa-present",
  title: "A zone has CAA records that say which authorities may issue certificates for its names, and for its mark.",
  why: "Without them every authority of the world may: whoever deceives the weakest one stands in for the shop, its checkout and its mail hosts.",
  fix: "Publish a CAA record 0 issue for each authority that the shop uses, or 0 issue ; for none (CaaRecords and ParkedDomain do it).",
  severity: "low",
  references: [
    { standard: "RFC 8659", section: "§3, §4.2", strength: "satisfies" },
    {
      standard: "Minimum Security Requirements for Issuance of Mark Certificates",
      section: "CAA",
      strength: "supporting",
    },
    { standard: "CA/Browser Forum Baseline Requirements", section: "3.2.2.8", strength: "supporting" },
  ],
  types: DNS_RECORD_TYPES,
  checkStack(stack, verdict) {
    const dns = stack.read(stackDns);
    const isHidden = dns.nameless.some(({ type }) => type === "CAA" || type === UNKNOWN);
    for (const { name, urn } of dns.owned) {
      const at = urn === undefined ? {} : { urn };
      const caa = relevantCaa(dns, name);
      if (caa !== undefined && caa !== UNKNOWN && authoritiesFor(caa.records, "issue") !== undefined) continue;
      const registered = registeredDomain(name) ?? name;
      if (caa === UNKNOWN || isHidden) {
        verdict.undetermined(`Which authorities may issue for ${name} will be known only after the deploy.`, at);
      } else if (!ownerOf(registered, dns.owned)) {
        verdict.undetermined(
          `${name} has no CAA record that names who may issue; ${registered} above it, whose zone this stack does not hold, may have one.`,
          at,
        );
      } else {
        verdict.violation(`${name} has no CAA record that names who may issue: every authority may.`, at);
      }
    }
    for (const { domain, fqdn, urn } of stack.read(markedDomains)) {
      const caa = relevantCaa(dns, domain);
      // CAA02 says what is not known; without any record the zone is named already.
      if (caa === undefined || caa === UNKNOWN || authoritiesFor(caa.records, "issuevmc") !== undefined) continue;
      verdict.violation(
        `${fqdn} names a mark certificate, and no CAA record at ${caa.owner} names who may issue one: every authority may.`,
        {
          urn,
          fix: "Publish a CAA record 0 issuevmc with the authority of the mark certificate (markAuthorities of CaaRecords).",
        },
      );
    }
  },
};
