import type { Finding } from "../finding.js";
import { readDmarc } from "./dmarcRecord.js";
import { type Fault, toFinding } from "./fault.js";
import { readTagList } from "./tagList.js";

/**
 * Checks whether a DMARC record lets receivers show an indicator: `BI02` where it does not reach what BIMI demands,
 * `BI04` where it only tests. It is to be asked of the record of the From domain and of that of its Organizational
 * Domain.
 *
 * @param text the DMARC record's text
 * @param subject the name of the BIMI record, for example `default._bimi.shop.example`
 * @param owner the DMARC record's owner name, for example `_dmarc.shop.example`
 */
export function checkBimiPrerequisites(text: string, subject: string, owner: string): Finding[] {
  const { record, invalidPolicies, isIgnored } = readDmarc(text);
  const faults: Fault[] = [];
  const fault = (rule: string, message: string, fix: string) => {
    faults.push({ rule, position: 0, message, fix, reference: REFERENCE });
  };
  const { p, sp, t } = record;
  if (isIgnored) fault("BI02", `Receivers ignore the DMARC record at ${owner}.`, "Correct the DMARC record.");
  else if (record.p === undefined || invalidPolicies.length > 0)
    fault("BI02", `The DMARC record at ${owner} has no valid policy.`, "Publish p=reject.");
  else {
    if (p === "none") fault("BI02", `The DMARC record at ${owner} has p=none.`, "Publish p=quarantine or p=reject.");
    if (sp === "none")
      fault("BI02", `The DMARC record at ${owner} has sp=none.`, "Remove the tag sp, or publish sp=reject.");
    // RFC 9989 has no pct; receivers that still read it take BIMI's word that only 100 counts.
    const pct = readTagList(text, "DM02").tags.find(({ name }) => name === "pct")?.value;
    if (p === "quarantine" && pct !== undefined && pct !== "100") {
      fault(
        "BI02",
        `The DMARC record at ${owner} applies p=quarantine to a part of the mail only.`,
        "Remove the tag pct.",
      );
    }
    if (t === "y") {
      fault("BI04", `The DMARC record at ${owner} only tests its policy (t=y).`, "Remove the tag t.");
    }
  }
  return faults.map((found) => toFinding(found, subject));
}

const REFERENCE = "draft-brand-indicators-for-message-identification-14 §8.1";
