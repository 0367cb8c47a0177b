import { isAlways, isNever } from "../../baseline/edge/expressions.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { asFlag, asText, at } from "../readers/blocks.js";
import { GUARDING_PHASES, RULESET, ruleset, type EdgeRule } from "../readers/rulesets.js";

export const idleRule: Rule = {
  id: "EDGE08",
  name: "edge-idle-rule",
  title: "Rules that are to stop requests are on, and do more than write a log.",
  why: "A firewall or a limit that was switched off for a test, or left at logging, looks like one in every list and lets every request pass.",
  fix: "Set enabled: true and an action that stops or challenges; delete a rule that is no longer wanted.",
  severity: "medium",
  references: [
    { standard: "Cloudflare documentation", section: "Ruleset Engine, rules and actions", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "6.4.2", strength: "supporting" },
  ],
  types: [RULESET],
  checkResource(resource, verdict) {
    const { phase, rules } = ruleset(resource);
    if (phase !== UNKNOWN && !GUARDING_PHASES.includes(phase)) return;
    const wait = (what: string) => verdict.undetermined(`What ${what} does will be known only after the deploy.`);
    if (phase === UNKNOWN || rules === UNKNOWN) return wait("the ruleset");
    if (rules.length === 0) verdict.violation(`${resource.name} has no rule.`);
    for (const rule of rules) {
      const fault = rule === UNKNOWN ? UNKNOWN : faultOf(rule);
      if (fault === UNKNOWN) wait(rule === UNKNOWN ? "one of its rules" : `rule ${rule.name}`);
      else if (fault !== undefined && rule !== UNKNOWN)
        verdict.violation(`Rule ${rule.name} of ${resource.name} ${fault}.`);
    }
  },
};

function faultOf({ block, action, expression, isEnabled }: EdgeRule): Maybe<string | undefined> {
  if (isEnabled === false) return "is not enabled";
  if (action === "log") return "only writes a log";
  if (expression !== UNKNOWN && isNever(expression)) return "matches no request";
  // Which requests a rule skips others for is the team's choice, as long as it is not every one.
  if (action === "skip" && expression !== UNKNOWN && isAlways(expression)) return "skips other rules for every request";
  const overrides = at(block, "actionParameters", "overrides");
  if (action === "execute") {
    // Categories and single rules are tuned against false alarms; the switch of the whole is not.
    if (asFlag(at(overrides, "enabled")) === false) return "executes a ruleset whose rules it switches off";
    if (asText(at(overrides, "action")) === "log") return "executes a ruleset whose rules it lets only log";
  }
  return [isEnabled, action, expression, overrides].includes(UNKNOWN) ? UNKNOWN : undefined;
}
