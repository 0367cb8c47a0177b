import { policyFileRule } from "./policyFileRule.js";

export const mtaStsEnforced = policyFileRule({
  id: "STS09",
  name: "mta-sts-enforced",
  title: "An MTA-STS policy is in force.",
  why: "In the mode testing senders deliver even where TLS fails, and in the mode none they do not look.",
  fix: "Set the mode enforce once TLS reports show no failure.",
  severity: "low",
  references: [{ standard: "RFC 8461", section: "§5", strength: "satisfies" }],
});
