import { singleRecordRule } from "./singleRecord.js";

export const mtaStsRecord = singleRecordRule("mtaSts", "MTA-STS records", {
  id: "STS01",
  name: "mta-sts-record",
  title: "A domain has one MTA-STS record, with an id of 1 to 32 letters and digits.",
  why: "Senders take a record of another form, or several records, for none, and deliver without TLS.",
  fix: "Keep one record v=STSv1; id=… and change the id whenever the policy file changes (MtaSts does it).",
  severity: "high",
  references: [{ standard: "RFC 8461", section: "§3.1", strength: "satisfies" }],
});
