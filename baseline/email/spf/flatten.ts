import { buildTerm } from "./build.js";
import { differingClient } from "./flattenProof.js";
import { LOOKUP_LIMIT } from "./limits.js";
import { countLookups } from "./lookups.js";
import { ipMechanisms, isIpMechanism, networksIn, rangesOf, type IpMechanism, type Ranges } from "./ipMechanism.js";
import { evaluatedTerms, type SpfRecord, type SpfTerm } from "./record.js";
import { named } from "./spfFault.js";
import { normalName, readTarget, targetName, type SpfZone } from "./zone.js";

/** An include that a record no longer has. */
export interface FlattenedInclude {
  readonly include: string;
  /** Look-ups that are saved in the worst case. */
  readonly lookups: number;
  /** What stands in its place, in CIDR notation. */
  readonly networks: readonly string[];
}

/** An include that stays, and why, as the end of a sentence about it. */
export interface KeptInclude {
  readonly include: string;
  readonly reason: string;
}

/** A record with networks in place of includes. */
export interface Flattening {
  readonly record: SpfRecord;
  readonly flattened: readonly FlattenedInclude[];
  readonly kept: readonly KeptInclude[];
}

/**
 * Puts networks in the place of includes, where that keeps the meaning: where the record behind the include, and all
 * behind it, lets nothing but `ip4` and `ip6` pass and excludes nothing. An include with another record stays, since
 * its `a` and `mx` are relative to its own domain and its exclusions would be lost. The result is proven equal by
 * evaluation, or nothing is changed.
 *
 * Whoever publishes it has to follow the changes of the records behind: the lock says when.
 *
 * @param record a parsed record
 * @param domain the domain whose record it is
 * @param zone what is known of the records behind it, for example a lock
 * @param isChosen which includes to flatten, by their domain-specs. @default all includes of the record
 */
export function flattenSpf(
  record: SpfRecord,
  domain: string,
  zone: SpfZone,
  isChosen: (include: string) => boolean = () => true,
): Flattening {
  const own = normalName(domain);
  const flattened: FlattenedInclude[] = [];
  const kept: KeptInclude[] = [];
  const { dead } = evaluatedTerms(record);
  const terms = record.terms.flatMap((term): SpfTerm[] => {
    if (term.kind !== "include" || dead.includes(term) || !isChosen(term.domain)) return [term];
    const ranges = pureRanges(term.domain, zone, [own]);
    if (typeof ranges === "string") {
      kept.push({ include: term.domain, reason: ranges });
      return [term];
    }
    const lookups = countLookups({ terms: [term] }, own, zone).terms;
    flattened.push({ include: term.domain, lookups, networks: networksIn(ranges) });
    return ipMechanisms(ranges, term.qualifier);
  });
  const flat: SpfRecord = { terms: mergeNeighbours(terms, record) };
  const client = flattened.length === 0 ? undefined : differingClient(record, flat, own, zone);
  if (client === undefined) return { record: flattened.length === 0 ? record : flat, flattened, kept };
  const reason = `would give another result for ${client} once it is flattened`;
  return { record, flattened: [], kept: [...kept, ...flattened.map(({ include }) => ({ include, reason }))] };
}

/** The clients that an include's record lets pass, or why they cannot be written as networks. */
function pureRanges(spec: string, zone: SpfZone, path: readonly string[]): Ranges | string {
  const name = targetName(spec, path.at(-1));
  if (name === undefined) return "depends on the message";
  if (path.includes(name)) return "goes in a circle";
  if (path.length > LOOKUP_LIMIT) return "leads through too many records";
  const target = readTarget(zone, name);
  if (target.state === "unknown") return `leads to ${name}, whose record is not known`;
  if (target.state !== "found") return `leads to ${name}, which has no valid SPF record`;
  const { mechanisms, redirect } = evaluatedTerms(target.record);
  const found: IpMechanism[] = [];
  for (const mechanism of [...mechanisms, ...(redirect ? [{ ...redirect, qualifier: "+" as const }] : [])]) {
    const shown = named(buildTerm(mechanism));
    if (mechanism.kind === "all") {
      if (mechanism.qualifier === "+") return `leads to ${name}, which lets everyone pass`;
    } else if (mechanism.qualifier !== "+") {
      return `leads to ${name}, which treats some clients otherwise by ${shown}`;
    } else if (isIpMechanism(mechanism)) {
      found.push(mechanism);
    } else if (mechanism.kind === "include" || mechanism.kind === "redirect") {
      const behind = pureRanges(mechanism.domain, zone, [...path, name]);
      if (typeof behind === "string") return behind;
      found.push(...ipMechanisms(behind, "+"));
    } else {
      return `leads to ${name}, which looks up names by ${shown}`;
    }
  }
  return rangesOf(found);
}

/** Writes neighbouring networks of one qualifier as few as possible, where the original did not have them as they are. */
function mergeNeighbours(terms: readonly SpfTerm[], original: SpfRecord): SpfTerm[] {
  const merged: SpfTerm[] = [];
  let run: IpMechanism[] = [];
  const close = (): void => {
    const [first] = run;
    const isOriginal = run.every((term) => original.terms.includes(term));
    merged.push(...(first === undefined || isOriginal ? run : ipMechanisms(rangesOf(run), first.qualifier)));
    run = [];
  };
  for (const term of terms) {
    const isNetwork = isIpMechanism(term);
    if (!isNetwork || (run[0] !== undefined && run[0].qualifier !== term.qualifier)) close();
    if (isNetwork) run.push(term);
    else merged.push(term);
  }
  close();
  return merged;
}
