import type { Rule } from "../framework/rule.js";
import { exposedOrigin } from "./exposedOrigin.js";
import { hardenedSettings } from "./hardenedSettings.js";
import { idleRule } from "./idleRule.js";
import { leakedPasswords } from "./leakedPasswords.js";
import { logInLimit } from "./logInLimit.js";
import { minimumTls } from "./minimumTls.js";
import { originTls } from "./originTls.js";
import { plainHttp } from "./plainHttp.js";
import { statedSettings } from "./statedSettings.js";
import { strictTransport } from "./strictTransport.js";
import { urlNormalization } from "./urlNormalization.js";

export const edgeRules: readonly Rule[] = [
  originTls,
  plainHttp,
  minimumTls,
  strictTransport,
  statedSettings,
  hardenedSettings,
  urlNormalization,
  idleRule,
  logInLimit,
  leakedPasswords,
  exposedOrigin,
];
