import { singleRecordRule } from "./singleRecord.js";

export const dmarcSingleRecord = singleRecordRule("dmarc", "DMARC records, and receivers then discard all of them", {
  id: "DM01",
  name: "dmarc-single-record",
  title: "A domain has one DMARC record, which begins with v=DMARC1 and a semicolon.",
  why: "Receivers discard a record of another form, and all records where there are several: the domain has no DMARC.",
  fix: "Keep one record that begins with v=DMARC1; p=…",
  severity: "critical",
  references: [
    { standard: "RFC 9989", section: "§4.7, §4.10", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "5.4.1", strength: "supporting" },
  ],
});
