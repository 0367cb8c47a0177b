import { UNKNOWN, type Maybe } from "../unknown.js";
import { accountOf, readArn } from "./arn.js";
import type { Principal, Principals } from "./document.js";

/** Who makes a request. */
export interface RequestPrincipal {
  /** `Anonymous` is a request without a signature. */
  readonly kind: "AWS" | "Service" | "Federated" | "CanonicalUser" | "Anonymous";
  /**
   * Of `AWS` the ARN of a user, of a role or of its session (`arn:aws:sts::123456789012:assumed-role/deploy/ci`) or of an
   * account; of the others a service's name, a provider's ARN or domain, an id. Empty where the request is anonymous.
   */
  readonly name: string;
}

/**
 * By what a resource's policy names the principal of a request, which decides what else must allow it: `direct` by its
 * own ARN or as everyone, `role` by the role of its session, `account` by its account, which leaves the decision to the
 * account's own policies.
 *
 * Source: AWS IAM User Guide, "Policy evaluation logic", on resource-based policies and implicit denies.
 */
export type NamedBy = "direct" | "role" | "account";

/**
 * By what the principals of a statement name the one that makes a request.
 *
 * @returns `undefined` where they do not; `UNKNOWN` where that depends on an unknown name
 */
export function namedBy(principals: Principals, principal: RequestPrincipal): Maybe<NamedBy | undefined> {
  const found = principals.values.map((value) => nameMatch(value, principal));
  const best = (["direct", "role", "account"] as const).find((by) => found.includes(by));
  if (!principals.negated) return best ?? (found.includes(UNKNOWN) ? UNKNOWN : undefined);
  if (best !== undefined) return undefined;
  return found.includes(UNKNOWN) ? UNKNOWN : "direct";
}

function nameMatch({ kind, name }: Principal, principal: RequestPrincipal): Maybe<NamedBy | undefined> {
  if (kind === "AWS" && name === "*") return "direct";
  if (kind !== principal.kind) return undefined;
  if (name === UNKNOWN) return UNKNOWN;
  if (name === principal.name) return kind === "AWS" && isAccount(name) ? "account" : "direct";
  if (kind !== "AWS") return undefined;
  if (isAccount(name)) return accountOf(name) === accountOf(principal.name) ? "account" : undefined;
  return roleOf(principal.name) !== undefined && roleOf(name) === roleOf(principal.name) && isRole(name)
    ? "role"
    : undefined;
}

function isAccount(name: string): boolean {
  return /^[0-9]{12}$/.test(name) || readArn(name)?.resource === "root";
}

function isRole(name: string): boolean {
  return readArn(name)?.resource.startsWith("role/") === true;
}

/** Account and name of the role that an ARN is of, or whose session it is of. A session's ARN leaves out the role's path. */
function roleOf(name: string): string | undefined {
  const arn = readArn(name);
  const [type, ...rest] = arn?.resource.split("/") ?? [];
  if (type === "role") return `${arn?.account}/${rest.at(-1)}`;
  return type === "assumed-role" ? `${arn?.account}/${rest[0]}` : undefined;
}
