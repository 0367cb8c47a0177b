import { policyFileRule } from "./policyFileRule.js";

export const mtaStsMaxAge = policyFileRule({
  id: "STS08",
  name: "mta-sts-max-age",
  title: "Senders keep an MTA-STS policy in force for a week or more.",
  why: "Between two fetches only the kept policy protects: who blocks the fetch until it is forgotten reads the mail.",
  fix: "Set max_age to 604800 or more; a new id brings a new policy at once all the same.",
  severity: "medium",
  references: [{ standard: "RFC 8461", section: "§3.2, §10.2", strength: "supporting" }],
});
