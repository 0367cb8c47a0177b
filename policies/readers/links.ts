import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { isSentinel, UNKNOWN } from "../framework/unknown.js";

/** Properties by which resources of AWS name each other. */
const IDENTITIES: readonly string[] = [
  "id",
  "arn",
  "name",
  "bucket",
  "keyId",
  "identifier",
  "clusterIdentifier",
  "url",
];

/** What one property leads to. */
export interface Link {
  /** The resource of the stack. */
  readonly resource: Resource | undefined;
  /** Whether it leads somewhere that nobody can tell yet. */
  readonly isLost: boolean;
}

/**
 * The resource of some types that a property names. Ids are unknown at a preview, so what the value came from counts
 * first, then names and ARNs.
 */
export function linkOf(stack: Stack, resource: Resource, property: string, types: readonly string[]): Link {
  const value = resource.property(property);
  if (value === undefined) return { resource: undefined, isLost: false };
  const candidates = stack.ofTypes(types);
  const sources = resource.sources.get(property) ?? [];
  const sourced = candidates.filter(({ urn }) => sources.includes(urn));
  const named = typeof value === "string" ? candidates.filter((candidate) => isNamed(candidate, value)) : [];
  const found = named.find((candidate) => sourced.includes(candidate)) ?? sourced[0] ?? closest(named, resource);
  return { resource: found, isLost: found === undefined && value === UNKNOWN };
}

/** The resources of some types that name this one, and whether one of them may. */
export function linkedTo(
  stack: Stack,
  target: Resource,
  types: readonly string[],
  property: string,
): { readonly resources: readonly Resource[]; readonly isLost: boolean } {
  const links = stack
    .ofTypes(types)
    .map((resource) => ({ resource, link: linkOf(stack, resource, property, [target.type]) }));
  return {
    resources: links.filter(({ link }) => link.resource === target).map(({ resource }) => resource),
    isLost: links.some(({ link }) => link.isLost),
  };
}

/** Whether a name or an ARN is a resource's own. */
export function isNamed(resource: Resource, given: string): boolean {
  return IDENTITIES.some((property) => {
    const own = resource.raw[property];
    if (typeof own !== "string" || own === "" || isSentinel(own)) return false;
    // An ARN written by hand ends with the name.
    return own === given || (given.startsWith("arn:") && (given.endsWith(`:${own}`) || given.endsWith(`/${own}`)));
  });
}

/** Resources of two Regions may share a name: those of one provider belong together. */
function closest(candidates: readonly Resource[], to: Resource): Resource | undefined {
  return (
    candidates.find(({ raw, provider }) => raw["region"] === to.raw["region"] && provider?.urn === to.provider?.urn) ??
    candidates[0]
  );
}
