/** The policies of RFC 9989 §4.7, from the weakest to the strongest. */
export const DMARC_POLICIES = ["none", "quarantine", "reject"] as const;

/** What a Domain Owner asks receivers to do with mail that fails DMARC. */
export type DmarcPolicy = (typeof DMARC_POLICIES)[number];

/**
 * How strong a policy is: 0 for `none`, 1 for `quarantine`, 2 for `reject`.
 *
 * @param policy the policy
 */
export function policyStrength(policy: DmarcPolicy): number {
  return DMARC_POLICIES.indexOf(policy);
}

/**
 * The policy one level below, which is what `t=y` asks receivers to apply (RFC 9989 §4.7).
 *
 * @param policy the published policy
 */
export function weakerPolicy(policy: DmarcPolicy): DmarcPolicy {
  return policy === "reject" ? "quarantine" : "none";
}
