import { checkNullMxUse } from "../../baseline/email/mailUse.js";
import { checkMxSet, isNullMx } from "../../baseline/email/mx.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES, dnsRecord, subjectOf } from "../readers/dnsRecords.js";
import { mailFacts, type MailPurpose } from "../readers/mailRecords.js";
import { knownMx, mxValues } from "../readers/mxRecords.js";
import { recordsAt, stackDns } from "../readers/zones.js";
import { report } from "./mailRule.js";

export const mxNull: Rule = {
  id: "MX01",
  name: "mx-null-alone",
  title: "A null MX is the only MX record of its name, and nobody sends as that name.",
  why: "Beside other MX records senders may take either for the truth; and receivers refuse mail of a domain to which no answer can go.",
  fix: "Keep the null MX alone with preference 0, SPF -all and DMARC p=reject, or remove it.",
  severity: "high",
  references: [{ standard: "RFC 7505", section: "§3, §4.2", strength: "satisfies" }],
  types: DNS_RECORD_TYPES,
  checkResource(resource, verdict) {
    const record = dnsRecord(resource);
    if (!record) return;
    const subject = subjectOf(record);
    for (const finding of checkMxSet(knownMx(record), subject)) report(verdict, finding, resource.urn);
    const values = mxValues(record);
    if (values === UNKNOWN || values?.some(({ exchange }) => exchange === UNKNOWN)) {
      verdict.undetermined("Whether it is a null MX will be known only after the deploy.");
    }
  },
  checkStack(stack, verdict) {
    const dns = stack.read(stackDns);
    const texts = (purpose: MailPurpose, name: string) =>
      recordsAt(dns, name)
        .flatMap(({ resource }) => mailFacts(resource)?.texts.filter((text) => text.purpose === purpose) ?? [])
        .map(({ text }) => text);
    for (const here of dns.byName.values()) {
      const holders = here.filter((record) => knownMx(record).length > 0);
      const name = here[0]?.fqdn;
      const nullHolder = holders.find((record) => knownMx(record).some(isNullMx));
      if (nullHolder === undefined || name === undefined || name === UNKNOWN) continue;
      const { urn } = nullHolder.resource;
      const together = holders.length > 1 ? checkMxSet(holders.flatMap(knownMx), name) : [];
      const use = checkNullMxUse(texts("spf", name), texts("dmarc", `_dmarc.${name}`), name);
      for (const finding of [...together.slice(0, 1), ...use]) report(verdict, finding, urn);
    }
  },
};
