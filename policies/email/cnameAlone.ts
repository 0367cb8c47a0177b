import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES } from "../readers/dnsRecords.js";
import { stackDns, type PlacedRecord } from "../readers/zones.js";

// RFC 4034: the types of DNSSEC, the only ones that may stand beside a CNAME.
const BESIDE: readonly unknown[] = ["CNAME", "RRSIG", "NSEC"];

export const cnameAlone: Rule = {
  id: "DNS04",
  name: "cname-alone",
  title: "A name with a CNAME record has no other record.",
  why: "Resolvers follow the CNAME and never see the other record: an SPF, DKIM or DMARC text beside it is lost, or the provider refuses the second one in the middle of a deploy.",
  fix: "Keep either the CNAME or the other record: at _dmarc and at a DKIM selector that is delegation or a text, never both.",
  severity: "high",
  references: [{ standard: "RFC 1034", section: "§3.6.2", strength: "satisfies" }],
  types: DNS_RECORD_TYPES,
  checkStack(stack, verdict) {
    const { byName, owned } = stack.read(stackDns);
    for (const records of byName.values()) {
      const name = records[0]?.fqdn;
      const alias = records.find(({ type }) => type === "CNAME");
      if (!alias || typeof name !== "string" || isFlattened(alias, owned)) continue;
      const others = records.filter(({ type }) => !BESIDE.includes(type));
      const first = others[0];
      if (!first) continue;
      const at = { urn: alias.resource.urn };
      if (others.every(({ type }) => type === UNKNOWN)) {
        verdict.undetermined(`${name} has a CNAME record and a record whose type is not known yet.`, at);
      } else {
        const types = [...new Set(others.map(({ type }) => (type === UNKNOWN ? "unknown" : type)))].join(" and ");
        verdict.violation(
          `${name} has a CNAME record and also ${types} records (${others.map(({ resource }) => resource.name).join(", ")}).`,
          at,
        );
      }
    }
  },
};

/** Cloudflare flattens a CNAME at the apex, or where it is proxied: it answers with addresses, so others may stand there. */
function isFlattened(alias: PlacedRecord, owned: readonly { readonly name: string }[]): boolean {
  if (alias.provider !== "cloudflare") return false;
  return alias.proxied === true || alias.name === "@" || owned.some(({ name }) => name === alias.fqdn);
}
