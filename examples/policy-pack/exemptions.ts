import type { Exemption } from "storefront-baseline/policies";

/**
 * What the team agreed to leave as it is, and until when. An exemption that has expired, or covers nothing any more,
 * is a violation itself.
 *
 * @example
 * ```ts
 * {
 *   rule: "SHOP01",
 *   resource: "*::legacy-exports",
 *   reason: "The old warehouse reads it by this name until it is switched off.",
 *   expires: "2027-06-30",
 *   ticket: "SHOP-1234",
 * }
 * ```
 */
export const exemptions: readonly Exemption[] = [];
