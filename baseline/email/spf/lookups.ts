import { LOOKUP_LIMIT, MX_HOST_LIMIT } from "./limits.js";
import { usesPtrMacro } from "./macro.js";
import { evaluatedTerms, type SpfMechanism, type SpfRecord } from "./record.js";
import { readTarget, targetName, type SpfZone } from "./zone.js";

export type { SpfZone } from "./zone.js";

/** The DNS work that a record asks of receivers in the worst case: that no mechanism matches before the last. */
export interface LookupCount {
  /** Terms that query DNS, the record's own and those behind it (RFC 7208 §4.6.4). */
  readonly terms: number;
  /** Terms of them that find nothing, for clients of the worse address family. */
  readonly voids: number;
  /** The names at which these terms find nothing. */
  readonly voidNames: readonly string[];
  /** Names with more MX hosts than an `mx` may meet. */
  readonly crowdedMx: readonly { readonly name: string; readonly hosts: number }[];
  /** Targets of `include` and `redirect` without one valid SPF record. */
  readonly badTargets: readonly BadTarget[];
  /** Circles of `include` and `redirect`; each ends with the name that it begins with. */
  readonly loops: readonly (readonly string[])[];
  /** Targets whose records are not known, so that more look-ups may lie behind them. A macro stands as written. */
  readonly unknown: readonly string[];
}

/** A target that receivers answer with a permanent error (RFC 7208 §5.2, §6.1). */
export interface BadTarget {
  readonly name: string;
  /** It has no SPF record, more than one, or one with a fault in its grammar. */
  readonly state: "missing" | "several" | "broken";
}

/** What the evaluation of one record costs. */
interface Cost {
  readonly terms: number;
  readonly voids4: number;
  readonly voids6: number;
}

const FREE: Cost = { terms: 0, voids4: 0, voids6: 0 };

/**
 * What a term counts by itself towards the limit (RFC 7208 §4.6.4); `exp` counts nothing. The section has the PTR
 * query of the macro %{p} count beside the term's own. Not all receivers do, but some answer permerror for it.
 *
 * @param term a mechanism or a redirect
 */
function ownLookups(term: SpfMechanism | { readonly kind: "redirect"; readonly domain: string }): number {
  if (term.kind === "all" || term.kind === "ip4" || term.kind === "ip6") return 0;
  return "domain" in term && usesPtrMacro(term.domain) ? 2 : 1;
}

/**
 * Counts the terms that query DNS in the record alone.
 *
 * @param record a parsed record
 */
export function countOwnLookups(record: SpfRecord): number {
  const { mechanisms, redirect } = evaluatedTerms(record);
  const terms = redirect === undefined ? mechanisms : [...mechanisms, redirect];
  return terms.reduce((sum, term) => sum + ownLookups(term), 0);
}

/**
 * Counts the DNS look-ups that a record costs at most. A repeated term counts again. Terms whose name depends on the
 * message count as one. Each record behind is read once, so that no zone can make the walk long.
 *
 * @param record a parsed record
 * @param domain the domain whose record it is, where it is known
 * @param zone what is known of the names that it points to
 */
export function countLookups(record: SpfRecord, domain: string | undefined, zone: SpfZone): LookupCount {
  const walk = new LookupWalk(zone);
  const own = targetName(undefined, domain);
  const cost = walk.evaluate(record, own === undefined ? [] : [own]);
  const isWorse6 = cost.voids6 > cost.voids4;
  return {
    terms: cost.terms,
    voids: isWorse6 ? cost.voids6 : cost.voids4,
    voidNames: [...(isWorse6 ? walk.voidNames[6] : walk.voidNames[4])],
    crowdedMx: [...walk.crowdedMx].map(([name, hosts]) => ({ name, hosts })),
    badTargets: [...walk.badTargets].map(([name, state]) => ({ name, state })),
    loops: [...walk.loops.values()],
    unknown: [...walk.unknown],
  };
}

class LookupWalk {
  readonly voidNames = { 4: new Set<string>(), 6: new Set<string>() };
  readonly crowdedMx = new Map<string, number>();
  readonly badTargets = new Map<string, BadTarget["state"]>();
  readonly loops = new Map<string, readonly string[]>();
  readonly unknown = new Set<string>();
  private readonly costs = new Map<string, Cost>();

  constructor(private readonly zone: SpfZone) {}

  /** @param path the names whose records led here, this record's last */
  evaluate(record: SpfRecord, path: readonly string[]): Cost {
    const { mechanisms, redirect } = evaluatedTerms(record);
    const costs = mechanisms.map((mechanism) => ({ own: ownLookups(mechanism), ...this.costOf(mechanism, path) }));
    if (redirect !== undefined) costs.push({ own: ownLookups(redirect), ...this.follow(redirect.domain, path) });
    return costs.reduce(
      (sum, cost) => ({
        terms: sum.terms + cost.terms + cost.own,
        voids4: sum.voids4 + cost.voids4,
        voids6: sum.voids6 + cost.voids6,
      }),
      FREE,
    );
  }

  /** What a term costs beyond its own look-up. */
  private costOf(mechanism: SpfMechanism, path: readonly string[]): Cost {
    if (mechanism.kind === "include") return this.follow(mechanism.domain, path);
    const spec = "domain" in mechanism ? mechanism.domain : undefined;
    const name = targetName(spec, path.at(-1));
    if (name === undefined) return FREE;
    switch (mechanism.kind) {
      case "a":
        return this.voidsAt(name, this.zone.addresses(name, 4), this.zone.addresses(name, 6));
      case "exists": {
        // RFC 7208 §5.7: it asks for A records also where the client's address is IPv6.
        const addresses = this.zone.addresses(name, 4);
        return this.voidsAt(name, addresses, addresses);
      }
      case "mx": {
        const hosts = this.zone.mx(name);
        if (hosts && hosts.length > MX_HOST_LIMIT) this.crowdedMx.set(name, hosts.length);
        return this.voidsAt(name, hosts, hosts);
      }
      case "ptr": // What it finds is in the client's hands, not in this record's.
      case "all":
      case "ip4":
      case "ip6":
        return FREE;
    }
  }

  private voidsAt(name: string, found4: readonly string[] | undefined, found6: readonly string[] | undefined): Cost {
    const isVoid4 = found4?.length === 0;
    const isVoid6 = found6?.length === 0;
    if (isVoid4) this.voidNames[4].add(name);
    if (isVoid6) this.voidNames[6].add(name);
    return { terms: 0, voids4: isVoid4 ? 1 : 0, voids6: isVoid6 ? 1 : 0 };
  }

  /** What lies behind the target of an include or a redirect. */
  private follow(spec: string, path: readonly string[]): Cost {
    const name = targetName(spec, path.at(-1));
    if (name === undefined) {
      this.unknown.add(spec);
      return FREE;
    }
    if (path.includes(name)) {
      const loop = [...path.slice(path.indexOf(name)), name];
      this.loops.set(loop.join(" "), loop);
      return FREE;
    }
    // Each level is a look-up of its own: at this depth the limit is exceeded already, whatever follows.
    if (path.length > LOOKUP_LIMIT + 1) return FREE;
    const known = this.costs.get(name);
    if (known) return known;
    const target = readTarget(this.zone, name);
    let cost = FREE;
    if (target.state === "found") cost = this.evaluate(target.record, [...path, name]);
    else if (target.state === "unknown") cost = this.declared(name);
    else this.badTargets.set(name, target.state);
    this.costs.set(name, cost);
    return cost;
  }

  private declared(name: string): Cost {
    const terms = this.zone.lookupsOf?.(name);
    if (terms === undefined) this.unknown.add(name);
    return { ...FREE, terms: terms ?? 0 };
  }
}
