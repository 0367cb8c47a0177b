import { isAdministrator } from "../../baseline/iam/administration.js";
import { iamPowers } from "../../baseline/iam/checkPowers.js";
import type { Rule } from "../framework/rule.js";
import { mayAdminister } from "../readers/iamAdministrators.js";
import { IAM_TYPES } from "../readers/iamEdges.js";
import { iamPrincipals } from "../readers/iamPrincipals.js";
import { reportPowers } from "./powers.js";

export const boundary: Rule = {
  id: "IAM13",
  name: "iam-boundary",
  title: "Whoever gives rights, or makes principals, has a permissions boundary.",
  why: "A pipeline that creates roles can create one with every right; a boundary above it, and above what it makes, keeps both below a ceiling.",
  fix: "Set permissionsBoundary, with a policy that demands the same boundary of every role that is made.",
  severity: "medium",
  references: [
    { standard: "AWS Well-Architected", section: "SEC03-BP05", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "7.2.1", strength: "supporting" },
  ],
  types: IAM_TYPES,
  checkStack(stack, verdict) {
    for (const principal of stack.read(iamPrincipals).principals) {
      const { holdings, kind } = principal;
      // A group cannot have a boundary; its members can.
      if (holdings.boundary !== undefined || kind === "group") continue;
      if (isAdministrator(holdings) || mayAdminister(principal, stack.settings) === true) continue;
      const powers = iamPowers(holdings);
      reportPowers(principal, powers, "and has no permissions boundary", verdict);
    }
  },
};
