import type { Rule } from "../framework/rule.js";
import { apexCname } from "./apexCname.js";
import { caaAcm } from "./caaAcm.js";
import { caaAuthorities } from "./caaAuthorities.js";
import { caaMarkCertificates } from "./caaMarkCertificates.js";
import { caaPresent } from "./caaPresent.js";
import { hiddenByDelegation } from "./hiddenByDelegation.js";
import { mxPreference } from "./mxPreference.js";
import { proxiedTtl } from "./proxiedTtl.js";
import { recordValue } from "./recordValue.js";
import { recordZone } from "./recordZone.js";
import { ttlRange } from "./ttlRange.js";
import { zoneSigned } from "./zoneSigned.js";

export const dnsRules: readonly Rule[] = [
  caaAuthorities,
  caaMarkCertificates,
  caaAcm,
  caaPresent,
  zoneSigned,
  proxiedTtl,
  mxPreference,
  recordValue,
  ttlRange,
  apexCname,
  hiddenByDelegation,
  recordZone,
];
