/**
 * Values that a preview cannot know yet.
 *
 * Pulumi hands unknown values to a pack as sentinel strings, and the SDK's proxy throws when a policy touches one; the
 * SDK then turns the whole verdict into an advisory message, whatever the rule's level. The readers look under the
 * proxy instead, so that what is known is still judged.
 */

import { UNKNOWN } from "../../baseline/unknown.js";

export { UNKNOWN, type Maybe } from "../../baseline/unknown.js";

const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
// The sentinels of @pulumi/pulumi's wire format for unknown booleans, numbers, strings, arrays, assets, archives, objects.
const SENTINELS: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  UNKNOWN_STRING,
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export function isSentinel(value: unknown): boolean {
  return typeof value === "string" && SENTINELS.has(value);
}

/** The value with `UNKNOWN` for each sentinel in it, at any depth. */
export function withUnknowns(value: unknown): unknown {
  if (isSentinel(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(withUnknowns);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withUnknowns(inner)]));
}

/** The value as the engine would send it: a sentinel for each `UNKNOWN` in it, at any depth. */
export function withSentinels(value: unknown): unknown {
  if (value === UNKNOWN) return UNKNOWN_STRING;
  if (Array.isArray(value)) return value.map(withSentinels);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withSentinels(inner)]));
}

/**
 * The plain object under the SDK's proxies: one throws at the first unknown value, and in a remediation another lies
 * under it that unwraps secrets.
 */
export function underProxy(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const target = (properties as { __getSpecialProxyTarget?: Record<string, unknown> }).__getSpecialProxyTarget;
  return target === undefined ? properties : underProxy(target);
}
