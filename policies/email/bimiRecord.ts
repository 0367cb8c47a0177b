import { singleRecordRule } from "./singleRecord.js";

export const bimiRecord = singleRecordRule("bimi", "BIMI records, and receivers then show no indicator", {
  id: "BI01",
  name: "bimi-record",
  title: "A BIMI record is one that receivers can use, and the only one at its name.",
  why: "Receivers must not mend a record: with one wrong letter, or an image that is not at an https URL, no indicator is shown.",
  fix: "Write the record as v=BIMI1; l=https://….svg; a=https://….pem (BimiRecord does it).",
  severity: "high",
  references: [
    { standard: "draft-brand-indicators-for-message-identification-14", section: "§5.3, §8.2", strength: "satisfies" },
  ],
});
