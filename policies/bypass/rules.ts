import type { Rule } from "../framework/rule.js";
import { forcedDestroy } from "./forcedDestroy.js";
import { ignoredProperty } from "./ignoredProperty.js";
import { overwrittenRecord } from "./overwrittenRecord.js";
import { unprotected } from "./unprotected.js";
import { unprotectedZone } from "./unprotectedZone.js";

export const bypassRules: readonly Rule[] = [
  ignoredProperty,
  forcedDestroy,
  overwrittenRecord,
  unprotected,
  unprotectedZone,
];
