import type { Problem } from "../../email/emailDomainCheck.js";
import { UNKNOWN, type Maybe } from "../../unknown.js";
import { readArn } from "../arn.js";
import { managedPolicyName } from "../managedPolicies.js";
import { checkSize, SIZE_LIMITS } from "../documentSize.js";
import { pathText } from "../escalation/escalation.js";
import { findEscalations } from "../escalation/findEscalations.js";
import { parseDocument } from "../parseDocument.js";
import { boundaryDocument, isNeverAllowed } from "./boundary.js";
import { permissionProblems } from "./permissionProblems.js";
import { boundaryArn, boundaryName, roleArn, type RoleAccount } from "./roleAccount.js";
import { toPolicyStatement, type RoleStatement } from "./statement.js";
import { trustExceptions, trustPolicy, trustProblems, type RoleTrust } from "./trustPolicy.js";

/** A role that does one job. Any ARN in it may be unknown. */
export interface RoleModel extends RoleAccount {
  readonly trust: RoleTrust;
  readonly statements: readonly RoleStatement[];
  /** A boundary that stands already, in place of the role's own. */
  readonly boundaryArn: Maybe<string> | undefined;
  readonly maxSessionHours: number;
  /** Whether policies that somebody adds by hand are taken away again. */
  readonly exclusive: boolean;
}

/** A policy document, in which unknown values stay unknown. */
export type RoleDocument = Readonly<Record<string, unknown>>;

/** What a role is made of. */
export interface RolePlan {
  readonly arn: string;
  readonly trust: RoleDocument;
  readonly policy: RoleDocument;
  /** `undefined` where another boundary stands above the role. */
  readonly boundary: { readonly name: string; readonly arn: string; readonly document: RoleDocument } | undefined;
  readonly problems: readonly Problem[];
  /** Weaker choices, as sentences. */
  readonly exceptions: readonly string[];
}

/** AWS takes 1 to 12 hours. Source: AWS IAM API Reference, CreateRole, MaxSessionDuration. */
const MAX_SESSION_HOURS = 12;

/** Decides every document of a role, and everything that is wrong with it. */
export function planRole(model: RoleModel): RolePlan {
  const policy = { Version: "2012-10-17", Statement: model.statements.map(toPolicyStatement) };
  const own = model.boundaryArn === undefined;
  const arn = boundaryArn(model);
  const plan = {
    arn: roleArn(model),
    trust: trustPolicy(model.trust, model),
    policy,
    boundary: own ? { name: boundaryName(model), arn, document: boundaryDocument(model.statements, arn) } : undefined,
  };
  const problems = [
    ...nameProblems(model),
    ...trustProblems(model.trust, model),
    ...(model.statements.length === 0
      ? [{ property: "permissions", reason: "It is empty, so the role can do nothing." }]
      : []),
    ...model.statements.flatMap((statement) => [
      ...permissionProblems(statement, model.partition),
      ...(own ? deniedProblems(statement) : []),
    ]),
  ];
  return {
    ...plan,
    problems: problems.length > 0 ? problems : wholeProblems(plan),
    exceptions: exceptionsOf(model),
  };
}

function deniedProblems({ place, actions }: RoleStatement): Problem[] {
  return actions.filter(isNeverAllowed).map((action) => {
    const reason = `${action} is denied by the boundary of every role that does a shop's work; leave it to a role for emergencies (BreakGlassRole), or give boundaryArn.`;
    return { property: place, reason };
  });
}

function nameProblems({ account, partition, name, path, maxSessionHours, boundaryArn: given }: RoleModel): Problem[] {
  const problems: Problem[] = [];
  const add = (property: string, reason: string): unknown => problems.push({ property, reason });
  if (!/^[0-9]{12}$/.test(account)) add("accountId", `"${account}" is no AWS account id, which has 12 digits.`);
  if (!/^aws(?:-[a-z-]+)?$/.test(partition)) add("partition", `"${partition}" is no partition, such as aws or aws-cn.`);
  // The boundary's name ends in "-boundary", and a policy's name has 128 characters.
  if (!/^[\w+=,.@-]{1,64}$/.test(name)) {
    add("roleName", `"${name}" is no role name: 1 to 64 letters, digits or characters of +=,.@-_ are allowed.`);
  }
  if (!/^\/(?:[!-.0-~]+\/)*$/.test(path) || path.length > 512) {
    add("path", `"${path}" is no path: it begins and ends with "/" and has at most 512 characters.`);
  }
  if (!Number.isInteger(maxSessionHours) || maxSessionHours < 1 || maxSessionHours > MAX_SESSION_HOURS) {
    add("maxSessionHours", `It is ${maxSessionHours}; whole hours from 1 to ${MAX_SESSION_HOURS} are allowed.`);
  }
  if (given !== undefined && given !== UNKNOWN) {
    const read = readArn(given);
    if (!read || read.service !== "iam" || !read.resource.startsWith("policy/") || read.partition !== partition) {
      add("boundaryArn", `"${given}" is no ARN of a managed policy in the partition ${partition}.`);
    } else if (managedPolicyName(given) !== undefined) {
      add("boundaryArn", `"${given}" is a policy of AWS, which denies nothing: give one of your own.`);
    }
  }
  return problems;
}

/** What shows only in the documents as wholes: their size, and whether the role can become more than it is. */
function wholeProblems({ arn, policy, boundary }: Pick<RolePlan, "arn" | "policy" | "boundary">): Problem[] {
  const sizes = [
    checkSize(JSON.stringify(policy), SIZE_LIMITS.inlineRolePolicies),
    boundary && checkSize(JSON.stringify(boundary.document), SIZE_LIMITS.managedPolicy),
  ].flatMap((reason, index) => {
    if (reason === undefined) return [];
    const what =
      index === 0 ? "" : " (the role's boundary, which repeats the permissions: give boundaryArn for a shared one)";
    return [{ property: "permissions", reason: `${reason}${what}` }];
  });
  const parsed = parseDocument(policy, "identity");
  const documents = parsed.ok ? [{ source: "the role's policy", document: parsed.value }] : [];
  // Without the boundary: it is the second line, and the permissions must be harmless by themselves.
  const escalations = findEscalations({ principal: arn, documents, boundary: undefined, unread: [] });
  return [
    ...sizes,
    ...escalations
      .filter(({ isCertain }) => isCertain)
      .map((escalation) => ({
        property: "permissions",
        reason: `The role ${escalation.outcome}: ${pathText(escalation)}. ${escalation.fix}`,
      })),
  ];
}

function exceptionsOf(model: RoleModel): string[] {
  return [
    ...trustExceptions(model.trust, model),
    ...(model.maxSessionHours > 1 ? [`maxSessionHours: sessions last up to ${model.maxSessionHours} hours.`] : []),
    ...(model.exclusive ? [] : ["exclusive is false: policies that somebody adds to the role by hand stay."]),
  ];
}
