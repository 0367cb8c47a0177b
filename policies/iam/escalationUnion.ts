import type { Rule } from "../framework/rule.js";
import { iamEscalations, isOfOneDocument } from "../readers/iamEscalations.js";
import { IAM_TYPES } from "../readers/iamEdges.js";
import { reportEscalations, reportHidden } from "./escalationRule.js";

export const escalationUnion: Rule = {
  id: "IAM06",
  name: "iam-escalation-union",
  title: "Nobody can become more than its policies say by several of them together.",
  why: "Each policy looks harmless by itself: one passes roles, another starts functions, and together they make an administrator.",
  fix: "Take one permission of the path away, name the roles that may be passed with the service that gets them, or set a permissions boundary.",
  severity: "critical",
  references: [
    { standard: "AWS Well-Architected", section: "SEC03-BP05", strength: "satisfies" },
    { standard: "MITRE ATT&CK", section: "T1098.003, T1548.005", strength: "supporting" },
    { standard: "PCI DSS 4.0.1", section: "7.2.2", strength: "partial" },
  ],
  types: IAM_TYPES,
  checkStack(stack, verdict) {
    for (const { principal, escalations } of stack.read(iamEscalations)) {
      const { subject, urn } = principal;
      reportEscalations(
        subject,
        urn,
        escalations.filter((found) => !isOfOneDocument(found)),
        verdict,
      );
      reportHidden(principal, verdict);
    }
  },
};
