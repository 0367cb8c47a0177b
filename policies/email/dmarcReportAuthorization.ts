import {
  authorizationName,
  checkReportAuthorization,
  isExternal,
  parseReportAuthorization,
} from "../../baseline/email/reportAuthorization.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { dmarcRecords } from "../readers/dmarcRecords.js";
import { DNS_RECORD_TYPES, decodeTxt, dnsRecord } from "../readers/dnsRecords.js";
import { nameAnswers } from "../readers/nameAnswers.js";
import { ownerOf, stackDns } from "../readers/zones.js";
import { report } from "./mailRule.js";

export const dmarcReportAuthorization: Rule = {
  id: "DM12",
  name: "dmarc-report-authorization",
  title: "A mail domain of another organisation that is to receive DMARC reports authorises them.",
  why: "Reporters look for the authorisation, and send nothing where it is missing or malformed.",
  fix: 'Publish a TXT record "v=DMARC1" at <domain>._report._dmarc.<mail domain>, in the zone of the mail domain (ReportAuthorization does it).',
  severity: "high",
  references: [
    { standard: "RFC 9990", section: "§4", strength: "satisfies" },
    { standard: "RFC 7489", section: "§7.1", strength: "satisfies" },
  ],
  types: DNS_RECORD_TYPES,
  checkResource(resource, verdict) {
    const record = dnsRecord(resource);
    if (record?.type !== "TXT" || record.name === UNKNOWN || !record.name.includes("._report._dmarc")) return;
    const hidden = `What ${record.name} authorises will be known only after the deploy.`;
    if (record.values === UNKNOWN) return verdict.undetermined(hidden);
    for (const value of record.values) {
      if (value === UNKNOWN) {
        verdict.undetermined(hidden);
        continue;
      }
      const decoded = decodeTxt(record.provider, value);
      if (!decoded.ok) continue; // DNS02 says so
      for (const finding of checkReportAuthorization(decoded.value.text, record.name)) {
        report(verdict, finding, resource.urn);
      }
    }
  },
  checkStack(stack, verdict) {
    const names = stack.read(nameAnswers);
    const { owned } = stack.read(stackDns);
    for (const { domain, reading, urn } of stack.read(dmarcRecords)) {
      for (const destination of new Set(reading.uris.flatMap(({ uri }) => uri.domain ?? []))) {
        if (!isExternal(domain, destination, names)) continue;
        const name = authorizationName(domain, destination);
        const texts = name === undefined ? [] : names.txt(name);
        if (texts?.some((text) => parseReportAuthorization(text).ok)) continue;
        const subject = `Reports on ${domain} go to ${destination}, another organisation's mail domain`;
        const where = `the TXT record ${name ?? "of a name that is too long for the DNS"}`;
        if (texts !== undefined) {
          const fact = texts.length > 0 ? "authorises nothing" : "does not exist";
          verdict.violation(`${subject}, and ${where} ${fact}. (RFC 9990 §4)`, { urn });
        } else if (ownerOf(destination, owned)) {
          verdict.undetermined(`${subject}; whether ${where} authorises them will be known only after the deploy.`, {
            urn,
          });
        } else if (!stack.settings.reportReceivers.includes(destination)) {
          verdict.undetermined(
            `${subject}, whose zone this stack does not hold, so whether ${where} authorises them is not known. Where ` +
              `the receiver says so, name ${destination} in reportReceivers of the policy-pack configuration.`,
            { urn },
          );
        }
      }
    }
  },
};
