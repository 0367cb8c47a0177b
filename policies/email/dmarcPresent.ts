import { isSubdomainOf } from "../../baseline/email/name.js";
import { isBelowRegisteredDomain, registeredDomain } from "../../baseline/email/publicSuffix.js";
import type { Rule } from "../framework/rule.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { dmarcRecords } from "../readers/dmarcRecords.js";
import { DNS_RECORD_TYPES } from "../readers/dnsRecords.js";
import { mailFacts } from "../readers/mailRecords.js";
import { ownerOf, stackDns, type StackDns } from "../readers/zones.js";

/** The domains that have a DMARC record in the stack, be it a TXT record or a CNAME to one. */
function dmarcDomains({ records }: StackDns): ReadonlySet<string> {
  const prefix = "_dmarc.";
  return new Set(
    records.flatMap(({ fqdn, type }) =>
      fqdn !== UNKNOWN && fqdn.startsWith(prefix) && type !== "NS" ? fqdn.slice(prefix.length) : [],
    ),
  );
}

export const dmarcPresent: Rule = {
  id: "DM10",
  name: "dmarc-present",
  title: "A domain has a DMARC record.",
  why: "Without one, receivers deliver forged mail of the brand, and no report tells.",
  fix: "Publish a TXT record at _dmarc: v=DMARC1; p=reject; rua=mailto:… (EmailDomain does it).",
  severity: "critical",
  references: [
    { standard: "RFC 9989", section: "§4.10", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "5.4.1", strength: "supporting" },
  ],
  types: DNS_RECORD_TYPES,
  checkStack(stack, verdict) {
    const dns = stack.read(stackDns);
    const covered = dmarcDomains(dns);
    // Deferred records (made inside an apply) do not exist at a preview, so a missing one can also be one to come.
    const nameless = dns.nameless.some(({ type }) => type === "TXT" || type === UNKNOWN);
    for (const { name, urn } of dns.owned) {
      if (covered.has(name)) continue;
      const at = urn === undefined ? {} : { urn };
      if (nameless)
        verdict.undetermined(`${name} has no DMARC record, but a TXT record of unknown name may be it.`, at);
      else verdict.violation(`${name} has no DMARC record in its zone${siblings(stack, name)}.`, at);
    }
    for (const { fqdn, resource } of dns.records) {
      if (fqdn === UNKNOWN || ownerOf(fqdn, dns.owned)) continue;
      const sends = mailFacts(resource)?.texts.some(({ purpose, text }) => purpose === "spf" && /\s[a-z+]/i.test(text));
      if (!sends || isCovered(fqdn, covered)) continue;
      verdict.undetermined(
        `${fqdn} has an SPF record but no DMARC record in this stack, which does not hold the zone. If the stack ` +
          `stands for the whole domain, name it in ownedDomains of the policy-pack configuration.`,
        { urn: resource.urn },
      );
    }
    for (const { domain, urn } of stack.read(dmarcRecords)) {
      const registered = isBelowRegisteredDomain(domain) ? registeredDomain(domain) : undefined;
      if (registered === undefined || covered.has(registered) || ownerOf(registered, dns.owned)) continue;
      verdict.undetermined(
        `${domain} has a DMARC record, and ${registered} above it none in this stack, which does not hold the zone. ` +
          `Without one there, each such subdomain is an organisation of its own.`,
        { urn },
      );
    }
  },
};

/** RFC 9989 §4.10.2: without a record above them, subdomains with records are strangers to each other. */
function siblings(stack: Stack, name: string): string {
  const below = stack
    .read(dmarcRecords)
    .map(({ domain }) => domain)
    .filter((domain) => isSubdomainOf(domain, name));
  if (below.length === 0) return "";
  return `, while ${below.join(", ")} below it ${below.length === 1 ? "has one and is" : "have one and are each"} an organisation of its own`;
}

/** RFC 9989 §4.10: a name without a record of its own is under the one of a domain above it. */
function isCovered(name: string, covered: ReadonlySet<string>): boolean {
  const labels = name.split(".");
  return labels.some((_, index) => covered.has(labels.slice(index).join(".")));
}
