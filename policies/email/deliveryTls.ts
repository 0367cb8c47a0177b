import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { asText, at } from "../readers/blocks.js";

/** The types that say how Amazon SES delivers. */
const TYPES: readonly string[] = [
  "aws:sesv2/configurationSet:ConfigurationSet",
  // The older API writes the values as words: Require, Optional.
  "aws:ses/configurationSet:ConfigurationSet",
];

export const deliveryTls: Rule = {
  id: "SES01",
  name: "ses-delivery-tls",
  title: "Amazon SES delivers a configuration set's mail over TLS alone.",
  why: "By default SES sends in plain text where the receiving host offers no TLS, or somebody on the way hides that it does: a link that resets a password, or an order with name and address, is read.",
  fix: 'Set deliveryOptions.tlsPolicy to "REQUIRE". Mail to hosts that speak no TLS bounces from then on: those of all large mailbox providers do.',
  severity: "medium",
  references: [
    { standard: "AWS Config", section: "ses-sending-tls-required", strength: "satisfies" },
    { standard: "RFC 8461", section: "§1", strength: "supporting" },
  ],
  types: TYPES,
  checkResource(resource, verdict) {
    const policy = asText(at(resource.whole("deliveryOptions"), "tlsPolicy"));
    if (policy === UNKNOWN) verdict.undetermined("How SES delivers will be known only after the deploy.");
    else if (policy?.toUpperCase() !== "REQUIRE")
      verdict.violation(
        `${resource.name} lets SES deliver without TLS (tlsPolicy ${policy ?? "OPTIONAL, the default"}).`,
      );
  },
};
