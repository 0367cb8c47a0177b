import { isKnownReceiver } from "../../baseline/email/mailReceivers.js";
import { registeredDomain } from "../../baseline/email/publicSuffix.js";
import { isAtOrBelow } from "../../baseline/email/spf/zone.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES } from "../readers/dnsRecords.js";
import { mxValues } from "../readers/mxRecords.js";
import { ownerOf, stackDns } from "../readers/zones.js";

export const mxKnownHosts: Rule = {
  id: "MX03",
  name: "mx-known-hosts",
  title: "A domain's mail goes to a known service, or to a host of its own.",
  why: "Whoever receives a domain's mail gets every password reset that is sent there, and with it the shop's accounts: its registrar, its cloud, its payments. One MX record of a low number is enough.",
  fix: "Remove the record, or add the service's domain to mailServices of the pack's settings.",
  severity: "medium",
  references: [
    { standard: "RFC 5321", section: "§5.1", strength: "supporting" },
    { standard: "MITRE ATT&CK", section: "T1584.002", strength: "supporting" },
  ],
  types: DNS_RECORD_TYPES,
  checkStack(stack, verdict) {
    const { records, owned } = stack.read(stackDns);
    const { mailServices: services, spfIncludes } = stack.settings;
    for (const record of records) {
      const values = mxValues(record);
      if (values === undefined || record.type === UNKNOWN || record.fqdn === UNKNOWN) continue;
      const at = { urn: record.resource.urn };
      const isHidden = values === UNKNOWN || values.some(({ exchange }) => exchange === UNKNOWN);
      if (isHidden)
        verdict.undetermined(`Where the mail of ${record.fqdn} goes will be known only after the deploy.`, at);
      const organisation = registeredDomain(record.fqdn);
      for (const { exchange, errors } of values === UNKNOWN ? [] : values) {
        if (exchange === UNKNOWN || exchange === "." || errors.length > 0) continue;
        const isOwn =
          ownerOf(exchange, owned) !== undefined ||
          (organisation !== undefined && isAtOrBelow(exchange, [organisation]));
        if (isOwn || isKnownReceiver(exchange, { services, spfIncludes })) continue;
        verdict.violation(`${record.fqdn} has its mail delivered to ${exchange}, which no known service holds.`, at);
      }
    }
  },
};
