import { mailRule } from "./mailRule.js";

export const spfNoPtr = mailRule("spf", {
  id: "SPF09",
  name: "spf-no-ptr",
  title: "An SPF record does not use ptr or the macro %{p}.",
  why: "The mechanism is slow, unreliable and SHOULD NOT be used; large receivers skip it, so whom it was to let pass may fail.",
  fix: "Name the senders with ip4, ip6, a, mx or include.",
  severity: "high",
  references: [{ standard: "RFC 7208", section: "§5.5, §7.2", strength: "satisfies" }],
});
