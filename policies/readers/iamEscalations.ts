import { isAdministrator } from "../../baseline/iam/administration.js";
import { placesOf, pathText, type Escalation } from "../../baseline/iam/escalation/escalation.js";
import { findEscalations } from "../../baseline/iam/escalation/findEscalations.js";
import type { Holdings } from "../../baseline/iam/holdings.js";
import type { KnownPrincipal } from "../../baseline/iam/escalation/stack.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { mayAdminister } from "./iamAdministrators.js";
import { iamDocuments } from "./iamDocuments.js";
import { POLICY_TYPE } from "./iamEdges.js";
import { iamPrincipals, type IamPrincipal } from "./iamPrincipals.js";

/** Somebody, and the ways in which it becomes more than it is. */
export interface PrincipalEscalations {
  readonly principal: IamPrincipal;
  readonly escalations: readonly Escalation[];
}

/** Escalations of a managed policy that nobody of the stack holds. */
export interface PolicyEscalations {
  readonly urn: string;
  readonly subject: string;
  /** `undefined` where nothing of it is known. */
  readonly escalations: readonly Escalation[] | undefined;
}

/**
 * The ways in which each principal of the stack becomes more than it is, over all that is attached to it. Who is, or may
 * be, an administrator is left out: that is for the rules on administrators. Use it through `stack.read(iamEscalations)`.
 */
export function iamEscalations(stack: Stack): readonly PrincipalEscalations[] {
  const { principals } = stack.read(iamPrincipals);
  const known = principals.flatMap((principal): KnownPrincipal[] => {
    const { principal: arn } = principal.holdings;
    const trust = principal.resource && iamDocuments(principal.resource).find(({ kind }) => kind === "trust")?.document;
    return arn === UNKNOWN ? [] : [{ arn, holdings: principal.holdings, ...(trust === undefined ? {} : { trust }) }];
  });
  return principals
    .filter((principal) => !isAdministrator(principal.holdings) && mayAdminister(principal, stack.settings) !== true)
    .map((principal) => {
      const others = known.filter(({ holdings }) => holdings !== principal.holdings);
      const found = findEscalations(principal.holdings, { principals: others, ownPolicies: principal.ownPolicies });
      return { principal, escalations: found.filter(({ effect }) => effect !== "administrator") };
    });
}

/** The same of managed policies that are attached to nobody. Use it through `stack.read(policyEscalations)`. */
export function policyEscalations(stack: Stack): readonly PolicyEscalations[] {
  const { attached, boundaries } = stack.read(iamPrincipals);
  return stack
    .ofTypes([POLICY_TYPE])
    .filter((policy) => !attached.has(policy) && !boundaries.has(policy))
    .flatMap(iamDocuments)
    .flatMap(({ resource: { urn }, subject, document }): PolicyEscalations[] => {
      if (document === undefined) return [];
      if (document === UNKNOWN) return [{ urn, subject, escalations: undefined }];
      const holdings: Holdings = {
        principal: UNKNOWN,
        documents: [{ source: subject, document }],
        boundary: undefined,
        unread: [],
      };
      const found = findEscalations(holdings);
      return [{ urn, subject, escalations: found.filter(({ effect }) => effect !== "administrator") }];
    });
}

/** Whether a path needs one document only. */
export function isOfOneDocument({ path }: Escalation): boolean {
  return new Set(path.map(({ permit }) => permit.source)).size <= 1;
}

/** `can become administrator: iam:PassRole on * + ec2:RunInstances, by the role policy deploy, statement 1`. */
export function escalationText(escalation: Escalation): string {
  return `${escalation.outcome}: ${wayText(escalation)}`;
}

/** What it takes, and where that stands. */
export function wayText(escalation: Escalation): string {
  return `${pathText(escalation)}, by ${placesOf(escalation).join(" and ")}`;
}
