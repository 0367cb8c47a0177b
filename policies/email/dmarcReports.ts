import { mailRule } from "./mailRule.js";

export const dmarcReports = mailRule("dmarc", {
  id: "DM17",
  name: "dmarc-reports",
  title: "A DMARC record asks for aggregate reports.",
  why: "Without rua nobody sees who sends as the domain; with a misspelt policy and no rua there is no DMARC at all.",
  fix: "Add rua=mailto: with an address that somebody, or a service, reads.",
  severity: "medium",
  references: [
    { standard: "RFC 9989", section: "§4.7, §4.10.1", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "5.4.1", strength: "supporting" },
  ],
});
