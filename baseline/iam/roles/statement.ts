import { readArn } from "../arn.js";
import { UNKNOWN, type Maybe } from "../../unknown.js";
import type { Action } from "../actions.js";

/** A condition of a permission. */
export interface RoleCondition {
  /** As in a policy: `StringEquals`, `ArnLike`, `ForAnyValue:StringLike`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly Maybe<string>[];
}

/** One permission of a role: these actions on these resources. */
export interface RoleStatement {
  /** The property of the input that it comes from, for messages: `permissions[0]`, `ordersTableArn`. */
  readonly place: string;
  readonly sid: string | undefined;
  /** Action names; what is no action of AWS is refused when the role is planned. */
  readonly actions: readonly string[];
  /** ARNs and patterns of them, or `*` alone for actions that are performed on no resource. */
  readonly resources: readonly Maybe<string>[];
  readonly conditions: readonly RoleCondition[];
}

/** A permission of a persona, whose actions the compiler checks. */
export function permission(
  place: string,
  sid: string,
  actions: readonly Action[],
  resources: readonly Maybe<string>[],
  conditions: readonly RoleCondition[] = [],
): RoleStatement {
  return { place, sid, actions, resources, conditions };
}

/** The statements of permissions that may be left out, where what they are about is given. */
export function whereGiven<T>(given: T | undefined, statements: (value: T) => RoleStatement[]): RoleStatement[] {
  return given === undefined || (Array.isArray(given) && given.length === 0) ? [] : statements(given);
}

/** The pattern of what lies below an ARN: `/index/*` of a table, `:*` of a log group. */
export function below(arn: Maybe<string>, suffix: string): Maybe<string> {
  // The console and the provider write a log group's ARN with `:*` at its end or without.
  return arn === UNKNOWN ? UNKNOWN : `${arn.replace(/:\*$/, "")}${suffix}`;
}

/**
 * A key that may be used through these services only, in the key's own Region: nobody decrypts with it directly.
 *
 * Source: AWS KMS Developer Guide, "AWS KMS condition keys", kms:ViaService.
 */
export function viaService(keyArn: Maybe<string>, services: readonly string[]): RoleCondition {
  const arn = keyArn === UNKNOWN ? undefined : readArn(keyArn);
  const values = services.map((service) => {
    if (keyArn === UNKNOWN) return UNKNOWN;
    return `${service}.${arn?.region ?? ""}.amazonaws.com${arn?.partition === "aws-cn" ? ".cn" : ""}`;
  });
  return { operator: "StringEquals", key: "kms:ViaService", values };
}

/** A statement as a policy document has it. Single values stand alone, which saves room. */
export function toPolicyStatement({ sid, actions, resources, conditions }: RoleStatement): Record<string, unknown> {
  const Condition: Record<string, Record<string, unknown>> = {};
  for (const { operator, key, values } of conditions) (Condition[operator] ??= {})[key] = single(values);
  return {
    ...(sid !== undefined && { Sid: sid }),
    Effect: "Allow",
    Action: single(actions),
    Resource: single(resources),
    ...(conditions.length > 0 && { Condition }),
  };
}

export function single<T>(values: readonly T[]): T | readonly T[] {
  return values.length === 1 ? (values[0] as T) : values;
}
