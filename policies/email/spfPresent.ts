import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES } from "../readers/dnsRecords.js";
import { mailFacts } from "../readers/mailRecords.js";
import { mailJudge } from "../readers/mailUse.js";
import { stackDns } from "../readers/zones.js";

export const spfPresent: Rule = {
  id: "SPF24",
  name: "spf-present",
  title: "A domain that sends or receives mail has an SPF record.",
  why: "Without one no receiver knows which hosts send for the domain, and the large ones refuse mail of a sender that has none.",
  fix: "Publish one TXT record v=spf1 … with what sends, and -all or ~all at its end (EmailDomain does it).",
  severity: "high",
  references: [
    { standard: "RFC 7208", section: "§3, §10.1", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "5.4.1", strength: "supporting" },
  ],
  types: DNS_RECORD_TYPES,
  checkStack(stack, verdict) {
    const { records, owned } = stack.read(stackDns);
    const mailOf = stack.read(mailJudge);
    const withSpf = new Set(
      records.flatMap(({ fqdn, resource }) =>
        mailFacts(resource)?.texts.some(({ purpose }) => purpose === "spf") ? [fqdn] : [],
      ),
    );
    for (const { name, urn } of owned) {
      const { signs, isHidden } = mailOf(name);
      if (signs.length === 0 || withSpf.has(name)) continue;
      const at = urn === undefined ? {} : { urn };
      // RFC 7208 §4.4 asks for TXT, and a CNAME is answered with its target's.
      const isElsewhere = records.some(({ fqdn, type }) => fqdn === name && (type === "CNAME" || type === UNKNOWN));
      const fact = `${name} has ${signs[0] ?? ""} and no SPF record`;
      if (isHidden || isElsewhere) verdict.undetermined(`${fact}; not all of its records are known yet.`, at);
      else verdict.violation(`${fact} in its zone.`, at);
    }
  },
};
