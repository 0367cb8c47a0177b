import { checkKnownExchange } from "../../baseline/email/mailExchanges.js";
import { checkExchange, isNullMx } from "../../baseline/email/mx.js";
import { matchesMx } from "../../baseline/email/mtaStsPolicy.js";
import { agreedDomains } from "../../baseline/email/signingHosts.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES } from "../readers/dnsRecords.js";
import { mxValues } from "../readers/mxRecords.js";
import { stackMtaSts } from "../readers/policyHosts.js";
import { isOwnHost, stackDns } from "../readers/zones.js";

/** A host is known by the catalogue, as the domain's own or the stack's, by its MTA-STS policy, or by `mailServices`. */
export const mxKnownHosts: Rule = {
  id: "MX03",
  name: "mx-known-hosts",
  title: "Mail is received by a host of the domain's own, or of a known service.",
  why: "Whoever receives the shop's mail sets its passwords anew: of the registrar, the cloud and the payment service.",
  fix: "Name the host that was meant, or add the service's domain to mailServices of the pack's settings.",
  severity: "medium",
  references: [
    { standard: "RFC 5321", section: "§5.1", strength: "supporting" },
    { standard: "MITRE ATT&CK", section: "T1584.002", strength: "supporting" },
  ],
  types: DNS_RECORD_TYPES,
  checkStack(stack, verdict) {
    const { records, owned } = stack.read(stackDns);
    const { policies } = stack.read(stackMtaSts);
    const { mailServices, spfIncludes } = stack.settings;
    const agreed = agreedDomains({ services: mailServices, spfIncludes });
    for (const record of records) {
      const values = mxValues(record);
      if (values === undefined || record.type === UNKNOWN) continue;
      const { fqdn } = record;
      const at = { urn: record.resource.urn };
      const hidden = values === UNKNOWN || values.some(({ exchange }) => exchange === UNKNOWN);
      if (fqdn === UNKNOWN || hidden) verdict.undetermined("Which host receives whose mail is not known yet.", at);
      if (fqdn === UNKNOWN || values === UNKNOWN) continue;
      const named = policies.flatMap(({ domain, text }) =>
        domain === fqdn && text !== UNKNOWN && text.policy ? text.policy.mx : [],
      );
      for (const { exchange, errors } of values) {
        if (exchange === UNKNOWN || errors.length > 0 || isNullMx({ exchange })) continue;
        // What is no host name is MX02's.
        if (checkExchange(exchange, fqdn).length > 0) continue;
        if (isOwnHost(exchange, fqdn, owned) || matchesMx(exchange, named)) continue;
        for (const { message, fix, reference } of checkKnownExchange(exchange, agreed))
          verdict.violation(`${fqdn}: ${message} (${reference})`, { ...at, fix });
      }
    }
  },
};
