import { Secret, type ResourceValidationArgs } from "@pulumi/policy";
import { exemptionFor } from "./exemptions.js";
import { Resource, type ResourceArgs } from "./resource.js";
import type { Rule } from "./rule.js";
import type { Settings } from "./settings.js";
import { isSentinel, underProxy } from "./unknown.js";

/** The SDK's function for a rule that can mend a resource; nothing for any other. */
export function remediation(rule: Rule, settle: () => Settings): object {
  if (!rule.remediate) return {};
  return {
    remediateResource: (args: ResourceValidationArgs): Record<string, unknown> | undefined =>
      mend(rule, args, settle()) ? args.props : undefined,
  };
}

/**
 * Changes a resource's properties as the rule's `remediate` says.
 *
 * @returns whether it changed anything
 */
export function mend(rule: Rule, args: ResourceArgs, settings: Settings): boolean {
  // What a team agreed on stays as it is.
  if (!rule.types.includes(args.type) || exemptionFor(settings.exemptions, rule, args.urn)) return false;
  const given = underProxy(args.props) as Record<string, unknown>;
  const resource = new Resource({ ...args, props: withoutSecrets(given) as Record<string, unknown> });
  const changes = Object.entries(changesOf(() => rule.remediate?.(resource, settings)));
  return changes.filter(([path, value]) => setAt(given, path, value)).length > 0;
}

/** A fault of ours must not take the operation down: what is not mended is judged next, and blocks. */
function changesOf(remedy: () => Readonly<Record<string, unknown>> | undefined): Readonly<Record<string, unknown>> {
  try {
    return remedy() ?? {};
  } catch {
    return {};
  }
}

/**
 * Sets a value inside a resource's properties, and keeps the marks of secrets around it. It overwrites nothing that is
 * unknown, and nothing that has the value already.
 *
 * @param path names and indexes, as `rules[0].bucketKeyEnabled`; a name inside a list means its first element, since
 * older spellings of a type hold one block as a list of one
 * @returns whether it changed anything
 */
function setAt(properties: Record<string, unknown>, path: string, value: unknown): boolean {
  const keys = path.split(/[.[\]]+/).filter((key) => key !== "");
  const last = keys.pop() ?? "";
  let holder: unknown = properties;
  for (const key of keys) {
    const place = placeOf(holder, key);
    if (place === undefined) return false;
    const inner = plain(place[key]);
    if (isSentinel(inner)) return false;
    if (inner === undefined || inner === null) place[key] = {};
    holder = plain(place[key]);
  }
  const place = placeOf(holder, last);
  const old = place?.[last];
  if (place === undefined || isSentinel(plain(old)) || JSON.stringify(plain(old)) === JSON.stringify(value))
    return false;
  place[last] = old instanceof Secret ? new Secret(value) : value;
  return true;
}

/** The object that holds a key: of a list its first element, unless the key is an index. */
function placeOf(holder: unknown, key: string): Record<string, unknown> | undefined {
  const isIndex = /^\d+$/.test(key);
  const object = Array.isArray(holder) && !isIndex ? plain((holder as readonly unknown[])[0]) : holder;
  return typeof object === "object" && object !== null ? (object as Record<string, unknown>) : undefined;
}

function plain(value: unknown): unknown {
  return value instanceof Secret ? plain(value.value) : value;
}

/** Values without the wrappers of secrets. */
function withoutSecrets(value: unknown): unknown {
  if (value instanceof Secret) return withoutSecrets(value.value);
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, withoutSecrets(field)]));
}
