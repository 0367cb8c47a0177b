import { policyHostOf } from "../../baseline/email/mtaStsHost.js";
import type { Resource } from "../framework/resource.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { DNS_RECORD_TYPES } from "../readers/dnsRecords.js";
import { mailFacts } from "../readers/mailRecords.js";
import { stackDns, type PlacedRecord } from "../readers/zones.js";

/** The zones of each provider. An id has 32 digits of hexadecimal, or a Z and more; the offline preview invents others. */
const PROVIDERS = {
  cloudflare: { type: "cloudflare:index/zone:Zone", id: /^[0-9a-f]{32}$/ },
  route53: { type: "aws:route53/zone:Zone", id: /^Z[0-9A-Z]{1,31}$/ },
} as const;

export const recordZone: Rule = {
  id: "DNS11",
  name: "record-zone",
  title: "A record stands in the stack's own zone of its name.",
  why: "In another zone Cloudflare publishes it below that zone's name, and Route 53 in a private zone of the same name, where no receiver asks: the SPF, DMARC or CAA record that the program shows is missing.",
  fix: "Give zoneId from the zone that is a resource of the stack, as zone.id.",
  severity: "high",
  references: [
    { standard: "RFC 1034", section: "§4.2", strength: "supporting" },
    { standard: "Cloudflare API", section: "DNS Records for a Zone", strength: "satisfies" },
    {
      standard: "Route 53 Developer Guide",
      section: "Considerations when working with a private hosted zone",
      strength: "supporting",
    },
  ],
  types: DNS_RECORD_TYPES,
  checkStack(stack, verdict) {
    const { records, zones } = stack.read(stackDns);
    const ids = idsByZone(records);
    for (const record of records) {
      const { fqdn, provider, resource } = record;
      const given = resource.text("zoneId");
      const isText = typeof given === "string" && !resource.sources.has("zoneId");
      if (fqdn === UNKNOWN || !isText || !isForEverybody(record)) continue;
      const { type, id: form } = PROVIDERS[provider];
      const holders = zones.filter(
        ({ name, resource: zone }) =>
          zone.type === type && name !== UNKNOWN && (fqdn === name || fqdn.endsWith(`.${name}`)),
      );
      if (holders.length === 0) continue;
      const known = holders.map((zone) => idOf(zone.resource, ids));
      if (known.includes(given)) continue;
      const fact = `${fqdn} has the zoneId ${given}`;
      const at = { urn: resource.urn };
      if (known.every((id) => id !== undefined && form.test(id) === form.test(given)))
        verdict.violation(`${fact}, which is not that of the stack's own zone of this name.`, at);
      else verdict.undetermined(`${fact}; whether it is that of the stack's own zone is not known yet.`, at);
    }
  },
};

/** Whether a record is worth nothing in private. At Route 53 a private zone may stand beside the public one of its name. */
function isForEverybody({ provider, type, name, resource }: PlacedRecord): boolean {
  const isNamed = name !== UNKNOWN && (name.startsWith(policyHostOf("")) || name.includes("._report._dmarc"));
  const isAsked = type === "CAA" || type === "MX" || isNamed;
  return provider === "cloudflare" || isAsked || (mailFacts(resource)?.texts.length ?? 0) > 0;
}

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
  const own = zone.text(zone.type === PROVIDERS.route53.type ? "zoneId" : "id");
  return typeof own === "string" ? own : ids.get(zone.urn);
}
