import type { Finding, Parsed } from "../finding.js";
import { type BimiRecord, readBimi } from "./bimiRecord.js";
import { type Fault, toFinding } from "./fault.js";
import { quoted } from "./quotation.js";

export { type BimiRecord, isBimi } from "./bimiRecord.js";

/** The draft that defines BIMI; it is no RFC yet. */
const DRAFT = "draft-brand-indicators-for-message-identification-14";

/**
 * Reads a BIMI assertion record.
 *
 * @param text the TXT record's text, its character-strings joined
 * @returns the record, or every fault (`BI01`) for which receivers show no indicator
 */
export function parseBimi(text: string): Parsed<BimiRecord> {
  const { record, faults } = readBimi(text);
  return faults.length === 0 ? { ok: true, value: record } : { ok: false, errors: faults };
}

/**
 * Writes a BIMI assertion record. Values are written as given, except that none can open another tag or another URI:
 * semicolons and commas in URIs are percent-encoded.
 *
 * @param model the record; whether receivers can use it is for {@link checkBimi}
 */
export function buildBimi({ l, a, lps, avp }: Omit<BimiRecord, "unknownTags">): string {
  const uri = (text: string) => text.replaceAll(";", "%3B").replaceAll(",", "%2C");
  return [
    "v=BIMI1",
    `l=${uri(l)}`,
    `a=${uri(a)}`,
    ...(lps === undefined ? [] : [`lps=${lps.join(",")}`]),
    ...(avp === undefined ? [] : [`avp=${avp}`]),
  ].join("; ");
}

/** Whether a record declines BIMI for its name, so that the indicator of the domain above is not shown either. */
export function declinesBimi({ l, a }: Pick<BimiRecord, "l" | "a">): boolean {
  return l === "" && a === "";
}

/**
 * Checks a BIMI assertion record: `BI01` for what keeps receivers from using it, `BI04` for what keeps some of them from
 * showing the indicator.
 *
 * @param text the TXT record's text, its character-strings joined
 * @param subject the record's owner name, for example `default._bimi.shop.example`
 */
export function checkBimi(text: string, subject: string): Finding[] {
  const { record, faults, isIgnored } = readBimi(text);
  const found: Fault[] = [...faults];
  const advise = (message: string, fix: string, reference: string) => {
    found.push({ rule: "BI04", position: 0, message, fix, reference });
  };
  if (!isIgnored && record.l !== "" && record.a === "") {
    advise(
      "The record names no evidence in the tag a, so Gmail shows no indicator.",
      "Name the PEM file of a verified or common mark certificate in the tag a.",
      "Gmail help, set up BIMI",
    );
  }
  const [unknown] = record.unknownTags;
  if (unknown !== undefined) {
    advise(`Receivers ignore the unknown tag ${quoted(unknown)}.`, "Remove it or correct its name.", `${DRAFT} §5.3`);
  }
  return found.map((fault) => toFinding(fault, subject));
}
