import { HARDENED_SETTINGS, STATED_SETTINGS } from "../../baseline/edge/zoneSettings.js";
import type { Resource } from "../framework/resource.js";
import { UNKNOWN } from "../framework/unknown.js";
import { at } from "../readers/blocks.js";
import { EMAIL_IDENTITY_TYPES } from "../readers/emailIdentities.js";
import { GUARDING_PHASES, REDIRECT_PHASE, RULESET, ruleset } from "../readers/rulesets.js";
import { TLS_SETTING_TYPES, zoneSettings } from "../readers/zoneSettings.js";

const SETTINGS: readonly unknown[] = [...STATED_SETTINGS, ...HARDENED_SETTINGS.map(({ id }) => id), UNKNOWN];
const PHASES: readonly unknown[] = [...GUARDING_PHASES, REDIRECT_PHASE, UNKNOWN];

const ofSettings = (resource: Resource): readonly string[] =>
  zoneSettings(resource).some(({ id }) => SETTINGS.includes(id)) ? ["value", "settings", "settingId", "zoneId"] : [];
const ofRuleset = (resource: Resource): readonly string[] =>
  PHASES.includes(ruleset(resource).phase) ? ["rules", "phase", "kind", "zoneId"] : [];
/** Of an identity with a key of its own, the provider never learns what is deployed. */
const ofIdentity = (resource: Resource): readonly string[] =>
  at(resource.whole("dkimSigningAttributes"), "nextSigningKeyLength") === undefined ? [] : ["dkimSigningAttributes"];

/** Properties that the rules guard of some resources of a type, such as settings that a rule judges. */
export const GUARDED_IN_PART: Readonly<Record<string, (resource: Resource) => readonly string[]>> = {
  ...Object.fromEntries(TLS_SETTING_TYPES.map((type) => [type, ofSettings])),
  [RULESET]: ofRuleset,
  ...Object.fromEntries(EMAIL_IDENTITY_TYPES.map((type) => [type, ofIdentity])),
};
