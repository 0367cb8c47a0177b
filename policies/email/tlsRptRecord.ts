import { singleRecordRule } from "./singleRecord.js";

export const tlsRptRecord = singleRecordRule("tlsRpt", "TLS-RPT records", {
  id: "RPT01",
  name: "tls-rpt-record",
  title: "A domain has one TLS-RPT record, whose reports go to mailto or https URIs.",
  why: "Senders take a record of another form, or several records, for none: nobody learns that mail is refused.",
  fix: "Keep one record v=TLSRPTv1; rua=mailto:… with an address that somebody, or a service, reads.",
  severity: "high",
  references: [{ standard: "RFC 8460", section: "§3", strength: "satisfies" }],
});
