import { type DmarcPolicy, weakerPolicy } from "./dmarcPolicy.js";
import type { DmarcReading } from "./dmarcRecord.js";

/** Whose mail a receiver judges: the domain's of the record, or that of a subdomain which exists, or which does not. */
export type DmarcAudience = "domain" | "subdomain" | "missingSubdomain";

/**
 * The policy that a record asks for, whether it is tested or not (RFC 9989 §4.10.1).
 *
 * @param reading the record
 * @param audience where the Author Domain stands below the record's domain
 * @returns the policy, or `undefined` where the receiver applies no DMARC
 */
export function policyRequested(reading: DmarcReading, audience: DmarcAudience): DmarcPolicy | undefined {
  const { record, invalidPolicies, isIgnored } = reading;
  if (isIgnored) return undefined;
  if (record.p === undefined || invalidPolicies.length > 0) return withoutPolicy(reading);
  const forSubdomain = record.sp ?? record.p;
  const forMissing = record.np ?? forSubdomain;
  return { domain: record.p, subdomain: forSubdomain, missingSubdomain: forMissing }[audience];
}

/**
 * The policy that a receiver of RFC 9989 applies to mail that fails DMARC: `t=y` lowers it by one level (§4.7).
 *
 * @param reading the record
 * @param audience where the Author Domain stands below the record's domain
 */
export function policyApplied(reading: DmarcReading, audience: DmarcAudience): DmarcPolicy | undefined {
  const policy = policyRequested(reading, audience);
  return policy !== undefined && reading.record.t === "y" ? weakerPolicy(policy) : policy;
}

/**
 * The policy that a receiver of RFC 7489 applies (§6.6.3): the tags `np` and `t` are unknown to it. Its tag `pct` is
 * not looked at, since `DM06` refuses it.
 *
 * @param reading the record
 * @param isSubdomain whether the Author Domain is a subdomain of the record's domain
 */
export function policyByRfc7489(reading: DmarcReading, isSubdomain: boolean): DmarcPolicy | undefined {
  const { record, invalidPolicies, isIgnored } = reading;
  if (isIgnored) return undefined;
  if (record.p === undefined || invalidPolicies.includes("sp")) return withoutPolicy(reading);
  return isSubdomain ? (record.sp ?? record.p) : record.p;
}

/** A record without a valid policy counts as `p=none` where it asks for reports, and else not at all. */
function withoutPolicy({ record }: DmarcReading): DmarcPolicy | undefined {
  return record.rua.length > 0 ? "none" : undefined;
}
