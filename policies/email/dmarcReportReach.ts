import { mailRule } from "./mailRule.js";

export const dmarcReportReach = mailRule("dmarc", {
  id: "DM20",
  name: "dmarc-report-reach",
  title: "The report addresses of a DMARC record are ones that receivers use.",
  why: "Receivers report to mailto addresses, need to serve only two of them, and ignore a size limit.",
  fix: "Name at most two mailto addresses, without a size limit.",
  severity: "low",
  references: [{ standard: "RFC 9989", section: "§4.7, §4.8", strength: "supporting" }],
});
