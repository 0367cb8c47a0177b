import { checkDs, parseDs } from "../../baseline/dns/ds.js";
import { report } from "../email/mailRule.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES, dnsRecord, subjectOf } from "../readers/dnsRecords.js";
import { CLOUDFLARE_SIGNING, zoneSigning } from "../readers/signing.js";

export const zoneSigned: Rule = {
  id: "DS01",
  name: "zone-signed",
  title: "A zone is signed with DNSSEC, and a DS record uses an algorithm and a digest that validators accept.",
  why: "Without signatures whoever can forge an answer can redirect mail and obtain certificates. Authorities must validate DNSSEC since March 2026, so a wrong DS record stops certificates as well.",
  fix: "Sign the zone (Dnssec does it), and give its DS record to the registrar.",
  severity: "medium",
  references: [
    { standard: "RFC 9364", section: "§1", strength: "satisfies" },
    { standard: "CA/Browser Forum SC-085v2", section: "whole", strength: "supporting" },
  ],
  types: [...DNS_RECORD_TYPES, CLOUDFLARE_SIGNING],
  checkResource(resource, verdict) {
    const record = dnsRecord(resource);
    if (record?.type !== "DS") return;
    const wait = () => verdict.undetermined("What its DS record says will be known only after the deploy.");
    if (record.values === UNKNOWN) return wait();
    const subject = subjectOf(record);
    for (const written of record.values) {
      if (written === UNKNOWN) {
        wait();
        continue;
      }
      const ds = parseDs(written);
      if (ds.ok) for (const finding of checkDs(ds.value, subject)) report(verdict, finding, resource.urn);
      else for (const { message, reference } of ds.errors) verdict.violation(`${subject}: ${message} (${reference})`);
    }
  },
  checkStack(stack, verdict) {
    for (const { zone, isSigned } of stack.read(zoneSigning)) {
      const name = zone.name === UNKNOWN ? `The zone ${zone.resource.name}` : zone.name;
      const at = { urn: zone.resource.urn };
      if (isSigned === UNKNOWN)
        verdict.undetermined(`Whether ${name} is signed will be known only after the deploy.`, at);
      else if (!isSigned) verdict.violation(`${name} is not signed with DNSSEC in this stack.`, at);
    }
  },
  // Route 53 signs only with a key, which is another resource.
  remediate: (resource) =>
    resource.type === CLOUDFLARE_SIGNING && resource.text("status") === "disabled" ? { status: "active" } : undefined,
};
