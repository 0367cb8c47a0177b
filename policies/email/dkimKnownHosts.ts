import { registeredDomain } from "../../baseline/email/publicSuffix.js";
import { checkSigningHost } from "../../baseline/email/signingHosts.js";
import { isAtOrBelow } from "../../baseline/email/spf/zone.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES, exchangeOf } from "../readers/dnsRecords.js";
import { purposeOfName } from "../readers/mailRecords.js";
import { ownerOf, stackDns } from "../readers/zones.js";

const LEADING: readonly unknown[] = ["CNAME", "NS", UNKNOWN];

/** The twin of SPF22: a host is known by the catalogue, by the stack's own zones, as the domain's own, or by settings. */
export const dkimKnownHosts: Rule = {
  id: "DK13",
  name: "dkim-known-hosts",
  title: "The name of a DKIM key leads only to a known service.",
  why: "Whoever holds the target publishes the key, and signs mail that passes DMARC as the shop: the service, or the one who buys its name when it runs out.",
  fix: "Remove the record, or add the service's domain to mailServices of the pack's settings.",
  severity: "high",
  references: [{ standard: "RFC 6376", section: "§3.6.2, §8", strength: "supporting" }],
  types: DNS_RECORD_TYPES,
  checkStack(stack, verdict) {
    const { records, owned } = stack.read(stackDns);
    const { mailServices: services, spfIncludes } = stack.settings;
    for (const { fqdn, type, values, resource } of records) {
      if (fqdn === UNKNOWN || purposeOfName(fqdn) !== "dkim" || !LEADING.includes(type)) continue;
      const at = { urn: resource.urn };
      const organisation = registeredDomain(fqdn);
      for (const value of values === UNKNOWN ? ([UNKNOWN] as const) : values) {
        if (value === UNKNOWN || type === UNKNOWN) {
          verdict.undetermined(`Where ${fqdn} leads will be known only after the deploy.`, at);
          continue;
        }
        const host = exchangeOf(value);
        const isOwn = ownerOf(host, owned) ?? (organisation !== undefined && isAtOrBelow(host, [organisation]));
        if (isOwn) continue;
        for (const { message, fix, reference } of checkSigningHost(host, { services, spfIncludes }))
          verdict.violation(`${fqdn}: ${message} (${reference})`, { ...at, fix });
      }
    }
  },
};
