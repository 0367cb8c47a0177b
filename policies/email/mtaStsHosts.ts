import { checkPolicyMx } from "../../baseline/email/mtaStsPolicy.js";
import type { Rule, Verdict } from "../framework/rule.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { DNS_RECORD_TYPES, exchangeOf } from "../readers/dnsRecords.js";
import { POLICY_FILE_TYPES, type PolicyText } from "../readers/policyFiles.js";
import { stackMtaSts } from "../readers/policyHosts.js";
import { stackDns, type PlacedRecord } from "../readers/zones.js";

export const mtaStsHosts: Rule = {
  id: "STS04",
  name: "mta-sts-hosts",
  title: "Every mail host of a domain matches the domain's MTA-STS policy.",
  why: "Senders refuse to deliver to a host that the policy does not name: mail is lost as soon as the MX record moves.",
  fix: "Add the host to the policy, deploy that, and only then point the MX record at it.",
  severity: "critical",
  references: [{ standard: "RFC 8461", section: "§4.1", strength: "satisfies" }],
  types: [...DNS_RECORD_TYPES, ...POLICY_FILE_TYPES],
  checkStack(stack, verdict) {
    const { policies, records } = stack.read(stackMtaSts);
    const dns = stack.read(stackDns);
    const mayBeMx = ({ type }: PlacedRecord): boolean => type === "MX" || type === UNKNOWN;
    const exchanges = (domain: string): readonly PlacedRecord[] =>
      dns.records.filter((record) => record.fqdn === domain && mayBeMx(record));
    for (const { domain, text, file } of policies) {
      const held = exchanges(domain);
      const first = held[0];
      if (text !== UNKNOWN) for (const record of held) compare(record, domain, text, verdict);
      else if (first) {
        const reason = `The policy of ${domain} in ${file.resource.name} cannot be read here, so its mail hosts cannot be compared with it.`;
        verdict.undetermined(reason, { urn: first.resource.urn });
      }
      if (dns.nameless.some(mayBeMx)) {
        verdict.undetermined(`A record of unknown name may be an MX record of ${domain}.`, { urn: file.resource.urn });
      }
    }
    for (const [domain, [record]] of records) {
      if (!record || policies.some((policy) => policy.domain === domain) || exchanges(domain).length === 0) continue;
      const reason = `The MTA-STS policy of ${domain} does not stand in this stack, so its mail hosts cannot be compared with it.`;
      verdict.undetermined(reason, { urn: record.resource.urn });
    }
  },
};

function compare(record: PlacedRecord, domain: string, { policy }: PolicyText, verdict: Verdict): void {
  // A policy that senders cannot read is STS03.
  if (!policy || policy.mode === "none") return;
  const at = { urn: record.resource.urn };
  const values: readonly Maybe<string>[] =
    record.values === UNKNOWN || record.type === UNKNOWN ? [UNKNOWN] : record.values;
  for (const value of values) {
    if (value === UNKNOWN) verdict.undetermined(`A mail host of ${domain} will be known only after the deploy.`, at);
    else {
      const host = exchangeOf(value);
      // RFC 7505: the null MX, of a domain without mail.
      if (host === "") continue;
      for (const { message } of checkPolicyMx(host, domain, policy)) verdict.violation(message, at);
    }
  }
}
