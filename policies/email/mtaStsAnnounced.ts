import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES } from "../readers/dnsRecords.js";
import { stackMtaSts } from "../readers/policyHosts.js";
import { ownerOf, stackDns } from "../readers/zones.js";

export const mtaStsAnnounced: Rule = {
  id: "STS10",
  name: "mta-sts-announced",
  title: "An MTA-STS policy that is served is announced by a record at _mta-sts.",
  why: "Senders ask for the record first, and where there is none they never fetch the policy: mail goes without TLS as before.",
  fix: "Publish a TXT record v=STSv1; id=… at _mta-sts (MtaSts does it).",
  severity: "high",
  references: [{ standard: "RFC 8461", section: "§3.1, §4.2", strength: "satisfies" }],
  types: DNS_RECORD_TYPES,
  checkStack(stack, verdict) {
    const { policies, records } = stack.read(stackMtaSts);
    const { owned, nameless } = stack.read(stackDns);
    for (const { domain, file } of policies) {
      if (records.has(domain) || !file.isCertain || !ownerOf(domain, owned)) continue;
      const at = { urn: file.resource.urn };
      const fact = `${file.resource.name} serves the policy of ${domain}, and _mta-sts.${domain} has no record`;
      if (nameless.some(({ type }) => type === "TXT" || type === "CNAME" || type === UNKNOWN)) {
        verdict.undetermined(`${fact}, but a record of unknown name may be it.`, at);
      } else verdict.violation(`${fact}.`, at);
    }
  },
};
