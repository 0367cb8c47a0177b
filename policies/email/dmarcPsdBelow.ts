import { mailRule } from "./mailRule.js";

export const dmarcPsdBelow = mailRule("dmarc", {
  id: "DM19",
  name: "dmarc-psd-below",
  title: "A DMARC record does not make a subdomain its own organisation.",
  why: "psd=n below the organisational domain breaks relaxed alignment with it.",
  fix: "Remove psd=n, unless the subdomain is run by another organisation.",
  severity: "medium",
  references: [{ standard: "RFC 9989", section: "§4.10", strength: "supporting" }],
});
