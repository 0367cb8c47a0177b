import { toFqdn } from "../../baseline/email/name.js";
import { registeredDomain } from "../../baseline/email/publicSuffix.js";
import { isAtOrBelow } from "../../baseline/email/spf/zone.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { dnsRecords, type DnsRecord } from "./dnsRecords.js";

const ZONE_TYPES: readonly string[] = ["cloudflare:index/zone:Zone", "aws:route53/zone:Zone"];

/** A public DNS zone that is a resource of the stack. */
export interface Zone {
  readonly resource: Resource;
  readonly name: Maybe<string>;
}

/** A record and where it stands. */
export interface PlacedRecord extends DnsRecord {
  /** What tells its zone from others: two providers may hold zones of one name while a domain moves. */
  readonly zone: string;
  /** Its zone's name, where the stack holds the zone. */
  readonly zoneName: string | undefined;
  /** The whole name, in lower case without a final dot; as written where the zone's name is not known. */
  readonly fqdn: Maybe<string>;
}

/** The DNS of a stack: its records in their zones, and the domains whose whole zone it holds. */
export interface StackDns {
  readonly records: readonly PlacedRecord[];
  /** Records by zone and whole name; those with an unknown name are in `nameless`, but for proofs of certificates. */
  readonly byName: ReadonlyMap<string, readonly PlacedRecord[]>;
  readonly nameless: readonly PlacedRecord[];
  /** The zones of the stack that answer for the whole of a domain in public. */
  readonly zones: readonly Zone[];
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
  const whole = zones.filter((zone) => isWhole(zone));
  const owned: OwnedDomain[] = whole.flatMap(({ resource, name }) =>
    name === UNKNOWN ? [] : { name, urn: resource.urn },
  );
  for (const name of stack.settings.ownedDomains) {
    if (!owned.some((domain) => domain.name === name)) owned.push({ name, urn: undefined });
  }
  const find = zoneFinder(stack, zones);
  const records = dnsRecords(stack).map((record) => place(record, find(record.resource), owned));
  const byName = new Map<string, PlacedRecord[]>();
  for (const record of records) {
    if (record.fqdn === UNKNOWN) continue;
    const key = `${record.zone} ${record.fqdn}`;
    const same = byName.get(key);
    if (same) same.push(record);
    else byName.set(key, [record]);
  }
  return {
    records,
    byName,
    nameless: records.filter(({ fqdn, resource }) => fqdn === UNKNOWN && !isOfCertificate(stack, resource)),
    zones: whole,
    owned,
  };
}

/**
 * The name of such a record is a random label below the certificate's name, so it is none that anybody looks for.
 * Source: AWS Certificate Manager user guide, "DNS validation".
 */
function isOfCertificate(stack: Stack, record: Resource): boolean {
  return stack.sourcesOf(record, "name", ["aws:acm/certificate:Certificate"]).length > 0;
}

const byWholeName = new WeakMap<readonly PlacedRecord[], ReadonlyMap<string, readonly PlacedRecord[]>>();

/** The records at a whole name, in whatever zone. Asked for every name, so it does not search. */
export function recordsAt({ records }: Pick<StackDns, "records">, name: string): readonly PlacedRecord[] {
  let names = byWholeName.get(records);
  if (!names) {
    const made = new Map<string, PlacedRecord[]>();
    for (const record of records) {
      if (record.fqdn === UNKNOWN) continue;
      const same = made.get(record.fqdn);
      if (same) same.push(record);
      else made.set(record.fqdn, [record]);
    }
    byWholeName.set(records, (names = made));
  }
  return names.get(name) ?? [];
}

const byDomain = new WeakMap<readonly OwnedDomain[], ReadonlyMap<string, OwnedDomain>>();

/** The owned domain that holds a name, the longest where several do. Asked for every record, so it does not search. */
export function ownerOf(name: string, owned: readonly OwnedDomain[]): OwnedDomain | undefined {
  let domains = byDomain.get(owned);
  if (!domains) byDomain.set(owned, (domains = new Map(owned.toReversed().map((domain) => [domain.name, domain]))));
  for (let at = name; ; at = at.slice(at.indexOf(".") + 1)) {
    const owner = domains.get(at);
    if (owner || !at.includes(".")) return owner;
  }
}

/** Whether a host is of the organisation of a domain, or of a domain that the stack or the configuration owns. */
export function isOwnHost(host: string, domain: string, owned: readonly OwnedDomain[]): boolean {
  return isAtOrBelow(host, [registeredDomain(domain) ?? domain]) || ownerOf(host, owned) !== undefined;
}

function isPublic(zone: Resource): boolean {
  // A Route 53 zone with VPCs is private: nobody outside asks it.
  const vpcs = zone.list("vpcs");
  return vpcs !== UNKNOWN && vpcs.length === 0;
}

/** Neither for reverse look-ups, nor one at Cloudflare that only proxies names of a zone held elsewhere, or is internal. */
function isWhole({ resource, name }: Zone): boolean {
  const type = resource.text("type");
  return (name === UNKNOWN || !name.endsWith(".arpa")) && type !== "partial" && type !== "internal";
}

function zoneName(zone: Resource): Maybe<string> {
  const name = zone.text("name");
  return name === UNKNOWN || name === undefined ? UNKNOWN : (toFqdn(name) ?? UNKNOWN);
}

/** Finds the zone that a record names: by what its `zoneId` came from, then by the id. */
function zoneFinder(stack: Stack, zones: readonly Zone[]): (record: Resource) => Zone | undefined {
  const ofResource = new Map(zones.map((zone) => [zone.resource, zone]));
  // The first of two zones with one id counts, hence the reversal.
  const byId = new Map(zones.toReversed().map((zone) => [idOf(zone.resource), zone]));
  return (record) => {
    const sourced = stack.sourcesOf(record, "zoneId", ZONE_TYPES).find((source) => ofResource.has(source));
    if (sourced) return ofResource.get(sourced);
    const id = record.text("zoneId");
    return id === UNKNOWN || id === undefined ? undefined : byId.get(id);
  };
}

function place(record: DnsRecord, zone: Zone | undefined, owned: readonly OwnedDomain[]): PlacedRecord {
  const id = record.resource.text("zoneId");
  const named = zone && zone.name !== UNKNOWN ? zone.name : undefined;
  return {
    ...record,
    zone: zone?.resource.urn ?? (id === UNKNOWN || id === undefined ? record.provider : id),
    zoneName: named,
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
