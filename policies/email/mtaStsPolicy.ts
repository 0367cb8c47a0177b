import { policyFileRule } from "./policyFileRule.js";

export const mtaStsPolicy = policyFileRule({
  id: "STS03",
  name: "mta-sts-policy",
  title: "An MTA-STS policy file has a version, a mode, a max_age and patterns for mail hosts that senders accept.",
  why: "Senders ignore a file of another form, and a pattern for everybody's hosts protects nothing.",
  fix: "Write version: STSv1, mode: enforce, max_age: in seconds, and mx: for each mail host, each on a line of its own.",
  severity: "high",
  references: [{ standard: "RFC 8461", section: "§3.2", strength: "satisfies" }],
});
