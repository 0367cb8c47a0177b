import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES } from "../readers/dnsRecords.js";
import { mailJudge } from "../readers/mailUse.js";
import { stackDns } from "../readers/zones.js";

export const sendsOrParked: Rule = {
  id: "PK01",
  name: "sends-or-parked",
  title: "Every domain of the stack either sends and receives mail, or is parked.",
  why: "A domain that nobody uses for mail is what forgers use: a lookalike, an old brand, another ending. Receivers believe it unless its records say that it sends nothing.",
  fix: "Park it: SPF -all at the domain and at *, a null MX, DMARC p=reject, a revoked key at *._domainkey (ParkedDomain does it).",
  severity: "high",
  references: [
    { standard: "M3AAWG Protecting Parked Domains", section: "whole", strength: "satisfies" },
    { standard: "RFC 7208", section: "§10.1.2", strength: "supporting" },
    { standard: "PCI DSS 4.0.1", section: "5.4.1", strength: "supporting" },
  ],
  types: DNS_RECORD_TYPES,
  checkStack(stack, verdict) {
    const dns = stack.read(stackDns);
    const mailOf = stack.read(mailJudge);
    for (const { name, resource } of dns.zones) {
      if (name !== UNKNOWN) continue;
      verdict.undetermined("The zone's name will be known only after the deploy.", { urn: resource.urn });
    }
    const judged = new Set<string>();
    for (const { name, urn } of dns.owned) {
      if (judged.has(name)) continue; // held by two providers while it moves
      judged.add(name);
      const { signs, gaps, isBegun, isHidden } = mailOf(name);
      if (signs.length > 0 || gaps.length === 0) continue;
      const at = urn === undefined ? {} : { urn };
      const missing = `Missing: ${gaps.join("; ")}.`;
      if (isHidden)
        verdict.undetermined(`${name} may be without mail; not all of its records are known yet. ${missing}`, at);
      else if (isBegun)
        verdict.violation(
          `${name} is parked by half: nobody sends as it, but forged mail still passes. ${missing}`,
          at,
        );
      else verdict.violation(`${name} neither sends mail nor is parked. ${missing}`, at);
    }
  },
};
