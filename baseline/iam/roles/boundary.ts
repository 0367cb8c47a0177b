import type { Maybe } from "../../unknown.js";
import { TAMPERING } from "../checkPowers.js";
import { toPolicyStatement, type RoleStatement } from "./statement.js";

/** Makes principals or gives their credentials: what an intruder uses to come back. */
const CREDENTIALS: readonly string[] = [
  ...["iam:AddClientIDToOpenIDConnectProvider", "iam:AddUserToGroup", "iam:CreateAccessKey", "iam:CreateGroup"],
  ...["iam:CreateLoginProfile", "iam:CreateOpenIDConnectProvider", "iam:CreateSAMLProvider"],
  ...["iam:CreateServiceSpecificCredential", "iam:CreateUser", "iam:DeactivateMFADevice", "iam:UpdateLoginProfile"],
  ...["iam:UpdateSAMLProvider", "iam:UploadSSHPublicKey", "iam:UploadSigningCertificate"],
];

/** Gives rights to roles and users: only to those that have the same boundary. */
const RIGHTS: readonly string[] = [
  ...["iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:CreateRole", "iam:PutRolePermissionsBoundary"],
  ...["iam:PutRolePolicy", "iam:PutUserPermissionsBoundary", "iam:PutUserPolicy"],
];

/** Takes the ceiling away, or lifts it. */
const CEILING: readonly string[] = ["iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary"];
const CEILING_POLICY: readonly string[] = [
  ...["iam:CreatePolicyVersion", "iam:DeletePolicy", "iam:DeletePolicyVersion", "iam:SetDefaultPolicyVersion"],
];

/** Beyond the actions of rule IAM21: what shows masked data, or ends the account. */
const FURTHER: readonly string[] = [
  ...["account:CloseAccount", "backup:DeleteBackupSelection", "backup:DisassociateRecoveryPoint"],
  ...["backup:PutBackupVaultLockConfiguration", "backup:UpdateRegionSettings", "kms:DeleteImportedKeyMaterial"],
  ...["kms:PutKeyPolicy", "logs:DeleteDataProtectionPolicy", "logs:DeleteLogGroup", "logs:Unmask"],
];

const NEVER: readonly string[] = [...new Set([...CREDENTIALS, ...CEILING, ...TAMPERING, ...FURTHER])];

/** Whether the boundary denies an action on every resource. */
export function isNeverAllowed(action: string): boolean {
  return NEVER.includes(action);
}

/**
 * The ceiling of a role that does one job: exactly its own permissions, so that a policy which somebody attaches later
 * gives nothing more, and a Deny of what no workload of a shop ever needs, which also stops rights that a resource's
 * policy gives to the role's sessions.
 *
 * Source: AWS IAM User Guide, "Permissions boundaries for IAM entities" and "Policy evaluation logic".
 *
 * @param arn of the boundary itself
 */
export function boundaryDocument(
  statements: readonly RoleStatement[],
  arn: Maybe<string>,
): { readonly Version: string; readonly Statement: readonly Record<string, unknown>[] } {
  return {
    Version: "2012-10-17",
    Statement: [
      ...statements.map(toPolicyStatement),
      { Sid: "NeverThese", Effect: "Deny", Action: NEVER, Resource: "*" },
      {
        Sid: "RightsBelowThisBoundaryOnly",
        Effect: "Deny",
        Action: RIGHTS,
        Resource: "*",
        // A negated operator holds where the key is missing: who gives no boundary is denied as well.
        Condition: { StringNotEquals: { "iam:PermissionsBoundary": arn } },
      },
      { Sid: "KeepThisBoundary", Effect: "Deny", Action: CEILING_POLICY, Resource: arn },
    ],
  };
}
