import { LOOKUP_LIMIT, MX_HOST_LIMIT, VOID_LIMIT } from "./limits.js";
import { lookupFault, NEAR_LOOKUP_LIMIT } from "./lookupFault.js";
import { countLookups, countOwnLookups, type BadTarget, type LookupCount } from "./lookups.js";
import { mayReachEveryone, reachOf } from "./reach.js";
import { explainReach } from "./reachFault.js";
import type { SpfRecord } from "./record.js";
import { listed, named, type SpfFault } from "./spfFault.js";
import { malformedTargets } from "./targetFault.js";
import { UNKNOWN_ZONE, type SpfZone } from "./zone.js";

/**
 * Judges what becomes of a record together with what stands in DNS. It leaves out what the record shows by itself.
 *
 * @param record a parsed record
 * @param domain the domain whose record it is, where it is known
 * @param zone what is known of the names that it points to
 */
export function zoneFaults(record: SpfRecord, domain: string | undefined, zone: SpfZone): SpfFault[] {
  const count = countLookups(record, domain, zone);
  const malformed = malformedTargets(record);
  const targets = count.badTargets.filter(({ name }) => !malformed.includes(name));
  return [
    nestedLookups(count, countOwnLookups(record)),
    ...count.crowdedMx.map(crowdedMx),
    voidLookups(count),
    ...targets.map(badTarget),
    ...count.loops.map(loopFault),
    nestedReach(record, domain, zone),
  ].filter((fault) => fault !== undefined);
}

function nestedLookups({ terms, unknown }: LookupCount, own: number): SpfFault | undefined {
  const isProvenAlone = own > LOOKUP_LIMIT || (own >= NEAR_LOOKUP_LIMIT && terms <= LOOKUP_LIMIT);
  if (isProvenAlone) return undefined;
  return lookupFault(
    terms,
    `The record has, with the records behind it, ${unknown.length > 0 ? "at least " : ""}`.trim(),
  );
}

function crowdedMx({ name, hosts }: LookupCount["crowdedMx"][number]): SpfFault {
  return {
    rule: "SPF04",
    message: `The mx at ${named(name)} meets ${hosts} MX hosts, and at most ${MX_HOST_LIMIT} are allowed; receivers answer permerror.`,
    fix: "Name the hosts' ranges with ip4 and ip6 instead.",
    reference: "RFC 7208 §4.6.4",
  };
}

function voidLookups({ voids, voidNames }: LookupCount): SpfFault | undefined {
  if (voids <= VOID_LIMIT) return undefined;
  return {
    rule: "SPF05",
    message: `${voids} terms look up names without an address or MX host for some clients: ${listed(voidNames)}; receivers may answer permerror above ${VOID_LIMIT}.`,
    fix: "Remove the terms whose names no longer exist; name hosts of one address family with ip4 or ip6.",
    reference: "RFC 7208 §4.6.4",
  };
}

const STATES: Readonly<Record<BadTarget["state"], string>> = {
  missing: "has no SPF record",
  several: "has more than one SPF record",
  broken: "has an SPF record with faults in its grammar",
};

function badTarget({ name, state }: BadTarget): SpfFault {
  return {
    rule: "SPF06",
    message: `The target ${named(name)} ${STATES[state]}; receivers answer permerror.`,
    fix: state === "missing" ? "Correct the name, or remove the term." : "Give the name one valid SPF record.",
    reference: "RFC 7208 §5.2, §6.1",
  };
}

function loopFault(names: readonly string[]): SpfFault {
  return {
    rule: "SPF15",
    message: `The records include each other in a circle, ${names.map(named).join(" → ")}; receivers answer permerror.`,
    fix: "Remove the include or redirect that closes the circle.",
    reference: "RFC 7208 §4.6.4",
  };
}

function nestedReach(record: SpfRecord, domain: string | undefined, zone: SpfZone): SpfFault | undefined {
  if (!mayReachEveryone(record, domain, zone)) return undefined;
  const reach = reachOf(record, domain, zone);
  // What the record shows by itself is left out.
  if (!reach.isEveryone || reachOf(record, domain, UNKNOWN_ZONE).isEveryone) return undefined;
  return explainReach(reach);
}
