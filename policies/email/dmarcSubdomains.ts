import { mailRule } from "./mailRule.js";

export const dmarcSubdomains = mailRule("dmarc", {
  id: "DM07",
  name: "dmarc-subdomains",
  title: "The policy for subdomains is not weaker than that of the domain.",
  why: "Forged mail then comes from a subdomain; and where the zone answers NODATA for names that do not exist, as signed zones at Cloudflare and Route 53 do, sp applies where np was meant.",
  fix: "Set sp at least as strict as p and np.",
  severity: "high",
  references: [
    { standard: "RFC 9989", section: "§4.7, §3.2.13", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "5.4.1", strength: "supporting" },
  ],
});
