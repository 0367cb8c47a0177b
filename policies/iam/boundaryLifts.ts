import { boundaryLifts as liftsOf } from "../../baseline/iam/escalation/boundaryLifts.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { IAM_TYPES } from "../readers/iamEdges.js";
import { usedBoundaries } from "../readers/usedBoundaries.js";
import { reportEscalations } from "./escalationRule.js";

export const boundaryLifts: Rule = {
  id: "IAM29",
  name: "iam-boundary-lifts",
  title: "A permissions boundary lets nobody below it take it off, or give rights without it.",
  why: "A boundary is the ceiling for whatever policy somebody attaches later; one that leaves IAM open is lifted by the first such policy.",
  fix: "Name in the boundary what its holders need, deny iam:*PermissionsBoundary and changes of the boundary itself, and let rights be given only with the condition iam:PermissionsBoundary (LeastPrivilegeRole and GithubDeployRole do).",
  severity: "high",
  references: [
    { standard: "AWS Well-Architected", section: "SEC03-BP05", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "7.2.1", strength: "partial" },
  ],
  types: IAM_TYPES,
  checkStack(stack, verdict) {
    for (const { held, urn, holder, arn } of stack.read(usedBoundaries)) {
      if (held === UNKNOWN)
        verdict.undetermined("What the boundary allows is not known here, or only after the deploy.", { urn });
      else reportEscalations(`whoever stands below ${held.source}`, urn, liftsOf(held, holder, arn), verdict);
    }
  },
};
