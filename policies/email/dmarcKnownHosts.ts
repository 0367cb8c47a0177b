import { isAtOrBelow } from "../../baseline/email/spf/zone.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES } from "../readers/dnsRecords.js";
import { ledAway } from "../readers/ledAway.js";

/** The twin of DK13: what receivers do with forged mail is written by whoever holds the host. */
export const dmarcKnownHosts: Rule = {
  id: "DM21",
  name: "dmarc-known-hosts",
  title: "A DMARC record leads only to a service that the shop has agreed on.",
  why: "Whoever holds the target writes the policy: p=none lets forged mail through, and rua hands every report to a stranger.",
  fix: "Publish the policy as a TXT record, or add the service's domain to mailServices of the pack's settings.",
  severity: "high",
  references: [{ standard: "RFC 9989", section: "§4.7", strength: "supporting" }],
  types: DNS_RECORD_TYPES,
  checkStack(stack, verdict) {
    for (const { fqdn, host, resource } of ledAway(stack, "dmarc")) {
      const at = { urn: resource.urn };
      if (host === UNKNOWN) verdict.undetermined(`Where ${fqdn} leads will be known only after the deploy.`, at);
      else if (!isAtOrBelow(host, stack.settings.mailServices)) {
        verdict.violation(`${fqdn} leads to ${host}: whoever holds that says what receivers do with forged mail.`, at);
      }
    }
  },
};
