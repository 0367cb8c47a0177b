import { hstsFault, readHsts } from "../../baseline/edge/hsts.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { ZONE_SETTING_TYPES } from "../readers/zoneSettings.js";
import { checkSettings } from "./settingRule.js";

export const strictTransport: Rule = {
  id: "EDGE04",
  name: "edge-hsts",
  title: "Browsers remember for half a year or more to speak HTTPS only (HSTS).",
  why: "Somebody in the same network answers a customer's first plain request instead of the redirect, and reads the session from there on. A browser that remembers sends no plain request.",
  fix: "Give security_header the value { strict_transport_security: { enabled: true, max_age: 31536000, include_subdomains: false, preload: false, nosniff: true } }, its names as they stand here: the provider sends them on as they are.",
  severity: "medium",
  references: [
    { standard: "RFC 6797", section: "§6.1, §11.2", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "4.2.1", strength: "supporting" },
  ],
  types: ZONE_SETTING_TYPES,
  checkResource(resource, verdict) {
    checkSettings(resource, verdict, ["security_header"], ({ value }) => {
      const hsts = value === UNKNOWN ? UNKNOWN : readHsts(value);
      return hsts === UNKNOWN ? UNKNOWN : hstsFault(hsts);
    });
  },
};
