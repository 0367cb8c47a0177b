import { toFinding } from "../../baseline/backup/fault.js";
import { recoveryPointMinutes, scheduleFaults } from "../../baseline/backup/scheduleFaults.js";
import { report } from "../email/mailRule.js";
import type { Rule } from "../framework/rule.js";
import { PLAN, planRules, readableRules } from "../readers/backupPlans.js";

const MINUTES_OF_HOUR = 60;

export const recoveryPoint: Rule = {
  id: "BKP05",
  name: "backup-recovery-point",
  title: "A plan takes a recovery point often enough for the recovery point objective.",
  why: "What was sold between the last recovery point and the loss is gone; a schedule that never fires shows only on the day of the restore.",
  fix: "Back up every day with a start window of an hour, or switch continuous backup on.",
  severity: "medium",
  references: [{ standard: "NIST CSF 2.0", section: "PR.DS-11", strength: "partial" }],
  types: [PLAN],
  checkResource(resource, verdict, { today, recoveryPointHours }) {
    const { rules, isWhole } = readableRules({ resource, rules: planRules(resource) });
    for (const fault of rules.flatMap((rule) => scheduleFaults(rule, today))) {
      report(verdict, toFinding(fault), resource.urn);
    }
    if (rules.some(({ isContinuous }) => isContinuous === true)) return;
    const minutes = rules.map((rule) => recoveryPointMinutes(rule, today));
    const best = Math.min(...minutes.filter((one) => one !== undefined));
    if (best <= recoveryPointHours * MINUTES_OF_HOUR) return;
    const isOpen = !isWhole || minutes.includes(undefined) || rules.some(({ isContinuous }) => isContinuous !== false);
    if (isOpen) {
      verdict.undetermined(`How often plan ${resource.name} takes recovery points is not known.`);
      return;
    }
    const lost = best === Infinity ? "without end" : `of ${Math.ceil(best / MINUTES_OF_HOUR)} hours`;
    verdict.violation(
      `Plan ${resource.name} may lose work ${lost}, its start window counted. Allowed are ${recoveryPointHours} hours.`,
    );
  },
};
