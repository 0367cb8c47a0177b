import { mailRule } from "./mailRule.js";

export const dmarcPsd = mailRule("dmarc", {
  id: "DM09",
  name: "dmarc-psd",
  title: "A DMARC record does not declare the domain a public suffix.",
  why: "psd=y is for registries: receivers then stop treating the domain as an organisation, and alignment breaks.",
  fix: "Remove psd=y.",
  severity: "high",
  references: [{ standard: "RFC 9989", section: "§4.7", strength: "satisfies" }],
});
