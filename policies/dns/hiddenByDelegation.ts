import { isSubdomainOf } from "../../baseline/email/name.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES } from "../readers/dnsRecords.js";
import { stackDns } from "../readers/zones.js";

// RFC 1034 §4.2.1, RFC 4035 §2.4: what the zone above may hold at a delegated name; addresses there are glue.
const AT_DELEGATION: readonly unknown[] = ["NS", "DS", "A", "AAAA"];

export const hiddenByDelegation: Rule = {
  id: "DNS10",
  name: "hidden-by-delegation",
  title: "No record stands at or below a name that is delegated to other name servers.",
  why: "Resolvers ask those name servers, so an SPF, DKIM or DMARC record of the zone above is never seen.",
  fix: "Publish the record in the zone to which the name is delegated, or remove the delegation.",
  severity: "high",
  references: [{ standard: "RFC 1034", section: "§4.2.1", strength: "satisfies" }],
  types: DNS_RECORD_TYPES,
  checkStack(stack, verdict) {
    const { records, owned } = stack.read(stackDns);
    for (const { fqdn: cut, type: ns, zone, zoneName, provider } of records) {
      // NS records at the zone's own name name the servers of the zone itself.
      const isApex = zoneName === undefined ? owned.some(({ name }) => name === cut) : zoneName === cut;
      if (ns !== "NS" || cut === UNKNOWN || isApex) continue;
      for (const { fqdn, type, resource, zone: other } of records) {
        const isBelow = fqdn !== UNKNOWN && (fqdn === cut || isSubdomainOf(fqdn, cut));
        if (!isBelow || other !== zone || AT_DELEGATION.includes(type)) continue;
        const at = { urn: resource.urn };
        const hidden = `${fqdn} stands at or below ${cut}, which NS records delegate to other name servers`;
        // Without an id, two zones of one provider cannot be told apart.
        if (type === UNKNOWN || zone === provider)
          verdict.undetermined(`${hidden}; whether in the same zone, and as what, is not known yet.`, at);
        else verdict.violation(`${hidden}: nobody sees its ${type} record.`, at);
      }
    }
  },
};
