import { checkCeiling } from "../../baseline/iam/checkCeiling.js";
import { report } from "../email/mailRule.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { iamDocuments } from "../readers/iamDocuments.js";
import { IAM_TYPES } from "../readers/iamEdges.js";
import { demandedBoundaries } from "../readers/usedBoundaries.js";

export const ceilingScope: Rule = {
  id: "IAM33",
  name: "iam-ceiling-scope",
  title: "The permissions boundary of roles that a principal of the stack makes names actions and resources.",
  why: "Whoever makes a role and hands it to a service does by it whatever the boundary allows, so that it is as good as a right of the pipeline's own.",
  fix: "Name in the boundary the actions and the resources that such roles need (GithubDeployRole does, from its ceiling).",
  severity: "medium",
  references: [
    { standard: "AWS Well-Architected", section: "SEC03-BP05", strength: "supporting" },
    { standard: "PCI DSS 4.0.1", section: "7.2.1", strength: "supporting" },
  ],
  types: IAM_TYPES,
  checkStack(stack, verdict) {
    for (const policy of stack.read(demandedBoundaries).keys()) {
      const at = { urn: policy.urn };
      for (const { document, subject } of iamDocuments(policy)) {
        const checked = document === undefined || document === UNKNOWN ? [] : checkCeiling(document, subject);
        for (const finding of checked) if (finding !== UNKNOWN) report(verdict, finding, policy.urn);
        if (document === UNKNOWN || checked.includes(UNKNOWN))
          verdict.undetermined(`What ${subject} allows will be known only after the deploy.`, at);
      }
    }
  },
};
