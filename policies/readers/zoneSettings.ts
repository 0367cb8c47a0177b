import type { Resource } from "../framework/resource.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import type { Block } from "./blocks.js";

const SETTING = "cloudflare:index/zoneSetting:ZoneSetting";
/** All settings at once, in versions of the provider before 6. */
const OVERRIDE = "cloudflare:index/zoneSettingsOverride:ZoneSettingsOverride";
/** Settings of TLS for one host of the zone. */
const HOST_SETTING = "cloudflare:index/hostnameTlsSetting:HostnameTlsSetting";

/** The types that hold settings of a whole zone. */
export const ZONE_SETTING_TYPES: readonly string[] = [SETTING, OVERRIDE];
/** Those of a host as well. */
export const TLS_SETTING_TYPES: readonly string[] = [...ZONE_SETTING_TYPES, HOST_SETTING];

/** One setting of a zone, or of one host in it. */
export interface ZoneSetting {
  readonly resource: Resource;
  /** Its id in Cloudflare's API, for example `min_tls_version`. */
  readonly id: Maybe<string>;
  /** Its value as the API takes it, with `UNKNOWN` for each value in it that is not known. */
  readonly value: unknown;
  /** Where the value stands among the resource's properties. */
  readonly path: string;
}

/** Names of the older type that are not the API's in another spelling. */
const OLD_NAMES: Readonly<Record<string, string>> = { zeroRtt: "0rtt", tls13: "tls_1_3", sha1Support: "sha1_support" };

/** The settings that a resource holds; none where it is of another type. */
export function zoneSettings(resource: Resource): readonly ZoneSetting[] {
  if (resource.type !== OVERRIDE) {
    if (!TLS_SETTING_TYPES.includes(resource.type)) return [];
    const id = resource.text("settingId") ?? "";
    return [{ resource, id, value: resource.whole("value"), path: "value" }];
  }
  const settings = resource.whole("settings");
  if (settings === UNKNOWN) return [{ resource, id: UNKNOWN, value: UNKNOWN, path: "settings" }];
  if (typeof settings !== "object" || settings === null) return [];
  return Object.entries(settings as Block).map(([name, value]) => {
    const id = OLD_NAMES[name] ?? snakeCase(name);
    const now = id === "security_header" ? inParts(value) : value;
    return { resource, id, value: now, path: `settings.${name}` };
  });
}

/** The older type has what is in `strict_transport_security` without it, in camelCase. */
function inParts(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const parts = Object.entries(value as Block).map(([name, part]) => [snakeCase(name), part]);
  return { strict_transport_security: Object.fromEntries(parts) as Block };
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
