import type { TokenFacts } from "../../baseline/cloudflare/token.js";
import type { Resource } from "../framework/resource.js";
import { isSentinel, UNKNOWN, type Maybe } from "../framework/unknown.js";

/** API tokens of a person and of an account. */
export const TOKEN_TYPES: readonly string[] = [
  "cloudflare:index/apiToken:ApiToken",
  "cloudflare:index/accountToken:AccountToken",
];

type Bag = Readonly<Record<string, unknown>>;

/** What a token may do, from where and until when. */
export function cloudflareToken(resource: Resource): TokenFacts {
  const policies = resource.list("policies");
  const given: readonly unknown[] = policies === UNKNOWN ? [UNKNOWN] : policies;
  const allowed = given.filter((policy) => policy === UNKNOWN || bag(policy)["effect"] !== "deny");
  return {
    expiresOn: resource.text("expiresOn"),
    ranges: rangesOf(resource.property("condition")),
    groups: allowed.flatMap((policy) => (policy === UNKNOWN ? [UNKNOWN] : groupsOf(bag(policy)["permissionGroups"]))),
    resources: allowed.flatMap((policy) => (policy === UNKNOWN ? [UNKNOWN] : resourcesOf(bag(policy)["resources"]))),
  };
}

function bag(value: unknown): Bag {
  return typeof value === "object" && value !== null ? (value as Bag) : {};
}

function rangesOf(condition: Maybe<unknown>): Maybe<readonly Maybe<string>[]> {
  const requestIp = condition === UNKNOWN ? UNKNOWN : bag(condition)["requestIp"];
  const ins = requestIp === UNKNOWN || isSentinel(requestIp) ? UNKNOWN : bag(requestIp)["ins"];
  if (ins === UNKNOWN || isSentinel(ins)) return UNKNOWN;
  return Array.isArray(ins) ? ins.map(textOf) : [];
}

/** Ids; before provider version 6 they stood there without an object around each. */
export function groupsOf(groups: unknown): Maybe<string>[] {
  if (isSentinel(groups)) return [UNKNOWN];
  return Array.isArray(groups)
    ? groups.map((group) => textOf(typeof group === "string" ? group : bag(group)["id"]))
    : [];
}

/** The names of the resources, at both depths: an account's, and within it those of its zones. */
function resourcesOf(resources: unknown): Maybe<string>[] {
  if (isSentinel(resources)) return [UNKNOWN];
  const read: unknown = typeof resources === "string" ? parsed(resources) : resources;
  return Object.entries(bag(read)).flatMap(([name, inner]) => [name, ...Object.keys(bag(inner))]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Cloudflare refuses it
  }
}

function textOf(value: unknown): Maybe<string> {
  return typeof value === "string" && !isSentinel(value) ? value : UNKNOWN;
}
