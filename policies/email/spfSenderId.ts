import { mailRule } from "./mailRule.js";

export const spfSenderId = mailRule("spf", {
  id: "SPF21",
  name: "spf-sender-id",
  title: "No TXT record is one of Sender ID.",
  why: "Receivers gave Sender ID up: the record protects nobody, looks as if it did, and takes room in the answer that the SPF record needs.",
  fix: "Remove the record that begins with spf2.0/, and publish an SPF record where there is none.",
  severity: "low",
  references: [
    { standard: "RFC 6686", section: "§6", strength: "satisfies" },
    { standard: "RFC 7208", section: "§4.5", strength: "supporting" },
  ],
});
