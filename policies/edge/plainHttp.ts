import { makesPlainHttp } from "../../baseline/edge/expressions.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { asText, at } from "../readers/blocks.js";
import { knownRules, REDIRECT_PHASE, RULESET, ruleset, type EdgeRule } from "../readers/rulesets.js";
import { ZONE_SETTING_TYPES } from "../readers/zoneSettings.js";
import { checkSettings, mendSettings, weakValue, type SettingFault } from "./settingRule.js";

const IDS: readonly string[] = ["always_use_https"];
const fault: SettingFault = (setting) => weakValue(setting, ["off"], ", so that plain HTTP is answered as it is");

export const plainHttp: Rule = {
  id: "EDGE02",
  name: "edge-plain-http",
  title: "Plain HTTP leads to HTTPS, and no redirect leads back.",
  why: "A page that is asked for in plain HTTP can be read and changed by whoever stands between the customer and Cloudflare: a log-in, a cart, the script of the checkout.",
  fix: 'Set always_use_https to "on", and have redirects lead to https://.',
  severity: "high",
  references: [
    { standard: "Cloudflare documentation", section: "Always Use HTTPS", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "4.2.1", strength: "partial" },
  ],
  types: [...ZONE_SETTING_TYPES, RULESET],
  checkResource(resource, verdict) {
    checkSettings(resource, verdict, IDS, fault);
    if (resource.type !== RULESET) return;
    const { phase, ...given } = ruleset(resource);
    if (phase !== REDIRECT_PHASE && phase !== UNKNOWN) return;
    for (const rule of knownRules({ phase, ...given })) {
      const isPlain = leadsToPlainHttp(rule);
      if (isPlain === UNKNOWN)
        verdict.undetermined(`Where rule ${rule.name} leads will be known only after the deploy.`);
      else if (isPlain) verdict.violation(`Rule ${rule.name} of ${resource.name} leads to a URL of plain HTTP.`);
    }
  },
  remediate: mendSettings(IDS, fault, () => "on"),
};

/** What an expression makes of the request is judged where its text shows it; see `makesPlainHttp`. */
function leadsToPlainHttp({ block, isEnabled }: EdgeRule): Maybe<boolean> {
  if (isEnabled === false) return false;
  const target = at(block, "actionParameters", "fromValue", "targetUrl");
  const value = asText(at(target, "value"));
  const expression = asText(at(target, "expression"));
  if (value === UNKNOWN || expression === UNKNOWN) return UNKNOWN;
  const isPlain = /^http:\/\//i.test(value ?? "") || makesPlainHttp(expression ?? "");
  return isPlain && isEnabled === UNKNOWN ? UNKNOWN : isPlain;
}
