import { STATED_SETTINGS } from "../../baseline/edge/zoneSettings.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { inZone, stackEdges } from "../readers/edges.js";
import { ZONE_SETTING_TYPES, zoneSettings } from "../readers/zoneSettings.js";

const ZONE = "cloudflare:index/zone:Zone";
const RECORD = "cloudflare:index/dnsRecord:DnsRecord";

export const statedSettings: Rule = {
  id: "EDGE05",
  name: "edge-stated-settings",
  title: "A zone with proxied names says how their visitors are encrypted.",
  why: "Where nobody says anything, Cloudflare answers plain HTTP, takes TLS 1.0, sends no HSTS, and verifies the origin's certificate only if it found a valid one there by itself.",
  fix: `Set ${STATED_SETTINGS.join(", ")} of the zone, by one ZoneSetting each.`,
  severity: "medium",
  references: [
    { standard: "Cloudflare API", section: "Edit zone setting, defaults", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "4.2.1", strength: "supporting" },
  ],
  types: [ZONE, RECORD, ...ZONE_SETTING_TYPES],
  asksInputs: true,
  checkStack(stack, verdict) {
    for (const { zone, name, isProxied } of stack.read(stackEdges)) {
      if (!isProxied) continue;
      const { own, isLost } = inZone(stack, zone, ZONE_SETTING_TYPES);
      const ids = own.flatMap(zoneSettings).map(({ id }) => id);
      const missing = STATED_SETTINGS.filter((id) => !ids.includes(id));
      const at = { urn: zone.resource.urn };
      if (missing.length === 0) continue;
      if (isLost || ids.includes(UNKNOWN))
        verdict.undetermined(`Whether ${name} has ${missing.join(", ")} will be known only after the deploy.`, at);
      else verdict.violation(`${name} has proxied names, but the stack does not set its ${missing.join(", ")}.`, at);
    }
  },
};
