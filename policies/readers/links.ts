import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { isSentinel, UNKNOWN, type Maybe } from "../framework/unknown.js";
import { endingsOf, NameIndex } from "./nameIndex.js";

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
  const sourced = stack.sourcesOf(resource, property, types);
  const named = typeof value === "string" ? namedOf(stack, value, types) : [];
  const found = named.find((candidate) => sourced.includes(candidate)) ?? sourced[0] ?? closest(named, resource);
  return { resource: found, isLost: found === undefined && value === UNKNOWN };
}

/** What one element of a list names. */
interface ElementLink {
  readonly value: Maybe<string>;
  readonly resource: Resource | undefined;
}

/** What each element of a list, or a value alone, names. Of what is unknown only what the list came from counts. */
export function linksOf(
  stack: Stack,
  resource: Resource,
  property: string,
  types: readonly string[],
): readonly ElementLink[] {
  const given = stack.given(resource);
  const whole = given.property(property);
  const elements = Array.isArray(whole) ? given.list(property) : [whole];
  const known = (elements === UNKNOWN ? [] : elements).filter((one): one is string => typeof one === "string");
  const named = known.map((value): ElementLink => {
    return { value, resource: closest(namedOf(stack, value, types), resource) };
  });
  if (elements !== UNKNOWN && !elements.includes(UNKNOWN)) return named;
  const others = stack
    .sourcesOf(resource, property, types)
    .filter((source) => named.every((one) => one.resource !== source));
  return [...named, ...others.map((source): ElementLink => ({ value: UNKNOWN, resource: source }))];
}

/** What links lead to a resource. */
interface Links {
  readonly resources: readonly Resource[];
  /** Whether one more may. */
  readonly isLost: boolean;
}

/** The resources of some types that name this one, and whether one of them may. */
export function linkedTo(stack: Stack, target: Resource, types: readonly string[], property: string): Links {
  const made = stack.read(linksByTarget);
  const key = [target.type, property, ...types].join(" ");
  let links = made.get(key);
  if (!links) made.set(key, (links = invert(stack, target.type, types, property)));
  return { resources: links.byTarget.get(target) ?? [], isLost: links.isLost };
}

/** The links of some types to one type, turned round. */
interface Inverted {
  readonly byTarget: ReadonlyMap<Resource, readonly Resource[]>;
  readonly isLost: boolean;
}

/** Those that were asked for, so that each is followed once however many targets there are. */
function linksByTarget(): Map<string, Inverted> {
  return new Map();
}

function invert(stack: Stack, targetType: string, types: readonly string[], property: string): Inverted {
  const byTarget = new Map<Resource, Resource[]>();
  let isLost = false;
  for (const resource of stack.ofTypes(types)) {
    const link = linkOf(stack, resource, property, [targetType]);
    isLost ||= link.isLost;
    if (!link.resource) continue;
    const same = byTarget.get(link.resource);
    if (same) same.push(resource);
    else byTarget.set(link.resource, [resource]);
  }
  return { byTarget, isLost };
}

/** The resources of some types that a name or an ARN is the own one of. */
function namedOf(stack: Stack, given: string, types: readonly string[]): readonly Resource[] {
  const indexes = stack.read(namesByType);
  const names = namesIn(given);
  return types.flatMap((type) => {
    let index = indexes.get(type);
    if (!index) indexes.set(type, (index = new NameIndex(stack.ofTypes([type]), namesOf)));
    return index.of(names);
  });
}

function namesByType(): Map<string, NameIndex<Resource>> {
  return new Map();
}

/** The names, ids and ARNs of a resource, as far as they are known. */
export function namesOf(resource: Resource): string[] {
  return IDENTITIES.map((property) => resource.raw[property]).filter(
    (own): own is string => typeof own === "string" && own !== "" && !isSentinel(own),
  );
}

/** What a resource may be called where it is given so. */
export function namesIn(given: string): string[] {
  // An ARN written by hand ends with the name.
  return given.startsWith("arn:") ? endingsOf(given, ":/") : [given];
}

/** Resources of two Regions may share a name: those of one provider belong together. */
function closest(candidates: readonly Resource[], to: Resource): Resource | undefined {
  return (
    candidates.find(({ raw, provider }) => raw["region"] === to.raw["region"] && provider?.urn === to.provider?.urn) ??
    candidates[0]
  );
}
