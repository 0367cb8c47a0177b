import { policyFileRule } from "./policyFileRule.js";

export const mtaStsForgotten = policyFileRule({
  id: "STS11",
  name: "mta-sts-forgotten",
  title: "Senders keep an MTA-STS policy that is in force for a day at least.",
  why: "Who keeps senders from fetching it for some minutes reads the mail: a policy that they forget so soon protects nothing.",
  fix: "Set max_age to 604800 or more; a new id brings a new policy at once all the same.",
  severity: "high",
  references: [{ standard: "RFC 8461", section: "§3.2, §10.2", strength: "supporting" }],
});
