import { mailRule } from "./mailRule.js";

export const spfRetiredInclude = mailRule("spf", {
  id: "SPF18",
  name: "spf-retired-include",
  title: "An SPF record includes no host that its service has retired.",
  why: "Nobody vouches for the name any more: it costs look-ups, may end in a permanent error, and lets pass whoever holds it later.",
  fix: "Remove the include; the service's mail passes without it.",
  severity: "medium",
  references: [{ standard: "RFC 7208", section: "§5.2", strength: "supporting" }],
});
