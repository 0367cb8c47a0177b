import { ABSENT } from "../change.js";
import type { Mutant } from "../mutant.js";
import { absent, oneOf, type Entry } from "./entry.js";
import { nameOf, typeOf } from "./recordFacts.js";

const SETTING = ["cloudflare:index/zoneSetting:ZoneSetting"];
const RULESET = ["cloudflare:index/ruleset:Ruleset"];
const NORMALIZATION = ["cloudflare:index/urlNormalizationSettings:*"];
const RECORD = ["cloudflare:index/dnsRecord:DnsRecord"];

/** What a zone has to say, since without it Cloudflare's own choice is weak. */
const STATED: readonly unknown[] = ["ssl", "always_use_https", "min_tls_version", "security_header"];
const HSTS = "value.strict_transport_security";

const phaseOf = ({ resource }: Mutant): unknown => resource.inputs["phase"];
const isRedirect = (mutant: Mutant): boolean => phaseOf(mutant) === "http_request_dynamic_redirect";
const isLimit = (mutant: Mutant): boolean => phaseOf(mutant) === "http_ratelimit";
const isManaged = (mutant: Mutant): boolean => phaseOf(mutant) === "http_request_firewall_managed";
const perMinute = (requests: number, seconds: unknown): number => (requests * 60) / Number(seconds);
const settingOf = ({ resource }: Mutant): unknown => resource.inputs["settingId"];

/** Actions that stop a request, or let a person alone pass. */
const STOPS = ["block", "challenge", "js_challenge", "managed_challenge"];
/** Cloudflare documentation, "Rate limiting parameters": what the API takes, in seconds. */
const PERIODS: readonly unknown[] = [10, 60, 120, 300, 600, 3600];

/** The edge of Cloudflare: settings of a zone, rulesets, and records that lead through it. */
export const edge: readonly Entry[] = [
  // Zone settings. Source: Cloudflare API, "Edit zone setting"; the provider's schema.
  {
    ...{ types: SETTING, places: ["settingId"], operators: ["text"], is: "neutral" },
    because: "Cloudflare's API refuses a setting that it does not know.",
  },
  {
    ...{ types: SETTING, places: ["enabled"], operators: ["set"], is: "neutral" },
    because: "Only the setting ssl_recommender is read from it (provider documentation, ZoneSetting).",
  },
  {
    ...{ types: SETTING, places: ["", "zoneId"], operators: ["remove", "text"], is: "neutral" },
    when: (mutant) => !STATED.includes(settingOf(mutant)),
    because:
      "The provider leaves a setting as it stands when its resource goes (terraform-provider-cloudflare, zone_setting, Delete), and what a program has to switch off by name is on in a new zone, 0-RTT the other way round.",
  },
  {
    ...{ types: SETTING, places: ["value"], operators: ["choice"], to: oneOf("1.3"), is: "benign" },
    because: "A later version of TLS than is asked for.",
  },
  {
    ...{ types: SETTING, places: [`${HSTS}.max_age`], operators: ["number"], is: "benign" },
    when: ({ to }) => Number(to) >= 15_768_000,
    because: "Half a year and more (MDN HTTP Observatory).",
  },
  {
    types: SETTING,
    places: [`${HSTS}.include_subdomains`, `${HSTS}.preload`],
    to: oneOf(true),
    is: "neutral",
    because: "Names below the domain are bound too: a shop that is not ready for it breaks, and nobody gains.",
  },
  {
    types: SETTING,
    places: [`${HSTS}.include_subdomains`, `${HSTS}.preload`],
    to: absent,
    when: ({ from }) => from === false,
    ...{ is: "benign", because: "false is what a program gets that leaves it out." },
  },
  // URL normalization.
  {
    ...{ types: NORMALIZATION, places: ["scope"], to: oneOf("incoming"), is: "benign" },
    because:
      "Rules see the same; the origin alone is sent the URL as it came, which some need, such as one that checks a signature over it (Cloudflare documentation, URL normalization examples).",
  },
  // Rulesets.
  {
    ...{ types: RULESET, places: ["name", "rules[].ref"], operators: ["text", "delete"], is: "benign" },
    because: "What the ruleset and its rules are called; they do the same.",
  },
  {
    ...{ types: RULESET, places: ["zoneId"], operators: ["delete"], is: "neutral" },
    because: "The provider refuses a ruleset of neither a zone nor an account (schema, ExactlyOneOf).",
  },
  {
    ...{ types: RULESET, places: ["kind"], to: oneOf("managed", "root"), is: "neutral" },
    because: "Cloudflare refuses both in a zone: one is its own, the other an account's (Ruleset Engine, About).",
  },
  {
    ...{ types: RULESET, places: ["phase"], operators: ["choice"], is: "neutral" },
    because: "Cloudflare refuses a rule whose action and parameters the phase does not have (Rulesets API, Phases).",
  },
  {
    ...{ types: RULESET, places: ["rules[].enabled"], to: absent, is: "benign" },
    because: "true is the provider's default (schema, rules.enabled).",
  },
  {
    types: RULESET,
    places: ["rules[].actionParameters", "rules[].actionParameters.fromValue", "rules[].ratelimit"],
    to: absent,
    is: "neutral",
    when: ({ place }) => !place.includes("preserveQueryString"),
    because: "Cloudflare refuses a redirect without a target and a rate limit without figures (Rulesets API).",
  },
  {
    ...{ types: RULESET, places: ["rules[].expression"], to: absent, is: "neutral" },
    because: "The provider's SDK demands it.",
  },
  // Redirects, by which no request is stopped.
  {
    ...{ types: RULESET, places: ["rules[].actionParameters.fromValue.targetUrl"], operators: ["text"] },
    when: ({ to }) => isForeign(to),
    ...{ is: "unjudgeable" },
    because: "Where a redirect leads is the shop's own choice: other domains of its own stand in other stacks.",
  },
  {
    types: RULESET,
    places: ["rules[].actionParameters.fromValue.statusCode", "rules[].action"],
    when: isRedirect,
    ...{
      is: "neutral",
      because: "Cloudflare refuses another action in this phase, and a status that redirects nobody.",
    },
  },
  {
    ...{ types: RULESET, places: ["rules[].actionParameters.fromValue.preserveQueryString"], is: "benign" },
    because: "Whether the query string comes along.",
  },
  {
    types: RULESET,
    places: ["", "zoneId", "kind", "rules", "rules[]", "rules[].enabled", "rules[].expression"],
    when: (mutant) => isRedirect(mutant) && !mutant.place.includes("actionParameters"),
    is: "neutral",
    because:
      "Whom no redirect leads on is answered as before, over HTTPS where always_use_https is on: no protection hangs on it.",
  },
  // Rules that stop requests.
  {
    ...{ types: RULESET, places: ["rules[].action"], to: oneOf(...STOPS), is: "benign" },
    because: "Each of them stops a script; a challenge lets a person pass (Cloudflare documentation, Actions).",
  },
  {
    ...{ types: RULESET, places: ["rules[].action"], operators: ["choice"], is: "neutral" },
    when: ({ to, ...mutant }) => to !== "log" && (to !== "skip" || isLimit(mutant as Mutant)),
    because: "Cloudflare refuses an action that the phase does not have (Rulesets API, Phases).",
  },
  {
    ...{ types: RULESET, places: ["rules[].expression"], operators: ["text"], is: "unjudgeable" },
    when: ({ to }) => to !== "false",
    because: "Which path customers log in at stands in the shop's code, not in its stack.",
  },
  {
    types: RULESET,
    places: ["", "zoneId", "kind", "rules[]"],
    operators: ["remove", "text", "choice", "delete"],
    when: (mutant) =>
      isManaged(mutant) &&
      (mutant.operator === "delete" ? mutant.place === "rules[]" : ["", "zoneId", "kind"].includes(mutant.place)),
    is: "unjudgeable",
    because:
      "Which managed rulesets a zone may run depends on its plan, which no resource of a stack holds: the free plan has Cloudflare's free one by itself and no other.",
  },
  {
    ...{ types: RULESET, places: ["rules[].actionParameters.id"], operators: ["text"], is: "neutral" },
    because: "Cloudflare refuses to execute a ruleset that does not exist.",
  },
  // Rate limits. Source: Cloudflare documentation, "Rate limiting parameters".
  {
    ...{ types: RULESET, places: ["rules[].ratelimit.mitigationTimeout"], is: "neutral" },
    because: "How long the action goes on once the limit is passed; 0 holds requests to the limit.",
  },
  {
    ...{ types: RULESET, places: ["rules[].ratelimit.requestsPerPeriod"], operators: ["number"], is: "benign" },
    when: (mutant) => Number(mutant.to) > 0 && perMinute(Number(mutant.to), limitOf(mutant)["period"]) <= 30,
    because: "Cloudflare's own template, for zones of the free plan, lets five requests in ten seconds pass.",
  },
  {
    ...{ types: RULESET, places: ["rules[].ratelimit.period"], operators: ["number"], is: "benign" },
    when: ({ from, to }) => PERIODS.includes(to) && Number(to) > Number(from),
    because: "As many requests in a longer time are fewer.",
  },
  {
    ...{ types: RULESET, places: ["rules[].ratelimit.period"], operators: ["number"], is: "neutral" },
    when: ({ to }) => !PERIODS.includes(to),
    because: "The API takes periods of 10, 60, 120, 300, 600 and 3600 seconds alone.",
  },
  {
    types: RULESET,
    places: ["rules[].ratelimit.requestsPerPeriod"],
    when: ({ to }) => to === ABSENT || to === 0,
    ...{ is: "neutral", because: "The provider refuses 0, and Cloudflare a limit without a number (schema, AtLeast)." },
  },
  {
    types: RULESET,
    places: ["rules[].ratelimit.characteristics", "rules[].ratelimit.characteristics[]"],
    operators: ["delete", "empty"],
    is: "neutral",
    because:
      "cf.colo.id is mandatory; with it alone all visitors of a data centre count as one, which slows guessing down even more, and customers with it.",
  },
  {
    ...{ types: RULESET, places: ["rules[].ratelimit.characteristics[]"], operators: ["text"], is: "neutral" },
    when: ({ from }) => from === "cf.colo.id",
    because: "cf.colo.id is mandatory: Cloudflare refuses a rule that counts without it.",
  },
  // Records that lead visitors.
  {
    ...{ types: RECORD, places: ["proxied"], operators: ["flip"], to: oneOf(true), is: "neutral" },
    when: (mutant) => mutant.resource.inputs["ttl"] !== 1 && isShopName(nameOf(mutant), typeOf(mutant)),
    because: "Cloudflare refuses a proxied record with another ttl than 1 (DNS, Time to Live).",
  },
];

/** The rate limit of the ruleset's one rule. */
function limitOf({ resource }: Mutant): Readonly<Record<string, unknown>> {
  const [rule] = resource.inputs["rules"] as readonly { readonly ratelimit?: Readonly<Record<string, unknown>> }[];
  return rule?.ratelimit ?? {};
}

function isForeign(value: unknown): boolean {
  return String(value).includes("foreign.example");
}

/** The domain itself, or www, as an address or an alias: mail leads elsewhere. */
function isShopName(name: string, type: string): boolean {
  return ["A", "AAAA", "CNAME"].includes(type) && /^(www\.)?[\w-]+\.[\w-]+$/.test(name);
}
