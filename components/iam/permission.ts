import type * as pulumi from "@pulumi/pulumi";
import type { Action } from "../../baseline/iam/actions.js";

/** A condition under which a permission holds. */
export interface ConditionArgs {
  /** The operator, for example `StringEquals`, `ArnLike` or `ForAnyValue:StringLike`. */
  operator: string;
  /** The condition key, for example `kms:ViaService`. */
  key: string;
  /** The values, of which one must match. */
  values: pulumi.Input<string>[];
}

/** What a role may do, and on what. In TypeScript `allow("s3:GetObject").on(arn)` makes one. */
export interface PermissionArgs {
  /** Names of actions without wildcards, for example `s3:GetObject`. */
  actions: string[];
  /** ARNs of the resources, in which wildcards may stand; `*` alone for actions that are performed on no resource. */
  resources: pulumi.Input<string>[];
  /** Conditions, which must all hold. @default none */
  conditions?: ConditionArgs[];
  /** A name of letters and digits, which the policy shows. @default none */
  sid?: string;
}

/** A permission that does not say yet on what: only `on` makes it one. */
export interface Allowance {
  /** Adds a condition that must hold as well. */
  when(operator: string, key: string, ...values: [pulumi.Input<string>, ...pulumi.Input<string>[]]): Allowance;
  /** Names the permission in the policy. */
  as(sid: string): Allowance;
  /** The resources, at least one: without them there is no permission. */
  on(...resources: [pulumi.Input<string>, ...pulumi.Input<string>[]]): PermissionArgs;
}

/**
 * Begins a permission. The compiler refuses what is no action of the services that a shop uses, and a permission
 * without resources; the role refuses the rest when it is made.
 *
 * @example
 * ```ts
 * allow("dynamodb:GetItem", "dynamodb:PutItem").on(ordersTable.arn)
 * allow("kms:Decrypt").when("StringEquals", "kms:ViaService", "dynamodb.eu-west-1.amazonaws.com").on(key.arn)
 * ```
 */
export function allow(...actions: [Action, ...Action[]]): Allowance {
  return allowance({ actions });
}

function allowance(begun: Omit<PermissionArgs, "resources">): Allowance {
  return {
    when: (operator, key, ...values) =>
      allowance({ ...begun, conditions: [...(begun.conditions ?? []), { operator, key, values }] }),
    as: (sid) => allowance({ ...begun, sid }),
    on: (...resources) => ({ ...begun, resources }),
  };
}
