import { spfInZoneRule } from "./spfInZone.js";

export const spfMxHosts = spfInZoneRule({
  id: "SPF04",
  name: "spf-mx-hosts",
  title: "An mx term of an SPF record meets at most ten hosts.",
  why: "More than ten MX hosts behind one mx term are a permanent error.",
  fix: "Name the hosts' ranges with ip4 and ip6.",
  severity: "high",
  references: [{ standard: "RFC 7208", section: "§4.6.4", strength: "satisfies" }],
});
