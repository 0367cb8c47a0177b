import { checkBimi } from "../../baseline/email/bimi.js";
import { checkTlsRpt } from "../../baseline/email/tlsRpt.js";
import { caaPart } from "./caaPart.js";
import { dkimPart } from "./dkimPart.js";
import { dmarcPart } from "./dmarcPart.js";
import { mtaStsPart } from "./mtaStsPart.js";
import { mxPart } from "./mxPart.js";
import { namePart } from "./namePart.js";
import type { AuditPart } from "./part.js";
import { spfPart } from "./spfPart.js";
import { textPart } from "./textPart.js";

/** The parts of the audit, in the order in which they are printed. */
export const AUDIT_PARTS: readonly AuditPart[] = [
  spfPart,
  dkimPart,
  dmarcPart,
  mxPart,
  mtaStsPart,
  textPart({
    title: "TLS-RPT",
    rule: "RPT01",
    host: "_smtp._tls",
    version: "v=TLSRPTv1",
    check: checkTlsRpt,
    reference: "RFC 8460 §3",
    absent: "There is none, so no report tells of mail that could not be delivered with TLS.",
  }),
  textPart({
    title: "BIMI",
    rule: "BI01",
    host: "default._bimi",
    version: "v=BIMI1",
    check: checkBimi,
    reference: "draft-brand-indicators-for-message-identification §4.2",
    absent: "There is none, so mailboxes show no indicator of the brand.",
  }),
  caaPart,
  namePart,
];
