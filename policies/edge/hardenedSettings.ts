import { readHsts } from "../../baseline/edge/hsts.js";
import { HARDENED_SETTINGS } from "../../baseline/edge/zoneSettings.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { ZONE_SETTING_TYPES } from "../readers/zoneSettings.js";
import { checkSettings, mendSettings, weakValue, type SettingFault } from "./settingRule.js";

const byId = new Map(HARDENED_SETTINGS.map((setting) => [setting.id as unknown, setting]));
const HEADER = "security_header";
const IDS = HARDENED_SETTINGS.map(({ id }) => id);

const fault: SettingFault = (setting) => {
  if (setting.id === HEADER) return sniffing(setting);
  const { weak = [], because = "" } = byId.get(setting.id) ?? {};
  return weakValue(setting, weak, `, which ${because}`);
};

/** The switch stands beside HSTS, in the same setting; without HSTS it is EDGE04's to find fault. */
const sniffing: SettingFault = ({ value }) => {
  const hsts = value === UNKNOWN ? UNKNOWN : readHsts(value);
  if (hsts === UNKNOWN || hsts.nosniff === UNKNOWN || hsts.enabled === UNKNOWN) return UNKNOWN;
  return hsts.enabled && !hsts.nosniff
    ? "does not set nosniff, which keeps browsers from running as a script what the shop serves as a picture"
    : undefined;
};

export const hardenedSettings: Rule = {
  id: "EDGE06",
  name: "edge-hardened-settings",
  title: "No setting of a zone is weaker than it usually is.",
  why: "Each of them is right as Cloudflare's documentation advises, and stays off where somebody once switched it off for a test.",
  fix: `Set ${HARDENED_SETTINGS.map(({ id, to }) => `${id} to "${to}"`).join(", ")}; nosniff of security_header to true.`,
  severity: "low",
  references: [
    { standard: "Cloudflare documentation", section: "Edge certificates; security settings", strength: "satisfies" },
    { standard: "RFC 8446", section: "§8", strength: "supporting" },
    { standard: "Prowler", section: "zone_tls_1_3_enabled and its neighbours", strength: "supporting" },
  ],
  types: ZONE_SETTING_TYPES,
  checkResource: (resource, verdict) => checkSettings(resource, verdict, [...IDS, HEADER], fault),
  remediate: mendSettings(IDS, fault, ({ id }) => byId.get(id)?.to),
};
