import type { Problem } from "../../email/emailDomainCheck.js";
import { checkSize, SIZE_LIMITS } from "../documentSize.js";
import { boundaryDocument } from "./boundary.js";
import type { RoleAccount } from "./roleAccount.js";
import { permission, type RoleCondition, type RoleStatement } from "./statement.js";

/** Roles that a pipeline makes for what it deploys. */
export interface DeployedRoles {
  /** Where they stand: `/shop/`. */
  readonly path: string;
  /** Services that they may be given to. */
  readonly services: readonly string[];
  /** All that any of them may ever do. */
  readonly ceiling: readonly RoleStatement[];
}

/** The permissions boundary of each of them. Its ARN is known before it is made. */
export function rolesBoundary(
  { account, partition, path, name }: RoleAccount,
  { ceiling }: DeployedRoles,
): { readonly name: string; readonly arn: string; readonly document: Record<string, unknown> } {
  const policyName = `${name}-roles-boundary`;
  const arn = `arn:${partition}:iam::${account}:policy${path}${policyName}`;
  return { name: policyName, arn, document: boundaryDocument(ceiling, arn) };
}

/**
 * What making roles takes. Rights go only to roles with the boundary, so that none of them can do more than that; no
 * action here takes a boundary off, writes one, or says anew who may take an existing role on.
 *
 * Source: AWS IAM User Guide, "Permissions boundaries for IAM entities", delegating responsibility with them.
 */
export function deployedRoles(
  { account, partition }: RoleAccount,
  roles: DeployedRoles,
  boundaryArn: string,
): RoleStatement[] {
  const all = [`arn:${partition}:iam::${account}:role${roles.path}*`];
  const below: RoleCondition = { operator: "StringEquals", key: "iam:PermissionsBoundary", values: [boundaryArn] };
  const toServices: RoleCondition = { operator: "StringEquals", key: "iam:PassedToService", values: roles.services };
  return [
    permission(
      "roles",
      "MakeRolesBelowTheirBoundary",
      ["iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:PutRolePolicy"],
      all,
      [below],
    ),
    permission(
      "roles",
      "KeepRoles",
      [
        "iam:DeleteRole",
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole",
        "iam:ListRolePolicies",
        "iam:ListRoleTags",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateRole",
      ],
      all,
    ),
    ...(roles.services.length > 0
      ? [permission("roles", "GiveRolesToServices", ["iam:PassRole"], all, [toServices])]
      : []),
  ];
}

/** What is wrong with them, in the input's terms. */
export function deployedRolesProblems(account: RoleAccount, roles: DeployedRoles): Problem[] {
  const problems: Problem[] = [];
  const add = (property: string, reason: string): unknown => problems.push({ property: `roles.${property}`, reason });
  const { path, services, ceiling } = roles;
  if (!/^\/(?:[\w+=,.@-]+\/)+$/.test(path) || path.length > 512) {
    add(
      "path",
      `"${path}" is no path of their own, such as /shop/: it begins and ends with "/" and has a name between.`,
    );
  } else if (account.path.startsWith(path)) {
    add(
      "path",
      `The pipeline's own roles stand in ${account.path} as well, so it could make itself stronger: give another path.`,
    );
  }
  services.forEach((service, index) => {
    if (/^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/.test(service)) return;
    add(`services[${index}]`, `"${service}" is no service, such as lambda.amazonaws.com.`);
  });
  if (ceiling.length === 0) add("ceiling", "It is empty, so no role that the pipeline makes could do anything.");
  const size = checkSize(JSON.stringify(rolesBoundary(account, roles).document), SIZE_LIMITS.managedPolicy);
  if (size !== undefined) add("ceiling", size);
  return problems;
}
