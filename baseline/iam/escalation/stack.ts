import { UNKNOWN, type Maybe } from "../../unknown.js";
import { accountOf } from "../arn.js";
import type { PolicyDocument } from "../document.js";
import type { Holdings } from "../holdings.js";
import { overlapsResource } from "../match.js";
import { mayPassTo } from "./services.js";

/** What is known of others, so that a role which is named whole can be judged. Nothing is fine. */
export interface KnownStack {
  readonly principals?: readonly KnownPrincipal[];
  /** ARNs of the customer-managed policies that bind the holder itself. */
  readonly ownPolicies?: readonly string[];
}

/** Another role or user of the stack. */
export interface KnownPrincipal {
  readonly arn: string;
  readonly holdings: Holdings;
  /** Of a role: who may assume it. `undefined` where nobody knows. */
  readonly trust?: Maybe<PolicyDocument>;
}

/** The known principals that a resource of a policy names. */
export function named(stack: KnownStack, resource: string): readonly KnownPrincipal[] {
  return (stack.principals ?? []).filter(({ arn }) => overlapsResource(resource, arn));
}

/** Whether a role's trust policy lets a service have it, which is what passing it needs. */
export function trustsService({ trust }: KnownPrincipal, service: string): boolean {
  if (trust === undefined || trust === UNKNOWN) return true;
  return principalsIn(trust, "Service").some(
    (name) =>
      name === UNKNOWN ||
      mayPassTo(service, [
        { operator: "StringEquals", set: undefined, ifExists: false, key: "iam:PassedToService", values: [name] },
      ]),
  );
}

/** Whether a role's trust policy lets a principal assume it, by its name or by its account's. */
export function trustsPrincipal({ arn, trust }: KnownPrincipal, holder: Maybe<string>): boolean {
  if (trust === undefined || trust === UNKNOWN || holder === UNKNOWN) return true;
  const account = accountOf(arn);
  return principalsIn(trust, "AWS").some(
    (name) =>
      name === UNKNOWN || name === "*" || name === account || name.endsWith(":root") || overlapsResource(name, holder),
  );
}

function principalsIn(trust: PolicyDocument, kind: string): readonly Maybe<string>[] {
  return trust.statements
    .filter(({ effect }) => effect !== "Deny")
    .flatMap(({ principals }) => principals?.values ?? [])
    .filter((principal) => principal.kind === kind)
    .map(({ name }) => name);
}
