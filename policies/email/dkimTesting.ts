import { mailRule } from "./mailRule.js";

export const dkimTesting = mailRule("dkim", {
  id: "DK07",
  name: "dkim-testing",
  title: "A DKIM key in production is not flagged as a test.",
  why: "With t=y receivers are told to treat signed mail as if it were unsigned.",
  fix: "Remove t=y.",
  severity: "medium",
  references: [{ standard: "RFC 6376", section: "§3.6.1", strength: "satisfies" }],
});
