import type { Rule } from "../framework/rule.js";
import { iamEscalations, isOfOneDocument } from "../readers/iamEscalations.js";
import { IAM_TYPES } from "../readers/iamEdges.js";
import { reportEscalations, reportHidden } from "./escalationRule.js";

export const escalationPath: Rule = {
  id: "IAM05",
  name: "iam-escalation-path",
  title: "Nobody can become more than its policies say by what one of them allows.",
  why: "Whoever takes over a pipeline or a function goes on to be the administrator of the account, and owns data, backups and evidence.",
  fix: "Take one permission of the path away, name the roles that may be passed with the service that gets them, or set a permissions boundary.",
  severity: "critical",
  references: [
    { standard: "AWS Well-Architected", section: "SEC03-BP05", strength: "satisfies" },
    { standard: "MITRE ATT&CK", section: "T1098.003, T1548.005", strength: "supporting" },
    { standard: "PCI DSS 4.0.1", section: "7.2.2", strength: "partial" },
  ],
  types: IAM_TYPES,
  // A Deny or a boundary on another resource can stand against it: only the stack shows.
  checkStack(stack, verdict) {
    for (const { principal, escalations } of stack.read(iamEscalations)) {
      const { subject, urn } = principal;
      reportEscalations(subject, urn, escalations.filter(isOfOneDocument), verdict);
      reportHidden(principal, verdict);
    }
  },
};
