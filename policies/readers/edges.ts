import { policyHostOf } from "../../baseline/email/mtaStsHost.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { linkedTo } from "./links.js";
import {
  GUARDING_PHASES,
  knownRules,
  RULESET,
  ruleset,
  STOPPING_ACTIONS,
  type EdgeRule,
  type Ruleset,
} from "./rulesets.js";
import { stackDns, type PlacedRecord, type Zone } from "./zones.js";

const ZONE = "cloudflare:index/zone:Zone";

/** Only an address or an alias may lead visitors through Cloudflare. */
const WEB_TYPES: readonly unknown[] = ["A", "AAAA", "CNAME"];

/** A Cloudflare zone of the stack with the names that it serves. */
export interface Edge {
  readonly zone: Zone;
  /** How a message names it. */
  readonly name: string;
  /** Its rulesets, as the program gave them. */
  readonly rulesets: readonly Ruleset[];
  /** Its addresses and aliases; the host of an MTA-STS policy file has no visitors. */
  readonly web: readonly PlacedRecord[];
  /** Whether visitors of one of these names reach Cloudflare first. */
  readonly isProxied: boolean;
}

/** The edges of a stack. Use it through `stack.read(stackEdges)`. */
export function stackEdges(stack: Stack): readonly Edge[] {
  const { zones, records } = stack.read(stackDns);
  const byZone = new Map<string, PlacedRecord[]>();
  for (const record of records.filter(isWeb)) {
    const same = byZone.get(record.zone);
    if (same) same.push(record);
    else byZone.set(record.zone, [record]);
  }
  return zones
    .filter(({ resource }) => resource.type === ZONE)
    .map((zone) => {
      const web = byZone.get(zone.resource.urn) ?? [];
      return {
        ...{ zone, web, isProxied: web.some(({ proxied }) => proxied === true) },
        name: zone.name === UNKNOWN ? `The zone ${zone.resource.name}` : zone.name,
        rulesets: inZone(stack, zone, [RULESET]).own.map(ruleset),
      };
    });
}

/** The resources of some types that belong to a zone, as the program gave them, and whether others may. */
export function inZone(
  stack: Stack,
  { resource }: Zone,
  types: readonly string[],
): { readonly own: readonly Resource[]; readonly isLost: boolean } {
  const { resources, isLost } = linkedTo(stack, resource, types, "zoneId");
  return { own: resources.map((one) => stack.given(one)), isLost };
}

function isWeb({ type, fqdn }: PlacedRecord): boolean {
  return WEB_TYPES.includes(type) && (fqdn === UNKNOWN || !fqdn.startsWith(policyHostOf("")));
}

/** The rules of a zone that may stop a request, in phases where rules do: switched on, in a ruleset that runs by itself. */
export function guardsOf({ rulesets }: Edge, phases = GUARDING_PHASES): readonly EdgeRule[] {
  return rulesets
    .filter(({ phase, isEntryPoint }) => (phase === UNKNOWN || phases.includes(phase)) && isEntryPoint !== false)
    .flatMap(knownRules)
    .filter(({ isEnabled, action }) => isEnabled !== false && STOPPING_ACTIONS.includes(action));
}
