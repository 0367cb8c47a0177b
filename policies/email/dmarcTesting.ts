import { mailRule } from "./mailRule.js";

export const dmarcTesting = mailRule("dmarc", {
  id: "DM18",
  name: "dmarc-testing",
  title: "A DMARC policy in production is not in test mode.",
  why: "t=y lowers the policy by one level: reject acts as quarantine, quarantine as none.",
  fix: "Remove t=y.",
  severity: "medium",
  references: [{ standard: "RFC 9989", section: "§4.7", strength: "satisfies" }],
});
