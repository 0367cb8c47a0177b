import { checkSigningHost } from "../../baseline/email/signingHosts.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES } from "../readers/dnsRecords.js";
import { ledAway } from "../readers/ledAway.js";

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
    const { mailServices: services, spfIncludes } = stack.settings;
    for (const { fqdn, host, resource } of ledAway(stack, "dkim")) {
      const at = { urn: resource.urn };
      if (host === UNKNOWN) {
        verdict.undetermined(`Where ${fqdn} leads will be known only after the deploy.`, at);
        continue;
      }
      for (const { message, fix, reference } of checkSigningHost(host, { services, spfIncludes }))
        verdict.violation(`${fqdn}: ${message} (${reference})`, { ...at, fix });
    }
  },
};
