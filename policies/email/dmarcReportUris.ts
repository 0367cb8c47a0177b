import type { Rule } from "../framework/rule.js";
import { dmarcRecords } from "../readers/dmarcRecords.js";
import { spfZone } from "../readers/spfZone.js";
import { ownerOf, stackDns } from "../readers/zones.js";
import { mailRule } from "./mailRule.js";

/** Cloudflare Email Routing makes the MX records of its zone by itself. */
const MX_MAKERS: readonly string[] = [
  "cloudflare:index/emailRoutingDns:EmailRoutingDns",
  "cloudflare:index/emailRoutingSettings:EmailRoutingSettings",
];

const ofRecord = mailRule("dmarc", {
  id: "DM11",
  name: "dmarc-report-uris",
  title: "The report addresses of a DMARC record are valid mailto URIs of domains that receive mail.",
  why: "Receivers drop a malformed address, and what they send to a domain without mail servers comes back: no report arrives.",
  fix: "Write rua=mailto:user@example.com, with several addresses separated by commas, each at a domain with an MX record.",
  severity: "high",
  references: [
    { standard: "RFC 9989", section: "§4.8", strength: "satisfies" },
    { standard: "RFC 7505", section: "§3", strength: "supporting" },
  ],
});

export const dmarcReportUris: Rule = {
  ...ofRecord,
  checkStack(stack, verdict) {
    const { owned } = stack.read(stackDns);
    const hasMaker = stack.ofTypes(MX_MAKERS).length > 0;
    for (const { domain, reading, urn } of stack.read(dmarcRecords)) {
      for (const destination of new Set(reading.uris.flatMap(({ uri }) => uri.domain ?? []))) {
        const hosts = stack.read(spfZone).mx(destination);
        const subject = `The record of ${domain} asks for reports to ${destination}`;
        if (hosts === undefined) {
          if (!ownerOf(destination, owned)) continue;
          verdict.undetermined(`${subject}, of which not all MX records are known.`, { urn });
        } else if (hosts.length === 0 && !hasMaker) {
          verdict.violation(`${subject}, which has no MX record in its zone. (RFC 9989 §5.1.3)`, { urn });
        } else if (hosts.length > 0 && hosts.every((host) => host === ".")) {
          verdict.violation(`${subject}, whose null MX says that it receives no mail. (RFC 7505 §3)`, { urn });
        }
      }
    }
  },
};
