import type { Rule } from "../framework/rule.js";
import { policyEscalations } from "../readers/iamEscalations.js";
import { POLICY_TYPE } from "../readers/iamEdges.js";
import { reportEscalations } from "./escalationRule.js";

export const escalationUnattached: Rule = {
  id: "IAM26",
  name: "iam-escalation-unattached",
  title: "A managed policy that the stack attaches to nobody gives its future holder no way to become more.",
  why: "Whoever gets it one day, in another stack or by hand, becomes an administrator, and no rule sees the two together.",
  fix: "Take one permission of the path away, or name the roles that may be passed with the service that gets them.",
  severity: "medium",
  references: [{ standard: "AWS Well-Architected", section: "SEC03-BP05", strength: "partial" }],
  types: [POLICY_TYPE],
  checkStack(stack, verdict) {
    for (const { urn, subject, escalations } of stack.read(policyEscalations)) {
      if (escalations) reportEscalations(`whoever holds ${subject}`, urn, escalations, verdict);
      else verdict.undetermined(`What ${subject} says will be known only after the deploy.`, { urn });
    }
  },
};
