import type { Problem } from "../../email/emailDomainCheck.js";
import { UNKNOWN } from "../../unknown.js";
import { actionFacts, expandActions, nearestAction } from "../actions.js";
import { arnFault, readArn } from "../arn.js";
import { checkConditions } from "../checkConditions.js";
import { checkNames } from "../checkNames.js";
import { checkPassRole } from "../checkPassRole.js";
import { checkBulkReads, checkResourceScope } from "../checkScope.js";
import { listed } from "../checkStatements.js";
import type { Statement } from "../document.js";
import { parseDocument } from "../parseDocument.js";
import { toPolicyStatement, type RoleStatement } from "./statement.js";

/** The checks of the rules that judge a policy, but for those of patterns in actions, which a role does not take at all. */
const CHECKS = [checkNames, checkResourceScope, checkBulkReads, checkPassRole, checkConditions];

/** What is wrong with a permission, in the input's terms; what is not known yet is not judged. */
export function permissionProblems(statement: RoleStatement, partition: string): Problem[] {
  const reasons = [...actionFaults(statement), ...resourceFaults(statement, partition)];
  // Faults of single names would come back from the document's checks in other words.
  const found = reasons.length > 0 ? reasons : documentFaults(statement);
  return [...new Set(found)].map((reason) => ({ property: statement.place, reason }));
}

function actionFaults({ actions }: RoleStatement): string[] {
  if (actions.length === 0) return ["It names no action."];
  return actions.flatMap((action) => {
    if (/[*?]/.test(action)) {
      const meant = expandActions(action);
      const names = meant.length === 0 ? "it matches none" : `it means ${listed(meant)}`;
      return [`"${action}" is a pattern, so it would also mean what AWS adds later: name each action (${names}).`];
    }
    const facts = actionFacts(action);
    if (!facts) return [`AWS has no action "${action}"${nearestAction(action)}.`];
    return facts.name === action ? [] : [`"${action}" is written "${facts.name}".`];
  });
}

function resourceFaults({ actions, resources }: RoleStatement, partition: string): string[] {
  if (resources.length === 0) return ['It names no resource; give ARNs, or "*" for actions that take no resource.'];
  const known = actions.flatMap((action) => actionFacts(action) ?? []);
  return resources.flatMap((resource) => {
    if (resource === UNKNOWN) return [];
    if (/^\*+$/.test(resource)) {
      const scoped = known.filter(({ resourceTypes }) => resourceTypes.length > 0).map(({ name }) => name);
      if (scoped.length === 0) return [];
      return [`"*" is every resource, but ${listed(scoped)} can be allowed on ARNs: name those.`];
    }
    const fault = arnFault(resource);
    if (fault !== undefined) return [`"${resource}": ${fault}.`];
    const arn = readArn(resource);
    if (!arn) return [`"${resource}" has fewer than the six fields of an ARN.`];
    if (arn.partition !== partition) {
      return [`"${resource}" lies in the partition ${arn.partition}, but the role in ${partition}.`];
    }
    const isUsed = known.some(({ name }) => isPerformedOn(name, resource));
    return isUsed || known.length < actions.length ? [] : [`No action of it is performed on "${resource}".`];
  });
}

/** Whether the rule on names finds nothing wrong with this action on this resource. */
function isPerformedOn(action: string, resource: string): boolean {
  const statement: Statement = {
    index: 0,
    sid: undefined,
    effect: "Allow",
    principals: undefined,
    actions: { negated: false, values: [action] },
    resources: { negated: false, values: [resource] },
    conditions: [],
  };
  return checkNames({ version: "2012-10-17", id: undefined, statements: [statement] }, "").length === 0;
}

function documentFaults(statement: RoleStatement): string[] {
  const parsed = parseDocument({ Version: "2012-10-17", Statement: [toPolicyStatement(statement)] }, "identity");
  if (!parsed.ok) return parsed.errors.map(({ message }) => message);
  return CHECKS.flatMap((check) => check(parsed.value, "the role's policy")).flatMap((finding) =>
    finding === UNKNOWN ? [] : [`${finding.message} ${finding.fix}`],
  );
}
