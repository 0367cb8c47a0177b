import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES, dnsRecord, subjectOf } from "../readers/dnsRecords.js";
import { mxValues } from "../readers/mxRecords.js";

export const mxPreference: Rule = {
  id: "DNS06",
  name: "mx-preference",
  title: "An MX record has a preference.",
  why: "Cloudflare takes a record without one and gives it 0, so that a second host becomes the first; Route 53 refuses it in the middle of the deploy. No preview shows it.",
  fix: "Give the preference: at Cloudflare as priority, at Route 53 before the host.",
  severity: "high",
  references: [{ standard: "RFC 1035", section: "§3.3.9", strength: "satisfies" }],
  types: DNS_RECORD_TYPES,
  checkResource(resource, verdict) {
    const record = dnsRecord(resource);
    const values = record && mxValues(record);
    if (!record || values === undefined) return;
    const wait = () =>
      verdict.undetermined("Whether it is an MX record with a preference will be known only after the deploy.");
    if (values === UNKNOWN) return wait();
    const subject = subjectOf(record);
    for (const { preference, errors } of values) {
      const broken = errors.find(({ rule }) => rule === "DNS06");
      if (broken) verdict.violation(`${subject}: ${broken.message} (${broken.reference})`);
      else if (preference === UNKNOWN) wait();
      else if (preference === undefined && errors.length === 0)
        verdict.violation(`${subject}: The MX record has no priority.`);
    }
  },
};
