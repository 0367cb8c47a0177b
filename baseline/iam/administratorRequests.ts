/**
 * What the policy of a resource lets an administrator of its account do: asked of the evaluator, request by request, since a
 * policy that reads well may let him through by one wildcard.
 *
 * Source: AWS IAM User Guide, "Policy evaluation logic".
 */
import { UNKNOWN } from "../unknown.js";
import type { RequestContext } from "./conditions.js";
import type { Condition, PolicyDocument, Statement } from "./document.js";
import { evaluate } from "./evaluate.js";
import { managedPolicyDocument } from "./managedPolicies.js";

/** A request of an administrator, by what it is called in a message. */
export interface AdministratorRequest {
  readonly label: string;
  readonly action: string;
  readonly resource: string;
  /** Keys of this very request: no administrator can choose them otherwise. */
  readonly context?: RequestContext;
}

/** What an administrator can do, by label. */
export interface AdministratorPowers {
  readonly allowed: readonly string[];
  /** What depends on unknown values of the policy. */
  readonly undetermined: readonly string[];
}

/** @param account the number of the resource's account */
export function administratorPowers(
  policy: PolicyDocument,
  account: string,
  requests: readonly AdministratorRequest[],
): AdministratorPowers {
  const document = withWholeArns(policy);
  const principal = `arn:aws:iam::${account}:role/any-administrator`;
  const answers = requests.flatMap(({ label, action, resource, context = {} }) =>
    contextsOf(document, principal, account, context).map((given) => {
      const request = {
        principal: { kind: "AWS" as const, name: principal },
        action,
        resource,
        resourceAccount: account,
      };
      const { result } = evaluate(
        { ...request, context: given },
        {
          documents: ADMINISTRATOR === undefined ? [] : [{ source: "AdministratorAccess", document: ADMINISTRATOR }],
          resource: { source: "the resource's policy", document },
        },
      );
      return { label, result };
    }),
  );
  const having = (wanted: string): string[] => [
    ...new Set(answers.filter(({ result }) => result === wanted).map(({ label }) => label)),
  ];
  const allowed = having("allowed");
  return { allowed, undetermined: having("undetermined").filter((label) => !allowed.includes(label)) };
}

const ADMINISTRATOR = managedPolicyDocument("AdministratorAccess");

/**
 * Requests that an administrator can make: a bare one, and one with whatever the policy asks for besides the caller's
 * ARN, since he can tag himself, sign in with a second factor and come from within.
 */
function contextsOf(
  policy: PolicyDocument,
  principal: string,
  account: string,
  fixed: RequestContext,
): readonly RequestContext[] {
  const bare = { ...fixed, "aws:PrincipalArn": principal, "aws:PrincipalAccount": account };
  const own = new Set(Object.keys(bare).map((key) => key.toLowerCase()));
  const asked = policy.statements
    .flatMap(({ conditions }) => conditions)
    .filter(({ key }) => !own.has(key.toLowerCase()) && isChosen(key))
    .flatMap(satisfying);
  return asked.length === 0 ? [bare] : [bare, { ...Object.fromEntries(asked), ...bare }];
}

/** Keys of the caller and the network; those of a service speak of what the request itself asks for. */
function isChosen(key: string): boolean {
  return /^aws:/i.test(key);
}

/** A value by which a Deny with this condition does not apply. */
function satisfying({ operator, key, values }: Condition): readonly (readonly [string, string])[] {
  const value = values.find((one) => one !== UNKNOWN);
  if (value === undefined || operator === "Null") return [];
  if (operator === "Bool") return [[key, value.toLowerCase() === "true" ? "false" : "true"]];
  return /Not/.test(operator) ? [[key, value.replaceAll("*", "x")]] : [];
}

/** Nobody should rest a guard on a star that is no ARN: it is read as every ARN, which exempts everybody. */
function withWholeArns(policy: PolicyDocument): PolicyDocument {
  const whole = (condition: Condition): Condition =>
    condition.operator.startsWith("Arn")
      ? { ...condition, values: condition.values.map((value) => (value === "*" ? "arn:*:*:*:*:*" : value)) }
      : condition;
  const read = (statement: Statement): Statement => ({ ...statement, conditions: statement.conditions.map(whole) });
  return { ...policy, statements: policy.statements.map(read) };
}
