import { DEPRECATED_TLS, MINIMUM_TLS } from "../../baseline/edge/zoneSettings.js";
import type { Rule } from "../framework/rule.js";
import { TLS_SETTING_TYPES } from "../readers/zoneSettings.js";
import { checkSettings, mendSettings, weakValue, type SettingFault } from "./settingRule.js";

const IDS: readonly string[] = ["min_tls_version"];
// A program may write 1.0 as a number, which is the text 1 then.
const fault: SettingFault = (setting) => weakValue(setting, [...DEPRECATED_TLS, "1"], `, below ${MINIMUM_TLS}`);

export const minimumTls: Rule = {
  id: "EDGE03",
  name: "edge-minimum-tls",
  title: `Visitors speak TLS ${MINIMUM_TLS} or later.`,
  why: "TLS 1.0 and 1.1 rest on MD5 and SHA-1 and have known attacks; a scan by an approved vendor fails for them.",
  fix: `Set min_tls_version to "${MINIMUM_TLS}".`,
  severity: "medium",
  references: [
    { standard: "RFC 8996", section: "§4, §5", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "4.2.1", strength: "partial" },
  ],
  types: TLS_SETTING_TYPES,
  checkResource: (resource, verdict) => checkSettings(resource, verdict, IDS, fault),
  remediate: mendSettings(IDS, fault, () => MINIMUM_TLS),
};
