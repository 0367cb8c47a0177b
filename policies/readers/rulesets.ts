import type { Resource } from "../framework/resource.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { asFlag, asText, at, blocks, type Block } from "./blocks.js";

export const RULESET = "cloudflare:index/ruleset:Ruleset";

/** Where redirects stand that Cloudflare answers with before anything else happens. */
export const REDIRECT_PHASE = "http_request_dynamic_redirect";
export const RATE_LIMIT_PHASE = "http_ratelimit";
export const CUSTOM_PHASE = "http_request_firewall_custom";
/**
 * The phases whose rules stop requests. Source: Cloudflare documentation, "Phases list"; those of DDoS protection are not
 * among them, since Cloudflare's rules stand there, and a program only makes exceptions.
 */
export const GUARDING_PHASES: readonly string[] = [
  CUSTOM_PHASE,
  RATE_LIMIT_PHASE,
  "http_request_firewall_managed",
  "http_response_firewall_managed",
];

/** Actions by which a request is stopped, or a script alone. Source: Cloudflare documentation, "Actions". */
export const STOPPING_ACTIONS: readonly unknown[] = [
  ...["block", "challenge", "js_challenge", "managed_challenge", "force_connection_close"],
  "execute", // another ruleset, which does
  UNKNOWN,
];

/** Rules of one phase of the edge. */
export interface Ruleset {
  readonly resource: Resource;
  /** For example `http_ratelimit`. */
  readonly phase: Maybe<string>;
  /** Whether it runs by itself: others run where a rule of such a one executes them. */
  readonly isEntryPoint: Maybe<boolean>;
  readonly rules: Maybe<readonly Maybe<EdgeRule>[]>;
}

/** One rule of a ruleset. */
export interface EdgeRule {
  readonly block: Block;
  /** How a message names it: by its `ref`, its description, or its place. */
  readonly name: string;
  readonly action: Maybe<string>;
  readonly expression: Maybe<string>;
  /** The provider's default is `true`. */
  readonly isEnabled: Maybe<boolean>;
}

export function ruleset(resource: Resource): Ruleset {
  const kind = resource.text("kind");
  const rules = blocks(resource, "rules");
  return {
    resource,
    phase: resource.text("phase") ?? "",
    isEntryPoint: kind === UNKNOWN ? UNKNOWN : kind === "zone" || kind === "root",
    rules:
      rules === UNKNOWN ? UNKNOWN : rules.map((block, index) => (block === UNKNOWN ? UNKNOWN : rule(block, index))),
  };
}

function rule(block: Block, index: number): EdgeRule {
  const name = [block["ref"], block["description"]].find((text) => typeof text === "string" && text !== "");
  return {
    block,
    name: typeof name === "string" ? name : `number ${index + 1}`,
    action: asText(block["action"]) ?? "",
    expression: asText(block["expression"]) ?? "",
    isEnabled: asFlag(block["enabled"]) ?? true,
  };
}

/** The rules as far as they are known. */
export function knownRules({ rules }: Ruleset): readonly EdgeRule[] {
  return rules === UNKNOWN ? [] : rules.filter((one) => one !== UNKNOWN);
}

/** What a rule looks at: its expression, and the one that it counts by where it is a rate limit. */
export function expressionsOf({ block, expression }: EdgeRule): readonly Maybe<string>[] {
  const counting = asText(at(block, "ratelimit", "countingExpression"));
  return counting === undefined || counting === "" ? [expression] : [expression, counting];
}
