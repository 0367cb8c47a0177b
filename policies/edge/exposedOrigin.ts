import type { Rule, Verdict } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { CLOUDFLARE_RECORD_TYPES } from "../readers/dnsRecords.js";
import { guardsOf, stackEdges, type Edge } from "../readers/edges.js";
import { RULESET } from "../readers/rulesets.js";
import type { PlacedRecord } from "../readers/zones.js";

export const exposedOrigin: Rule = {
  id: "EDGE11",
  name: "edge-exposed-origin",
  title:
    "The shop's own names are proxied where its protection stands at Cloudflare, and no other name tells the origin.",
  why: "Requests for a name that is not proxied go past the firewall, the limits and the encryption of the edge; and whoever knows the origin's address may send all requests there.",
  fix: "Set proxied: true and ttl: 1; give what needs the plain address, such as a mail host, another address than the shop's.",
  severity: "medium",
  references: [
    {
      standard: "Cloudflare documentation",
      section: "Proxy status; Protect your origin server",
      strength: "satisfies",
    },
    { standard: "Prowler", section: "dns_record_proxied", strength: "supporting" },
  ],
  types: [...CLOUDFLARE_RECORD_TYPES, RULESET, "cloudflare:index/zone:Zone"],
  asksInputs: true,
  checkStack(stack, verdict) {
    for (const edge of stack.read(stackEdges)) {
      const isGuarded = guardsOf(edge).length > 0;
      if (edge.isProxied) judgePause(edge, verdict);
      const origins = new Set(edge.web.filter(({ proxied }) => proxied === true).flatMap(targetsOf));
      for (const record of edge.web) {
        if (record.proxied === true || record.fqdn === UNKNOWN) continue;
        const leaked = targetsOf(record).find((target) => origins.has(target));
        const isShop = isGuarded && isShopName(record, edge);
        const placed = { urn: record.resource.urn };
        if (record.proxied === UNKNOWN) {
          if (isShop || leaked !== undefined)
            verdict.undetermined(`Whether ${record.fqdn} is proxied will be known only after the deploy.`, placed);
        } else if (leaked !== undefined)
          verdict.violation(`${record.fqdn} is not proxied and leads to ${leaked}, as a proxied name does.`, placed);
        else if (isShop)
          verdict.violation(
            `${record.fqdn} is not proxied, but ${edge.name} has rules at Cloudflare that stop requests.`,
            placed,
          );
      }
    }
  },
};

/** Cloudflare documentation, "Pause Cloudflare": names lead to the origin, without firewall and certificate. */
function judgePause({ zone: { resource }, name }: Edge, verdict: Verdict): void {
  const isPaused = resource.flag("paused");
  const placed = { urn: resource.urn };
  if (isPaused === UNKNOWN) verdict.undetermined(`Whether ${name} is paused is not known yet.`, placed);
  else if (isPaused) verdict.violation(`${name} is paused, so that no name of it is proxied.`, placed);
}

/** The zone's own name, or www: other names may be those of services that speak no HTTP. */
function isShopName({ fqdn }: PlacedRecord, { zone }: Edge): boolean {
  return zone.name !== UNKNOWN && (fqdn === zone.name || fqdn === `www.${zone.name}`);
}

function targetsOf({ values }: PlacedRecord): readonly string[] {
  if (values === UNKNOWN) return [];
  return values.filter((value) => value !== UNKNOWN).map((value) => value.toLowerCase().replace(/\.$/, ""));
}
