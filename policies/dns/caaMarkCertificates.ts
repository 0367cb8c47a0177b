import { authoritiesFor } from "../../baseline/dns/caaSet.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { relevantCaa } from "../readers/caaRecords.js";
import { DNS_RECORD_TYPES } from "../readers/dnsRecords.js";
import { markedDomains } from "../readers/markedDomains.js";
import { stackDns } from "../readers/zones.js";

export const caaMarkCertificates: Rule = {
  id: "CAA02",
  name: "caa-mark-certificates",
  title: "Where a BIMI record names a mark certificate, CAA does not forbid its renewal.",
  why: "With issuevmc that lets nobody issue, the certificate runs out, and with it the indicator.",
  fix: "Let the authority of the mark certificate issue: CAA 0 issuevmc with its domain name.",
  severity: "high",
  references: [
    {
      standard: "Minimum Security Requirements for Issuance of Mark Certificates",
      section: "CAA",
      strength: "satisfies",
    },
    { standard: "RFC 8659", section: "§3, §4.2", strength: "satisfies" },
  ],
  types: DNS_RECORD_TYPES,
  checkStack(stack, verdict) {
    const dns = stack.read(stackDns);
    for (const { domain, fqdn, urn } of stack.read(markedDomains)) {
      const caa = relevantCaa(dns, domain);
      const at = { urn };
      if (caa === UNKNOWN) {
        verdict.undetermined(
          `Whether CAA allows a mark certificate for ${domain} will be known only after the deploy.`,
          at,
        );
      } else if (caa && authoritiesFor(caa.records, "issuevmc")?.length === 0) {
        verdict.violation(
          `${fqdn} names a mark certificate, but the CAA records at ${caa.owner} let nobody issue one.`,
          at,
        );
      }
    }
  },
};
