import * as pulumi from "@pulumi/pulumi";
import { planRole, type RoleModel, type RolePlan } from "../../baseline/iam/roles/rolePlan.js";
import type { RoleStatement } from "../../baseline/iam/roles/statement.js";
import { trustPolicy } from "../../baseline/iam/roles/trustPolicy.js";
import { UNKNOWN, type Maybe } from "../../baseline/unknown.js";
import { refuse } from "../email/inputProblems.js";
import type { RoleArgs } from "./roleArgs.js";

/** Values with their outputs resolved, or `UNKNOWN` in place of those that are known only later. */
export type Read<T> = T extends string
  ? T
  : T extends pulumi.Input<string>
    ? Maybe<string>
    : T extends readonly (infer E)[]
      ? readonly Read<E>[]
      : T extends object
        ? { readonly [K in keyof T]: Read<T[K]> }
        : T;

/** A role whose arguments are good as far as they are known. */
export interface ReadRole {
  /** The plan as it is known now. */
  readonly plan: RolePlan;
  /** The trust policy, as JSON: known as soon as its own values are. */
  readonly trust: pulumi.Output<string>;
  /** The plan with every value, refused as a whole where one turns out to be wrong. */
  readonly complete: pulumi.Output<RolePlan>;
}

/**
 * Reads a role's arguments. What is plain is judged at once; what is an output when it becomes known, and until then
 * nothing of the role is created.
 *
 * @param toStatements the role's permissions from what they are about, as often as that is read
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export function readRole<T>(
  component: string,
  name: string,
  args: RoleArgs,
  about: T,
  toStatements: (about: Read<T>) => readonly RoleStatement[],
): ReadRole {
  const planOf = (common: Read<RoleArgs>, read: Read<T>): RolePlan => {
    const plan = planRole(toModel(name, common, toStatements(read)));
    refuse(`${component} "${name}"`, plan.problems);
    return plan;
  };
  const plain = known(args);
  const trust = pulumi.output(args.trust).apply((read) => {
    const model = toModel(name, { ...plain, trust: read }, []);
    return JSON.stringify(trustPolicy(model.trust, model));
  });
  const complete = pulumi
    .output({ args, about } as { args: unknown; about: unknown })
    .apply((all) => planOf(all.args as Read<RoleArgs>, all.about as Read<T>));
  return { plan: planOf(plain, known(about)), trust, complete };
}

/** The value as far as it is plain. */
function known<T>(value: T): Read<T> {
  return plainPart(value) as Read<T>;
}

function plainPart(value: unknown): unknown {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return UNKNOWN;
  if (Array.isArray(value)) return value.map(plainPart);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainPart(inner)]));
}

function toModel(name: string, args: Read<RoleArgs>, statements: readonly RoleStatement[]): RoleModel {
  const { services = [], principals = [], sourceArns = [], externalId, requireMfa = true } = args.trust;
  return {
    account: args.accountId,
    partition: args.partition ?? "aws",
    name: args.roleName ?? name,
    path: args.path ?? "/",
    trust: { services, principals, sourceArns, externalId, requireMfa },
    statements,
    boundaryArn: args.boundaryArn,
    maxSessionHours: args.maxSessionHours ?? 1,
    exclusive: args.exclusive ?? true,
  };
}
