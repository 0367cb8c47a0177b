import type { HeldDocument } from "../../baseline/iam/holdings.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { iamDocuments } from "./iamDocuments.js";
import { endsOf, POLICY_TYPE } from "./iamEdges.js";
import { iamPrincipals } from "./iamPrincipals.js";
import { namesIn } from "./links.js";

/** A permissions boundary that bounds somebody. */
export interface UsedBoundary {
  /** Unknown where it is a policy of the stack, or one that nobody can tell yet, of which nothing is known. */
  readonly held: Maybe<HeldDocument>;
  /** Where to report. */
  readonly urn: string;
  /** Who stands below it; unknown where the holders are made elsewhere, or later. */
  readonly holder: Maybe<string>;
  readonly arn: string | undefined;
}

/**
 * The boundaries of the stack's principals, and those that a policy demands of the roles which its holder makes
 * (`iam:PermissionsBoundary`). Use it through `stack.read(usedBoundaries)`.
 */
export function usedBoundaries(stack: Stack): readonly UsedBoundary[] {
  const { principals } = stack.read(iamPrincipals);
  const found = new Map<string, UsedBoundary>();
  const policies = stack.ofTypes([POLICY_TYPE]);
  for (const principal of principals) {
    const { boundary, principal: holder } = principal.holdings;
    if (boundary === UNKNOWN && principal.resource && isHidden(stack, principal.resource)) {
      found.set(principal.urn, { held: UNKNOWN, urn: principal.urn, holder, arn: undefined });
    }
    if (boundary === undefined || boundary === UNKNOWN) continue;
    const policy = policies.find((one) => iamDocuments(one).some(({ subject }) => subject === boundary.source));
    const urn = policy?.urn ?? principal.urn;
    if (!found.has(urn))
      found.set(urn, { held: boundary, urn, holder, arn: arnOf(policy, boundaryArnOf(principal.resource)) });
  }
  for (const [policy, arn] of stack.read(demandedBoundaries)) {
    const [document] = iamDocuments(policy);
    if (found.has(policy.urn) || !document?.document || document.document === UNKNOWN) continue;
    const held = { source: document.subject, document: document.document };
    found.set(policy.urn, { held, urn: policy.urn, holder: UNKNOWN, arn });
  }
  return [...found.values()];
}

/**
 * The policies of the stack that somebody must set as the boundary of the principals which it makes, with the ARN by which
 * they are demanded. Use it through `stack.read(demandedBoundaries)`.
 */
export function demandedBoundaries(stack: Stack): ReadonlyMap<Resource, string> {
  const { principals } = stack.read(iamPrincipals);
  const demanded = principals.flatMap(({ holdings }) => holdings.documents).flatMap(demandedIn);
  const found = new Map<Resource, string>();
  for (const policy of stack.ofTypes([POLICY_TYPE])) {
    const own = [policy.text("arn"), policy.text("name")];
    const arn = demanded.find((name) => namesIn(name).some((one) => own.includes(one)));
    if (arn !== undefined) found.set(policy, arn);
  }
  return found;
}

/** A boundary of another stack is judged there. */
function isHidden(stack: Stack, holder: Resource): boolean {
  const { resources, isLost } = endsOf(stack, holder, "permissionsBoundary", POLICY_TYPE);
  return isLost || resources.length > 0;
}

/** As the holder names it, for a preview without an account invents the policy's own. */
function arnOf(policy: Resource | undefined, given: string | undefined): string | undefined {
  const own = policy?.text("arn");
  return given ?? (typeof own === "string" ? own : undefined);
}

function boundaryArnOf(holder: Resource | undefined): string | undefined {
  const given = holder?.text("permissionsBoundary");
  return typeof given === "string" ? given : undefined;
}

/** The boundaries that a document demands of principals which its holder makes. */
function demandedIn({ document }: HeldDocument): string[] {
  return document.statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap(({ conditions }) => conditions.filter(({ key }) => key.toLowerCase() === "iam:permissionsboundary"))
    .flatMap(({ values }) => values.filter((value) => value !== UNKNOWN));
}
