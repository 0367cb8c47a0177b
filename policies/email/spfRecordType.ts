import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES, dnsRecord, subjectOf } from "../readers/dnsRecords.js";

export const spfRecordType: Rule = {
  id: "SPF12",
  name: "spf-record-type",
  title: "An SPF record is a TXT record.",
  why: "The record type SPF was given up in 2014: receivers ask for TXT alone and never see it.",
  fix: "Publish the same text as a TXT record, and remove this one.",
  severity: "high",
  references: [{ standard: "RFC 7208", section: "§3.1", strength: "satisfies" }],
  types: DNS_RECORD_TYPES,
  checkResource(resource, verdict) {
    const record = dnsRecord(resource);
    if (!record) return;
    const subject = subjectOf(record);
    if (record.type === UNKNOWN) verdict.undetermined(`${subject}: Its type will be known only after the deploy.`);
    else if (record.type === "SPF") verdict.violation(`${subject} has a record of the type SPF. (RFC 7208 §3.1)`);
  },
};
