import { type CaaRecord, CRITICAL, isIssuanceTag } from "./caa.js";
import { type IssuanceTag, parseIssueValue } from "./caaIssue.js";

/**
 * Whether the CAA records that apply to a name let anybody issue a kind of certificate.
 *
 * @param records the relevant record set: all records at the first name, going up from the certificate's, that has any
 * (RFC 8659 §3)
 * @param tag the kind of certificate; a wildcard is `issuewild`, for which `issue` stands in (§4.3)
 * @returns the authorities that may issue in lower case, or `undefined` where every authority may
 */
export function authoritiesFor(records: readonly CaaRecord[], tag: IssuanceTag): readonly string[] | undefined {
  // RFC 8659 §4.5: an authority does not issue where it does not know a critical property.
  const isUnknownCritical = ({ flags, tag: other }: CaaRecord) =>
    flags >= CRITICAL && !isIssuanceTag(other) && other !== "iodef";
  if (records.some(isUnknownCritical)) return [];
  const own = records.filter((record) => record.tag === tag);
  const applied = own.length === 0 && tag === "issuewild" ? records.filter((record) => record.tag === "issue") : own;
  if (applied.length === 0) return undefined;
  return applied.flatMap(({ value }) => {
    const parsed = parseIssueValue(value);
    return parsed.ok && parsed.value.issuer !== undefined ? [parsed.value.issuer] : [];
  });
}
