import { mailRule } from "./mailRule.js";

export const spfWideRange = mailRule("spf", {
  id: "SPF19",
  name: "spf-wide-range",
  title: "An SPF record authorises only address ranges of a plausible size.",
  why: "A range wider than /16 (IPv4) or /32 (IPv6) holds many parties besides the intended one, each of which may send as the domain.",
  fix: "Name the ranges that the sender publishes for its outgoing mail.",
  severity: "medium",
  references: [{ standard: "RFC 7208", section: "§5.6, §11.4", strength: "supporting" }],
});
