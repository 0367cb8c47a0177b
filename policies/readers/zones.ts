import { isSubdomainOf, toFqdn } from "../../baseline/email/name.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { dnsRecords, type DnsRecord } from "./dnsRecords.js";

const ZONE_TYPES: readonly string[] = ["cloudflare:index/zone:Zone", "aws:route53/zone:Zone"];

/** A public DNS zone that is a resource of the stack. */
interface Zone {
  readonly resource: Resource;
  readonly name: Maybe<string>;
}

/** A record and where it stands. */
export interface PlacedRecord extends DnsRecord {
  /** What tells its zone from others: two providers may hold zones of one name while a domain moves. */
  readonly zone: string;
  /** The whole name, in lower case without a final dot; as written where the zone's name is not known. */
  readonly fqdn: Maybe<string>;
}

/** The DNS of a stack: its records in their zones, and the domains whose whole zone it holds. */
export interface StackDns {
  readonly records: readonly PlacedRecord[];
  /** Records by zone and whole name; those with an unknown name are in `nameless`. */
  readonly byName: ReadonlyMap<string, readonly PlacedRecord[]>;
  readonly nameless: readonly PlacedRecord[];
  /** Domains that the stack, or the configuration, says it owns. */
  readonly owned: readonly OwnedDomain[];
}

/** A domain whose whole zone the stack holds. */
export interface OwnedDomain {
  readonly name: string;
  /** The zone resource, to report at; `undefined` for a domain of the configuration. */
  readonly urn: string | undefined;
}

/** The DNS of the stack. Use it through `stack.read(stackDns)`. */
export function stackDns(stack: Stack): StackDns {
  const zones = stack
    .ofTypes(ZONE_TYPES)
    .filter(isPublic)
    .map((resource): Zone => ({ resource, name: zoneName(resource) }));
  const owned: OwnedDomain[] = zones.flatMap(({ resource, name }) =>
    name === UNKNOWN || isReverse(name) ? [] : { name, urn: resource.urn },
  );
  for (const name of stack.settings.ownedDomains) {
    if (!owned.some((domain) => domain.name === name)) owned.push({ name, urn: undefined });
  }
  const records = dnsRecords(stack).map((record) => place(record, zones, owned));
  const byName = new Map<string, PlacedRecord[]>();
  for (const record of records) {
    if (record.fqdn === UNKNOWN) continue;
    const key = `${record.zone} ${record.fqdn}`;
    const same = byName.get(key);
    if (same) same.push(record);
    else byName.set(key, [record]);
  }
  return { records, byName, nameless: records.filter(({ fqdn }) => fqdn === UNKNOWN), owned };
}

/** The owned domain that holds a name, the longest where several do. */
export function ownerOf(name: string, owned: readonly OwnedDomain[]): OwnedDomain | undefined {
  return owned
    .filter((domain) => name === domain.name || isSubdomainOf(name, domain.name))
    .sort((one, other) => other.name.length - one.name.length)[0];
}

function isPublic(zone: Resource): boolean {
  // A Route 53 zone with VPCs is private: nobody outside asks it.
  const vpcs = zone.list("vpcs");
  return vpcs !== UNKNOWN && vpcs.length === 0;
}

function isReverse(name: string): boolean {
  return name.endsWith(".arpa");
}

function zoneName(zone: Resource): Maybe<string> {
  const name = zone.text("name");
  return name === UNKNOWN || name === undefined ? UNKNOWN : (toFqdn(name) ?? UNKNOWN);
}

function place(record: DnsRecord, zones: readonly Zone[], owned: readonly OwnedDomain[]): PlacedRecord {
  const sources = record.resource.sources.get("zoneId") ?? [];
  const id = record.resource.text("zoneId");
  const zone =
    zones.find(({ resource }) => sources.includes(resource.urn)) ??
    zones.find(({ resource }) => id !== UNKNOWN && id !== undefined && id === idOf(resource));
  const named = zone && zone.name !== UNKNOWN ? zone.name : undefined;
  return {
    ...record,
    zone: zone?.resource.urn ?? (id === UNKNOWN || id === undefined ? record.provider : id),
    fqdn: record.name === UNKNOWN ? UNKNOWN : wholeName(record.name, named, owned),
  };
}

function idOf(zone: Resource): string | undefined {
  const id = zone.text("zoneId");
  return id === UNKNOWN ? undefined : id;
}

function wholeName(name: string, zone: string | undefined, owned: readonly OwnedDomain[]): string {
  const known = zone ?? (ownerOf(name, owned) ? "" : undefined);
  return known === undefined ? name : (toFqdn(name, known) ?? name);
}
