import { partitionOf } from "../iam/arn.js";
import { KEY_ADMINISTRATION, KEY_USE } from "./keyActions.js";
import type { Place } from "./place.js";

/**
 * What makes a key, and with it all that it encrypts, useless. Source: AWS KMS Developer Guide, "Deleting AWS KMS keys" and
 * "Enabling and disabling keys".
 */
const DESTRUCTION = ["kms:DisableKey", "kms:DisableKeyRotation", "kms:RevokeGrant", "kms:ScheduleKeyDeletion"];

/**
 * What a key's administrators need: not its use, and nothing that destroys it. `PutKeyPolicy` is among it, since AWS KMS
 * makes no key whose policy its maker could not change again.
 */
const ADMINISTRATION = [...KEY_ADMINISTRATION, "kms:PutKeyPolicy"];
/** Beside these, of a multi-Region key. */
const REPLICATION = ["kms:ReplicateKey", "kms:UpdatePrimaryRegion"];

/** Who may do what with a key, by ARNs of IAM principals. */
export interface KeyPolicyInput extends Place {
  /** None leaves it to the account's own policies who administers the key. */
  readonly administrators: readonly string[];
  /** Principals that use the key through `services` alone. */
  readonly users: readonly string[];
  /** As `kms:ViaService` names them, without Region: `s3`. */
  readonly services: readonly string[];
  /** Principals that call KMS themselves. */
  readonly directUsers: readonly string[];
  /** Principals that may disable the key and schedule its deletion, beside the account's root user. */
  readonly breakGlass: readonly string[];
  readonly multiRegion: boolean;
}

/**
 * The policy of a key that encrypts data stores. It is complete: the account's own policies give nobody the use of the key,
 * not even `AdministratorAccess`. Users reach it through the services that hold their data, so a stolen session decrypts
 * nothing that it may not read there. Administrators cannot use it. Only the root user and break-glass can destroy it.
 *
 * Sources: AWS KMS Developer Guide, "Key policies", "Default key policy", "kms:ViaService" and "kms:GrantIsForAWSResource".
 *
 * @returns the policy as JSON
 */
export function encryptionKeyPolicy(input: KeyPolicyInput): string {
  const { accountId, region, administrators, users, services, directUsers, breakGlass, multiRegion } = input;
  const root = `arn:${partitionOf(region)}:iam::${accountId}:root`;
  const allow = (Sid: string, AWS: string | readonly string[], Action: unknown, Condition?: object): object[] =>
    AWS.length === 0
      ? []
      : [{ Sid, Effect: "Allow", Principal: { AWS }, Action, Resource: "*", ...(Condition && { Condition }) }];
  const administration = [...ADMINISTRATION, ...(multiRegion ? REPLICATION : [])];
  const through = { "kms:ViaService": services.map((service) => `${service}.${region}.amazonaws.com`) };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      // The account means all that its policies allow; with the condition, the root user alone.
      ...allow("RootUser", root, "kms:*", { ArnEquals: { "aws:PrincipalArn": root } }),
      ...allow("Administer", administrators.length > 0 ? administrators : root, administration),
      ...allow("BreakGlass", breakGlass, [...administration, ...DESTRUCTION]),
      ...allow("UseThroughServices", users, KEY_USE, { StringEquals: through }),
      // RDS, DynamoDB and EBS work on with the key by grants, in their own name.
      ...allow("GrantThroughServices", users, "kms:CreateGrant", {
        StringEquals: through,
        Bool: { "kms:GrantIsForAWSResource": "true" },
      }),
      ...allow("UseDirectly", directUsers, KEY_USE),
    ],
  });
}
