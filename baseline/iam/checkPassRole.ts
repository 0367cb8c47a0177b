import { UNKNOWN } from "../unknown.js";
import { actionFacts } from "./actions.js";
import { narrows } from "./checkNarrowing.js";
import {
  checkAllows,
  findingIf,
  isEveryAction,
  isEveryResourceOf,
  knownOf,
  statementName,
  type Checked,
} from "./checkStatements.js";
import type { PolicyDocument } from "./document.js";
import { matchesAction } from "./match.js";

const PASS_ROLE = "iam:PassRole";

/**
 * IAM07: who passes roles to a service names them, and the service where it names them by a pattern. A role that is
 * named whole needs no service beside it: its own trust policy says which service may use it.
 */
export function checkPassRole(document: PolicyDocument, subject: string): Checked {
  return checkAllows(document, (statement) => {
    const { actions, resources, conditions } = statement;
    if (actions.negated || resources === undefined || resources.negated) return undefined;
    const passes = knownOf(actions.values).some(
      (pattern) => !isEveryAction(pattern) && matchesAction(pattern, PASS_ROLE),
    );
    if (!passes) return actions.values.includes(UNKNOWN) ? UNKNOWN : undefined;
    const facts = actionFacts(PASS_ROLE);
    const given = knownOf(resources.values);
    const isAny = facts !== undefined && given.some((pattern) => isEveryResourceOf(facts, pattern));
    const byPattern = given.find((pattern) => /[*?]|\$\{/.test(pattern));
    const services = conditions
      .filter(({ key }) => key.toLowerCase() === "iam:passedtoservice")
      .map((condition) => narrows(condition));
    const toAnyService = services.includes(true)
      ? false
      : services.includes(UNKNOWN) || statement.hasUnknownConditions === true
        ? UNKNOWN
        : true;
    const found = isAny
      ? true
      : byPattern !== undefined
        ? toAnyService
        : resources.values.includes(UNKNOWN)
          ? toAnyService && UNKNOWN
          : false;
    return findingIf(found, () => ({
      rule: "IAM07",
      subject,
      message: isAny
        ? `${statementName(statement, subject)} allows ${PASS_ROLE} on every role, so its holder can have a service act with any of them.`
        : `${statementName(statement, subject)} allows ${PASS_ROLE} on ${byPattern} to any service.`,
      fix: "Name the ARNs of the roles, and the service by StringEquals on iam:PassedToService.",
      reference: 'AWS IAM User Guide, "Grant a user permissions to pass a role to an AWS service"',
    }));
  });
}
