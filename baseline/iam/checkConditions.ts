import { UNKNOWN } from "../unknown.js";
import { expandActions } from "./actions.js";
import { anyonesValue } from "./checkNarrowing.js";
import { statementName, type Checked } from "./checkStatements.js";
import { classifyCondition, oppositesOf } from "./conditionClass.js";
import type { Condition, PolicyDocument, Statement } from "./document.js";

/** A statement that means more actions than this is judged as if all condition keys existed for them. */
const MOST_ACTIONS = 200;

/** IAM16: a condition that stands in a statement narrows it. */
export function checkConditions(document: PolicyDocument, subject: string): Checked {
  return document.statements.flatMap((statement): Checked => {
    const { effect, conditions } = statement;
    if (effect === UNKNOWN) return conditions.length > 0 ? [UNKNOWN] : [];
    const found = conditions.flatMap((condition): Checked => {
      const fault = effect === "Allow" ? faultOfAllow(statement, condition) : faultOfDeny(statement, condition);
      if (fault === undefined) return condition.values.includes(UNKNOWN) ? [UNKNOWN] : [];
      const { operator, set, ifExists, key } = condition;
      const written = `${set === undefined ? "" : `${set}:`}${operator}${ifExists ? "IfExists" : ""}`;
      return [
        {
          rule: "IAM16",
          subject,
          message: `${statementName(statement, subject)} has the condition ${written} on ${key}, which ${effect === "Allow" ? "narrows nothing" : "makes it deny nothing"}: ${fault}.`,
          fix: "Give the values that are meant, with an operator that fails where the key is missing.",
          reference: 'AWS IAM User Guide, "IAM JSON policy elements: Condition operators"',
        },
      ];
    });
    return statement.hasUnknownConditions === true ? [...found, UNKNOWN] : found;
  });
}

function faultOfAllow(statement: Statement, condition: Condition): string | undefined {
  const anyones = anyonesValue(condition);
  if (anyones !== undefined) return `everybody can have the value ${anyones}`;
  // The condition may be meant for one of several actions.
  return commonReason(statement, (action) => [classifyCondition(condition, action)]);
}

/** A Deny by a flag that requests may lack: `Bool` on `aws:MultiFactorAuthPresent` never denies long-lived keys. */
function faultOfDeny(statement: Statement, condition: Condition): string | undefined {
  if (condition.operator !== "Bool" || condition.ifExists) return undefined;
  const opposites = oppositesOf(condition) ?? [];
  return commonReason(statement, (action) => opposites.map((opposite) => classifyCondition(opposite, action))) ===
    undefined
    ? undefined
    : `a request that does not carry ${condition.key} escapes it, which BoolIfExists would catch`;
}

/** The reason where for every action all are ineffective. */
function commonReason(
  { actions }: Statement,
  classify: (action: string) => readonly { readonly effect: string; readonly reason: string }[],
): string | undefined {
  const named = actions.negated
    ? []
    : actions.values.flatMap((pattern) => (pattern === UNKNOWN ? [] : expandActions(pattern)));
  const isWhole =
    actions.negated || actions.values.includes(UNKNOWN) || named.length === 0 || named.length > MOST_ACTIONS;
  const classes = (isWhole ? [""] : named).map(classify);
  const isIneffective = classes.every((all) => all.length > 0 && all.every(({ effect }) => effect === "ineffective"));
  return isIneffective ? classes[0]?.map(({ reason }) => reason).join(", ") : undefined;
}
