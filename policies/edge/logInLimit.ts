import { namesLogIn, readsCredentialCheck } from "../../baseline/edge/expressions.js";
import { LOG_IN_REQUESTS_PER_MINUTE, logInFaults } from "../../baseline/edge/rateLimit.js";
import type { Rule, Verdict } from "../framework/rule.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { asNumber, asText, at } from "../readers/blocks.js";
import { guardsOf, inZone, stackEdges, type Edge } from "../readers/edges.js";
import { expressionsOf, knownRules, RATE_LIMIT_PHASE, RULESET, ruleset, type EdgeRule } from "../readers/rulesets.js";
import { CREDENTIAL_CHECK } from "./leakedPasswords.js";

export const logInLimit: Rule = {
  id: "EDGE09",
  name: "edge-log-in-limit",
  title: "A rate limit stands before a log-in, and slows guessing down.",
  why: "Passwords that leaked elsewhere are tried by the million. What lets hundreds of guesses a minute pass, or counts by what the guesser makes up, stops customers who mistype and no attacker.",
  fix: `Give the zone a rule in the phase ${RATE_LIMIT_PHASE} for the path of the log-in, by ip.src, with no more than ${LOG_IN_REQUESTS_PER_MINUTE} requests a minute.`,
  severity: "medium",
  references: [
    { standard: "Cloudflare documentation", section: "Rate limiting best practices", strength: "satisfies" },
    { standard: "MITRE ATT&CK", section: "T1110.004", strength: "supporting" },
    { standard: "NIST SP 800-63B", section: "§5.2.2", strength: "supporting" },
  ],
  types: [RULESET, CREDENTIAL_CHECK],
  asksInputs: true,
  checkResource(resource, verdict) {
    if (resource.type !== RULESET) return;
    const { phase, ...given } = ruleset(resource);
    if (phase !== RATE_LIMIT_PHASE) return;
    for (const rule of knownRules({ phase, ...given })) if (isAtLogIn(rule)) checkLimit(rule, resource, verdict);
  },
  checkStack(stack, verdict) {
    for (const edge of stack.read(stackEdges)) {
      const sign = signOfLogIn(stack, edge);
      if (sign === undefined || guardsOf(edge, [RATE_LIMIT_PHASE]).length > 0) continue;
      const { own, isLost } = inZone(stack, edge.zone, [RULESET]);
      const isUnknown = own.map(ruleset).some(({ phase, rules }) => phase === UNKNOWN || rules === UNKNOWN);
      const placed = { urn: edge.zone.resource.urn };
      if (isLost || isUnknown)
        verdict.undetermined(`Whether a rate limit stands at ${edge.name} is not known yet.`, placed);
      else verdict.violation(`${edge.name} has a log-in, since ${sign}, but no rate limit that is on.`, placed);
    }
  },
};

function isAtLogIn(rule: EdgeRule): boolean {
  return expressionsOf(rule).some((expression) => expression !== UNKNOWN && namesLogIn(expression));
}

function checkLimit({ block, name }: EdgeRule, resource: Resource, verdict: Verdict): void {
  const limit = at(block, "ratelimit");
  // A rule without a limit is Cloudflare's to refuse.
  if (limit === undefined) return;
  const given = limit === UNKNOWN ? UNKNOWN : (limit as Readonly<Record<string, unknown>>)["characteristics"];
  const faults = logInFaults({
    requests: asNumber(at(limit, "requestsPerPeriod")),
    period: asNumber(at(limit, "period")),
    characteristics: given === UNKNOWN ? UNKNOWN : textsOf(given),
  });
  for (const fault of faults)
    if (fault !== UNKNOWN) verdict.violation(`Rule ${name} of ${resource.name} limits a log-in, but ${fault}.`);
  if (faults.includes(UNKNOWN)) verdict.undetermined(`How rule ${name} counts will be known only after the deploy.`);
}

function textsOf(value: unknown): readonly Maybe<string>[] {
  return (Array.isArray(value) ? (value as unknown[]) : []).map((one) => asText(one) ?? "");
}

/** By what the program shows that somebody logs in at the zone. */
function signOfLogIn(stack: Stack, edge: Edge): string | undefined {
  const checks = inZone(stack, edge.zone, [CREDENTIAL_CHECK]).own;
  if (checks.some((check) => check.flag("enabled") === true)) return "its check of leaked credentials is on";
  const rule = guardsOf(edge).find((one) =>
    expressionsOf(one).some((text) => text !== UNKNOWN && (namesLogIn(text) || readsCredentialCheck(text))),
  );
  return rule && `rule ${rule.name} speaks of one`;
}
