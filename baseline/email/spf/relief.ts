import { buildSpf } from "./build.js";
import { flattenSpf } from "./flatten.js";
import { LOOKUP_LIMIT, MAX_OCTETS } from "./limits.js";
import { NEAR_LOOKUP_LIMIT } from "./lookupFault.js";
import { countLookups } from "./lookups.js";
import { planMoves, type IncludeCost, type MovePlan } from "./movePlan.js";
import { evaluatedTerms, type SpfRecord } from "./record.js";
import type { SpfZone } from "./zone.js";

/** A record that means the same with fewer look-ups. */
export interface Replacement {
  /** The record's text. */
  readonly text: string;
  /** The includes that it no longer has. */
  readonly includes: readonly string[];
  /** The look-ups that are left. */
  readonly left: number;
}

/** The ways in which a record comes below the limit of look-ups, or gets room below it. */
export interface SpfRelief {
  /** With networks in place of some includes; absent where that would change its meaning or make it too long. */
  readonly replacement?: Replacement;
  /** With senders on a MAIL FROM subdomain of their own; absent where no choice is enough. */
  readonly moves?: MovePlan<IncludeCost>;
}

/**
 * What each include of a record costs in the worst case, its own look-up included.
 *
 * @param record a parsed record
 * @param domain the domain whose record it is
 * @param zone what is known of the records behind it
 */
export function includeCosts(record: SpfRecord, domain: string, zone: SpfZone): IncludeCost[] {
  return evaluatedTerms(record).mechanisms.flatMap((term) =>
    term.kind === "include"
      ? { include: term.domain, lookups: countLookups({ terms: [term] }, domain, zone).terms }
      : [],
  );
}

/**
 * Finds ways below the limit for a record that exceeds it, and away from the limit for one that is near it (`SPF20`).
 *
 * @param record a parsed record
 * @param domain the domain whose record it is
 * @param zone what is known of the records behind it
 * @returns `undefined` where the record leaves room below the limit
 */
export function relieveSpf(record: SpfRecord, domain: string, zone: SpfZone): SpfRelief | undefined {
  const total = countLookups(record, domain, zone).terms;
  if (total < NEAR_LOOKUP_LIMIT) return undefined;
  const limit = total > LOOKUP_LIMIT ? LOOKUP_LIMIT : NEAR_LOOKUP_LIMIT - 1;
  const replacement = replace(record, domain, zone, limit);
  const moves = planMoves(includeCosts(record, domain, zone), total, limit);
  return { ...(replacement && { replacement }), ...(moves && { moves }) };
}

/** Flattens the includes that cost the fewest octets for each look-up saved, no more than needed. */
function replace(record: SpfRecord, domain: string, zone: SpfZone, limit: number): Replacement | undefined {
  const candidates = flattenSpf(record, domain, zone)
    .flattened.map(({ include, lookups, networks }) => ({ include, price: networks.join(" ip4:").length / lookups }))
    .sort((one, other) => one.price - other.price);
  const includes: string[] = [];
  for (const { include } of candidates) {
    includes.push(include);
    const flat = flattenSpf(record, domain, zone, (include) => includes.includes(include)).record;
    const left = countLookups(flat, domain, zone).terms;
    if (left > limit) continue;
    const text = buildSpf(flat);
    return text.length <= MAX_OCTETS ? { text, includes, left } : undefined;
  }
  return undefined;
}
