import type { Rule } from "../framework/rule.js";

export const unprotectedZone: Rule = {
  id: "BYP05",
  name: "unprotected-zone",
  title: "A deploy cannot delete a Cloudflare zone by mistake.",
  why: "Cloudflare deletes a zone with all its records, those against forged mail among them, and the registrar still sends everybody to name servers that anyone may ask Cloudflare for. Route 53 refuses to delete a zone that has records.",
  fix: "Set protect: true on the zone.",
  severity: "low",
  references: [
    { standard: "Cloudflare API", section: "Delete zone", strength: "satisfies" },
    { standard: "MITRE ATT&CK", section: "T1584.002", strength: "supporting" },
  ],
  types: ["cloudflare:index/zone:Zone"],
  checkResource(resource, verdict) {
    if (!resource.protect) verdict.violation(`${resource.name} is not protected (protect: true).`);
  },
};
