import { singleRecordRule } from "./singleRecord.js";

export const spfSingleRecord = singleRecordRule("spf", "SPF records, and receivers accept only one", {
  id: "SPF01",
  name: "spf-single-record",
  title: "A name has one SPF record.",
  why: "Two records starting with v=spf1 are a permanent error: SPF protects nothing.",
  fix: "Merge the terms of all of them into one record.",
  severity: "high",
  references: [
    { standard: "RFC 7208", section: "§3.2, §4.5", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "5.4.1", strength: "supporting" },
  ],
});
