import { mailRule } from "./mailRule.js";

export const dmarcReportUris = mailRule("dmarc", {
  id: "DM11",
  name: "dmarc-report-uris",
  title: "The report addresses of a DMARC record are valid mailto URIs.",
  why: "Receivers drop a malformed address, and no report arrives.",
  fix: "Write rua=mailto:user@example.com, with several addresses separated by commas.",
  severity: "high",
  references: [{ standard: "RFC 9989", section: "§4.8", strength: "satisfies" }],
});
