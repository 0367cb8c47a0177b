import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES, dnsRecord, subjectOf } from "../readers/dnsRecords.js";

export const recordValue: Rule = {
  id: "DNS07",
  name: "record-value",
  title: "A DNS record says something.",
  why: "A record without a value passes every preview, and is refused in the middle of the deploy or published empty: a property that was misspelt is dropped without a word.",
  fix: "Give content or data at Cloudflare, records or aliases at Route 53; look for a misspelt property.",
  severity: "high",
  references: [{ standard: "RFC 1035", section: "§3.2.1", strength: "satisfies" }],
  types: DNS_RECORD_TYPES,
  checkResource(resource, verdict) {
    const record = dnsRecord(resource);
    if (!record) return;
    const { values, provider } = record;
    const aliases = provider === "route53" ? resource.list("aliases") : [];
    // A value that is known only after the deploy is one: the program gives it.
    if (aliases === UNKNOWN || aliases.length > 0 || values === UNKNOWN) return;
    const name = subjectOf(record);
    if (values.length === 0) verdict.violation(`${name} has no value.`);
    else if (values.some((value) => value === "" || value === '""')) verdict.violation(`${name} has an empty value.`);
  },
};
