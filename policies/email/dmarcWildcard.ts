import { NO_SENDER_SPF } from "../../baseline/email/mailUse.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { decodeTxt, DNS_RECORD_TYPES, type DnsRecord } from "../readers/dnsRecords.js";
import { isParked, mailJudge } from "../readers/mailUse.js";
import { stackDns } from "../readers/zones.js";

export const dmarcWildcard: Rule = {
  id: "DM15",
  name: "dmarc-wildcard",
  title: "No wildcard TXT record answers for the mail records of names that do not exist.",
  why: "It answers at _dmarc and _domainkey below every such name as well; and since each name then seems to exist, DMARC's np never applies.",
  fix: "Give the TXT record to the names that need it. A parked domain keeps its wildcard SPF.",
  severity: "medium",
  references: [
    { standard: "RFC 9989", section: "§3.2.13", strength: "supporting" },
    { standard: "RFC 4592", section: "§2.2", strength: "supporting" },
  ],
  types: DNS_RECORD_TYPES,
  checkStack(stack, verdict) {
    const dns = stack.read(stackDns);
    const mailOf = stack.read(mailJudge);
    for (const record of dns.records) {
      const { fqdn, type, resource } = record;
      // Below an underscore label the wildcard answers for what it is meant for only.
      if (fqdn === UNKNOWN || !fqdn.startsWith("*.") || fqdn.startsWith("*._") || type !== "TXT") continue;
      const domain = fqdn.slice(2);
      const at = { urn: resource.urn };
      const mail = mailOf(domain);
      if (saysNobodySends(record) === true && isParked(mail)) continue;
      if (saysNobodySends(record) === UNKNOWN || (mail.signs.length === 0 && mail.isHidden)) {
        verdict.undetermined(`Whether ${fqdn} belongs to a parked domain will be known only after the deploy.`, at);
      } else {
        const message = `${fqdn} has a TXT record, which answers for _dmarc, _domainkey and every other name below ${domain} that does not exist.`;
        verdict.violation(message, at);
      }
    }
  },
};

function saysNobodySends({ provider, values }: DnsRecord): boolean | typeof UNKNOWN {
  if (values === UNKNOWN || values.includes(UNKNOWN)) return UNKNOWN;
  return values.every((written) => {
    const decoded = written === UNKNOWN ? undefined : decodeTxt(provider, written);
    return decoded?.ok === true && decoded.value.text === NO_SENDER_SPF;
  });
}
