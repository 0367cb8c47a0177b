import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES } from "../readers/dnsRecords.js";
import { POLICY_FILE_TYPES } from "../readers/policyFiles.js";
import { stackMtaSts } from "../readers/policyHosts.js";
import { ownerOf, stackDns } from "../readers/zones.js";

export const mtaStsReports: Rule = {
  id: "STS05",
  name: "mta-sts-reports",
  title: "A domain with MTA-STS asks for reports on TLS.",
  why: "In force, a certificate that expires turns mail away, and without TLS-RPT nobody tells; in the mode testing reports are all that there is.",
  fix: "Publish a TXT record at _smtp._tls: v=TLSRPTv1; rua=mailto:… (MtaSts does it).",
  severity: "medium",
  references: [{ standard: "RFC 8461", section: "§6", strength: "satisfies" }],
  types: [...DNS_RECORD_TYPES, ...POLICY_FILE_TYPES],
  checkStack(stack, verdict) {
    const { policies, records } = stack.read(stackMtaSts);
    const dns = stack.read(stackDns);
    const takenBack = policies.filter(({ text }) => text !== UNKNOWN && text.policy?.mode === "none");
    const domains = new Set([...records.keys(), ...policies.map(({ domain }) => domain)]);
    for (const { domain } of takenBack) domains.delete(domain);
    for (const domain of domains) {
      if (dns.records.some(({ fqdn, type }) => fqdn === `_smtp._tls.${domain}` && type !== "NS")) continue;
      const urn =
        records.get(domain)?.[0]?.resource.urn ??
        policies.find((policy) => policy.domain === domain)?.file.resource.urn;
      const at = urn === undefined ? {} : { urn };
      if (dns.nameless.some(({ type }) => type === "TXT" || type === UNKNOWN)) {
        verdict.undetermined(`${domain} has no TLS-RPT record, but a TXT record of unknown name may be it.`, at);
      } else if (records.has(domain) || ownerOf(domain, dns.owned)) {
        verdict.violation(`${domain} has MTA-STS and no TLS-RPT record.`, at);
      } else {
        verdict.undetermined(`${domain} has an MTA-STS policy here, but its DNS records stand elsewhere.`, at);
      }
    }
  },
};
