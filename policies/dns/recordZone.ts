import type { Resource } from "../framework/resource.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { CLOUDFLARE_RECORD_TYPES } from "../readers/dnsRecords.js";
import { stackDns, type PlacedRecord } from "../readers/zones.js";

const ZONE = "cloudflare:index/zone:Zone";
/** Cloudflare API, Zones: an id has 32 digits of hexadecimal. The offline preview invents others. */
const ID = /^[0-9a-f]{32}$/;

export const recordZone: Rule = {
  id: "DNS11",
  name: "record-zone",
  title: "A Cloudflare record stands in the stack's own zone of its name.",
  why: "In another zone Cloudflare publishes it below that zone's name, or where nobody asks: the SPF, DMARC or CAA record that the program shows is missing.",
  fix: "Give zoneId from the zone that is a resource of the stack, as zone.id.",
  severity: "high",
  references: [
    { standard: "RFC 1034", section: "§4.2", strength: "supporting" },
    { standard: "Cloudflare API", section: "DNS Records for a Zone", strength: "satisfies" },
  ],
  types: CLOUDFLARE_RECORD_TYPES,
  checkStack(stack, verdict) {
    const { records, zones } = stack.read(stackDns);
    const own = zones.filter(({ resource }) => resource.type === ZONE);
    const ids = idsByZone(records);
    for (const { fqdn, provider, resource } of records) {
      const given = resource.text("zoneId");
      const isText = typeof given === "string" && !resource.sources.has("zoneId");
      if (provider !== "cloudflare" || fqdn === UNKNOWN || !isText) continue;
      const holders = own.filter(({ name }) => name !== UNKNOWN && (fqdn === name || fqdn.endsWith(`.${name}`)));
      if (holders.length === 0) continue;
      const known = holders.map((zone) => idOf(zone.resource, ids));
      if (known.includes(given)) continue;
      const fact = `${fqdn} has the zoneId ${given}`;
      const at = { urn: resource.urn };
      if (known.every((id) => id !== undefined && ID.test(id) === ID.test(given)))
        verdict.violation(`${fact}, which is not that of the stack's own zone of this name.`, at);
      else verdict.undetermined(`${fact}; whether it is that of the stack's own zone is not known yet.`, at);
    }
  },
};

/** The ids of zones, as records have them whose `zoneId` comes from the zone. */
function idsByZone(records: readonly PlacedRecord[]): ReadonlyMap<string, string> {
  return new Map(
    records.flatMap(({ zone, resource }): [string, string][] => {
      const id = resource.text("zoneId");
      return typeof id === "string" && resource.sources.get("zoneId")?.includes(zone) === true ? [[zone, id]] : [];
    }),
  );
}

function idOf(zone: Resource, ids: ReadonlyMap<string, string>): string | undefined {
  const own = zone.text("id");
  return typeof own === "string" ? own : ids.get(zone.urn);
}
