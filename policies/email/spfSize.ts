import { mailRule } from "./mailRule.js";

export const spfSize = mailRule("spf", {
  id: "SPF11",
  name: "spf-size",
  title: "An SPF record fits into one DNS answer.",
  why: "A record over 450 octets, with the other TXT records of the name, can exceed 512 octets; some resolvers then truncate the answer and SPF fails.",
  fix: "Shorten the record, or move senders to a MAIL FROM subdomain of their own.",
  severity: "medium",
  references: [{ standard: "RFC 7208", section: "§3.4", strength: "satisfies" }],
});
