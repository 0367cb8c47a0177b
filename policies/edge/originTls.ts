import { UNVERIFIED_ORIGIN } from "../../baseline/edge/zoneSettings.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { asText, at } from "../readers/blocks.js";
import { knownRules, RULESET, ruleset } from "../readers/rulesets.js";
import { ZONE_SETTING_TYPES } from "../readers/zoneSettings.js";
import { checkSettings, textOf } from "./settingRule.js";

export const originTls: Rule = {
  id: "EDGE01",
  name: "edge-origin-tls",
  title: "Cloudflare verifies the certificate of the origin.",
  why: "Behind the padlock that customers see, requests with passwords and card data go on to the origin: without TLS, or with a certificate that nobody verifies, whoever stands on the way reads and changes them.",
  fix: 'Set ssl to "strict"; a certificate of Cloudflare\'s Origin CA is enough at the origin.',
  severity: "high",
  references: [
    { standard: "Cloudflare documentation", section: "Encryption modes", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "4.2.1", strength: "partial" },
  ],
  types: [...ZONE_SETTING_TYPES, RULESET],
  checkResource(resource, verdict) {
    checkSettings(resource, verdict, ["ssl"], ({ value }) => fault(value));
    if (resource.type !== RULESET) return;
    // A configuration rule goes over the zone's setting for the requests that it matches.
    for (const { block, name, isEnabled } of knownRules(ruleset(resource))) {
      const mode = asText(at(block, "actionParameters", "ssl"));
      if (mode === undefined || isEnabled === false) continue;
      const found = mode === UNKNOWN || isEnabled === UNKNOWN ? UNKNOWN : fault(mode);
      if (found === UNKNOWN) verdict.undetermined(`The encryption mode that rule ${name} sets is not known yet.`);
      else if (found !== undefined) verdict.violation(`ssl in rule ${name} of ${resource.name} ${found}.`);
    }
  },
};

function fault(value: unknown): Maybe<string | undefined> {
  if (value === UNKNOWN) return UNKNOWN;
  const mode = textOf(value);
  const meaning = UNVERIFIED_ORIGIN[mode];
  return meaning === undefined ? undefined : `is ${mode}: ${meaning}`;
}
