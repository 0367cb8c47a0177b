import { boundariesDemandedOf, fits, protectsBoundary, speaksOfBoundaries } from "../../baseline/iam/spareBoundary.js";
import type { Rule, Verdict } from "../framework/rule.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { iamDocuments, nameOf, type IamDocument } from "../readers/iamDocuments.js";
import { IAM_TYPES, POLICY_TYPE } from "../readers/iamEdges.js";
import { iamPrincipals } from "../readers/iamPrincipals.js";
import { usedBoundaries } from "../readers/usedBoundaries.js";

export const spareBoundary: Rule = {
  id: "IAM31",
  name: "iam-spare-boundary",
  title: "A permissions boundary that is written for a role, or demanded of roles of its path, bounds it.",
  why: "Without the line that sets it nothing looks different today; the next policy that somebody attaches has no ceiling.",
  fix: "Set permissionsBoundary of the role to the policy's ARN, or take the policy, or the demand, out of the program.",
  severity: "high",
  references: [
    { standard: "AWS Well-Architected", section: "SEC03-BP05", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "7.2.1", strength: "supporting" },
  ],
  types: IAM_TYPES,
  // A policy that denies its own change, allows just what a role of the stack may do, and bounds nobody.
  checkStack(stack, verdict) {
    judgeDemands(stack, verdict);
    for (const spare of spareBoundaries(stack)) {
      for (const { holdings, hidden, resource, subject } of stack.read(iamPrincipals).principals) {
        if (!resource || holdings.boundary !== undefined) continue;
        const at = { urn: resource.urn };
        const isFit = holdings.documents.some(({ document }) => fits(spare.document, document));
        if (isFit) {
          verdict.violation(`${spare.subject} is written as the boundary of ${subject}, and bounds nobody.`, at);
        } else if (hidden.length > 0) {
          verdict.undetermined(`Whether ${spare.subject} is meant for ${subject} is not known yet.`, at);
        }
      }
    }
  },
};

/** A role of the stack stands where somebody of the stack may make roles only below a boundary. */
function judgeDemands(stack: Stack, verdict: Verdict): void {
  const { principals } = stack.read(iamPrincipals);
  const documents = principals.flatMap(({ holdings }) =>
    holdings.documents.filter(({ document }) => speaksOfBoundaries(document)),
  );
  for (const { holdings, kind, resource, subject } of principals) {
    if (!resource || kind !== "role" || holdings.boundary !== undefined) continue;
    const role = holdings.principal === UNKNOWN ? ANY_ROLE : holdings.principal;
    const demand = documents.find(({ document }) => boundariesDemandedOf(role, document).length > 0);
    if (!demand) continue;
    const at = { urn: resource.urn };
    const who = `${demand.source} lets roles of a path be made only below ${boundariesDemandedOf(role, demand.document).join(", ")}`;
    if (role.includes(":role/*")) verdict.undetermined(`${who}, and the path of ${subject} is not known yet.`, at);
    else verdict.violation(`${subject} is of that path and has no permissions boundary: ${who}.`, at);
  }
}

/** What a role may be called whose name or path is not known yet. */
const ANY_ROLE = "arn:*:iam::*:role/*";

function spareBoundaries(
  stack: Stack,
): { readonly subject: string; readonly document: Exclude<IamDocument["document"], typeof UNKNOWN | undefined> }[] {
  const { attached, boundaries } = stack.read(iamPrincipals);
  const used = new Set(stack.read(usedBoundaries).map(({ urn }) => urn));
  return stack.ofTypes([POLICY_TYPE]).flatMap((policy) => {
    const [held] = iamDocuments(policy);
    if (attached.has(policy) || boundaries.has(policy) || used.has(policy.urn)) return [];
    if (!held?.document || held.document === UNKNOWN) return [];
    return protectsBoundary(held.document) ? [{ subject: `The ${nameOf(policy)}`, document: held.document }] : [];
  });
}
