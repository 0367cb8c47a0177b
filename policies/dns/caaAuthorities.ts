import { checkCaa } from "../../baseline/dns/caa.js";
import { report } from "../email/mailRule.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { caaValues } from "../readers/caaRecords.js";
import { DNS_RECORD_TYPES, dnsRecord, subjectOf } from "../readers/dnsRecords.js";

export const caaAuthorities: Rule = {
  id: "CAA01",
  name: "caa-authorities",
  title: "A CAA record is one that authorities can read, and names an authority that the shop uses.",
  why: "An unreadable value forbids all certificates, an unknown tag forbids none; and each further authority is one more that an attacker can deceive.",
  fix: "Write 0 issue with the authority's domain name in quotation marks (CaaRecords does it), or add the authority to certificateAuthorities of the pack's settings.",
  severity: "high",
  references: [
    { standard: "RFC 8659", section: "§4", strength: "satisfies" },
    { standard: "RFC 8657", section: "§3, §4", strength: "satisfies" },
    { standard: "RFC 9495", section: "§3", strength: "satisfies" },
  ],
  types: DNS_RECORD_TYPES,
  checkResource(resource, verdict, { certificateAuthorities }) {
    const record = dnsRecord(resource);
    const values = record && caaValues(record);
    if (!record || values === undefined) return;
    const wait = () => verdict.undetermined("What its CAA records say will be known only after the deploy.");
    if (values === UNKNOWN) return wait();
    const subject = subjectOf(record);
    for (const value of values) {
      if (value === UNKNOWN) wait();
      else if (value.ok) {
        for (const finding of checkCaa(value.value, subject, certificateAuthorities))
          report(verdict, finding, resource.urn);
      } else {
        for (const { message, reference } of value.errors) verdict.violation(`${subject}: ${message} (${reference})`);
      }
    }
  },
};
