import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES } from "../readers/dnsRecords.js";
import { mailFacts } from "../readers/mailRecords.js";
import { mxValues } from "../readers/mxRecords.js";
import { ownerOf, stackDns, type PlacedRecord } from "../readers/zones.js";

export const spfOfBounces: Rule = {
  id: "SPF16",
  name: "spf-of-bounces",
  title: "A subdomain that takes bounces has an SPF record of its own.",
  why: "SPF is not inherited: mail whose MAIL FROM is at the subdomain has no SPF result, so it passes DMARC by its signature alone.",
  fix: "Publish an SPF record at the same name: the one that the service gives, or v=spf1 -all where nobody sends with it.",
  severity: "low",
  references: [{ standard: "RFC 7208", section: "§2.3, §2.4, §10.1.3", strength: "supporting" }],
  types: DNS_RECORD_TYPES,
  checkStack(stack, verdict) {
    const { byName, nameless, owned } = stack.read(stackDns);
    for (const here of byName.values()) {
      const name = here[0]?.fqdn;
      const bounces = here.find(takesMail);
      if (!bounces || typeof name !== "string" || owned.some((domain) => domain.name === name)) continue;
      const at = { urn: bounces.resource.urn };
      const mayBeSpf = here.some(({ resource }) => {
        const facts = mailFacts(resource);
        return facts?.texts.some(({ purpose }) => purpose === "spf") === true || facts?.hidden.includes("spf") === true;
      });
      if (mayBeSpf || !ownerOf(name, owned)) continue;
      const fact = `${name} has an MX record but no SPF record`;
      if (nameless.length > 0) verdict.undetermined(`${fact}; a record of unknown name may be it.`, at);
      else verdict.violation(`${fact}. (RFC 7208 §2.3, §2.4)`, at);
    }
  },
};

/** An MX record that names a host: a null MX takes nothing. */
function takesMail(record: PlacedRecord): boolean {
  const values = mxValues(record);
  return (
    values !== undefined &&
    values !== UNKNOWN &&
    values.some(({ exchange }) => exchange !== UNKNOWN && exchange !== ".")
  );
}
