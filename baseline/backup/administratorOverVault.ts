/**
 * Whether the policy of a backup vault stops an administrator of its account: asked of the evaluator, action by action,
 * since a policy that reads well may let him through by one wildcard.
 *
 * Sources: AWS Backup Developer Guide, "Vault access policies"; Service Authorization Reference, "AWS Backup": vault
 * actions are about the vault's ARN, others about recovery points, which of EBS and RDS are those services' snapshots.
 */
import type { Condition, PolicyDocument } from "../iam/document.js";
import { evaluate } from "../iam/evaluate.js";
import type { RequestContext } from "../iam/conditions.js";
import { managedPolicyDocument } from "../iam/managedPolicies.js";
import { UNKNOWN } from "../unknown.js";
import { VAULT_DESTRUCTION } from "./vaultPolicy.js";

/** What an administrator can do to a vault, by action. */
export interface AdministratorPowers {
  /** Actions that he can perform. */
  readonly allowed: readonly string[];
  /** Actions of which that depends on unknown values of the policy. */
  readonly undetermined: readonly string[];
}

const COPY = "backup:CopyFromBackupVault";
const ELSEWHERE = "arn:aws:backup:eu-west-1:999999999999:backup-vault:elsewhere";

/** @param vault the vault's ARN */
export function administratorOverVault(policy: PolicyDocument, vault: string): AdministratorPowers {
  const account = vault.split(":")[4] ?? "";
  const principal = `arn:aws:iam::${account}:role/any-administrator`;
  const contexts = contextsOf(policy, principal, account);
  const ask = (action: string, resource: string, context: RequestContext): string =>
    evaluate(
      {
        principal: { kind: "AWS", name: principal },
        action,
        resource,
        resourceAccount: account,
        context: action === COPY ? { ...context, "backup:CopyTargets": [ELSEWHERE] } : context,
      },
      {
        documents: ADMINISTRATOR === undefined ? [] : [{ source: "AdministratorAccess", document: ADMINISTRATOR }],
        resource: { source: "the vault's policy", document: policy },
      },
    ).result;
  const answers = [...VAULT_DESTRUCTION, COPY].map((action) => {
    const results = contexts.flatMap((context) =>
      resourcesOf(action, vault).map((resource) => ask(action, resource, context)),
    );
    return { action, results };
  });
  const having = (result: string): string[] =>
    answers.filter(({ results }) => results.includes(result)).map(({ action }) => action);
  const allowed = having("allowed");
  return { allowed, undetermined: having("undetermined").filter((action) => !allowed.includes(action)) };
}

const ADMINISTRATOR = managedPolicyDocument("AdministratorAccess");

function resourcesOf(action: string, vault: string): readonly string[] {
  if (!/RecoveryPoint/.test(action)) return action === COPY ? recoveryPoints(vault) : [vault];
  return recoveryPoints(vault);
}

function recoveryPoints(vault: string): readonly string[] {
  const [, partition = "aws", , region = "", account = ""] = vault.split(":");
  return [
    `arn:${partition}:backup:${region}:${account}:recovery-point:1EB3B5E7-9EB0-435A-A80B-108B488B0D45`,
    `arn:${partition}:ec2:${region}::snapshot/snap-0123456789abcdef0`,
  ];
}

/**
 * Requests that an administrator can make: a bare one, and one with whatever the policy asks for besides the caller's
 * ARN, since he can tag himself, sign in with a second factor and come from within.
 */
function contextsOf(policy: PolicyDocument, principal: string, account: string): readonly RequestContext[] {
  const bare = { "aws:PrincipalArn": principal, "aws:PrincipalAccount": account };
  const asked = policy.statements
    .flatMap(({ conditions }) => conditions)
    .filter(({ key }) => key.toLowerCase() !== "aws:principalarn" && !/copytarget/i.test(key))
    .flatMap(satisfying);
  return asked.length === 0 ? [bare] : [bare, { ...Object.fromEntries(asked), ...bare }];
}

/** A value by which a Deny with this condition does not apply. */
function satisfying({ operator, key, values }: Condition): readonly (readonly [string, string])[] {
  const value = values.find((one) => one !== UNKNOWN);
  if (value === undefined || operator === "Null") return [];
  if (operator === "Bool") return [[key, value.toLowerCase() === "true" ? "false" : "true"]];
  return /Not/.test(operator) ? [[key, value.replaceAll("*", "x")]] : [];
}
