import { backupRules } from "./backup/rules.js";
import { bypassRules } from "./bypass/rules.js";
import { dnsRules } from "./dns/rules.js";
import { edgeRules } from "./edge/rules.js";
import { emailRules } from "./email/rules.js";
import { encryptionRules } from "./encryption/rules.js";
import { iamRules } from "./iam/rules.js";
import type { Rule } from "./framework/rule.js";

/** Every rule of the pack, topic by topic. */
export const rules: readonly Rule[] = [
  ...emailRules,
  ...dnsRules,
  ...iamRules,
  ...backupRules,
  ...encryptionRules,
  ...edgeRules,
  ...bypassRules,
];
