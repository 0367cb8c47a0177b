import { isAdministrator } from "../../baseline/iam/administration.js";
import { tamperingPowers } from "../../baseline/iam/checkPowers.js";
import type { Rule } from "../framework/rule.js";
import { mayAdminister } from "../readers/iamAdministrators.js";
import { IAM_TYPES } from "../readers/iamEdges.js";
import { iamPrincipals } from "../readers/iamPrincipals.js";
import { reportPowers } from "./powers.js";

export const tampering: Rule = {
  id: "IAM21",
  name: "iam-tampering",
  title:
    "Nobody but a role for emergencies can stop logs, delete backups or keys, or switch off what watches the account.",
  why: "An intruder stops CloudTrail first and deletes the recovery points last: then nobody knows what happened, and nothing comes back.",
  fix: "Take the action away, or deny it in the permissions boundary; leave it to a role with a fresh second factor (BreakGlassRole).",
  severity: "high",
  references: [
    { standard: "PCI DSS 4.0.1", section: "10.3.2", strength: "partial" },
    { standard: "MITRE ATT&CK", section: "T1562.008, T1490", strength: "supporting" },
    { standard: "AWS Well-Architected", section: "SEC03-BP05", strength: "partial" },
  ],
  types: IAM_TYPES,
  checkStack(stack, verdict) {
    for (const principal of stack.read(iamPrincipals).principals) {
      const { holdings } = principal;
      if (isAdministrator(holdings) || mayAdminister(principal, stack.settings) === true) continue;
      const powers = tamperingPowers(holdings);
      reportPowers(principal, powers, "so it can destroy evidence or recovery", verdict);
    }
  },
};
