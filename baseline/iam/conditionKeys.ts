import { globalKeys, service, servicesOfForeignKeys, type ConditionKeyType, type DeclaredKey } from "./tables.js";

/** What AWS says of one condition key. */
export interface ConditionKeyFacts {
  /** As declared: `aws:RequestTag/${TagKey}` for the key `aws:RequestTag/team`. */
  readonly name: string;
  readonly type: ConditionKeyType;
  /** Whether AWS documents it for all services. */
  readonly isGlobal: boolean;
  /** Whether a request may hold several values of it, so that a condition needs `ForAnyValue` or `ForAllValues`. */
  readonly multiValued: boolean;
}

/**
 * The facts of a condition key.
 *
 * @param key as it stands in a policy, in any case: `aws:RequestTag/team`, `s3:prefix`
 * @returns `undefined` for a key that AWS does not know
 */
export function conditionKeyFacts(key: string): ConditionKeyFacts | undefined {
  const prefix = key.slice(0, Math.max(0, key.indexOf(":"))).toLowerCase();
  const isMeant = ({ name }: DeclaredKey): boolean => meansKey(name, key);
  const everywhere = globalKeys().find(isMeant);
  if (everywhere) return { ...everywhere, isGlobal: true };
  const isProvider = prefix.includes(".");
  const services = [prefix, ...servicesOfForeignKeys(prefix), ...(isProvider ? ["sts"] : [])];
  for (const name of services) {
    const found = service(name)?.conditionKeys.find(isMeant);
    if (found) return { ...found, isGlobal: false };
  }
  return isProvider ? providerKey(key) : undefined;
}

/**
 * Whether a declared key is the one that a policy names.
 *
 * @param declared may hold places for any text: `aws:ResourceTag/${TagKey}`, `s3:ExistingObjectTag/<key>`
 */
export function meansKey(declared: string, key: string): boolean {
  const [first = "", ...others] = declared.toLowerCase().split(/\$\{[^}]*\}|<[^>]*>/);
  const given = key.toLowerCase();
  const last = others.pop();
  if (last === undefined) return given === first;
  // No declared key has more than one place.
  return given.length > first.length + last.length && given.startsWith(first) && given.endsWith(last);
}

/**
 * The claims that every OpenID Connect provider's token can carry. Its keys begin with its own address, which no list of
 * keys can hold.
 *
 * Source: AWS IAM User Guide, "IAM and AWS STS condition context keys", keys for OIDC federation.
 */
function providerKey(key: string): ConditionKeyFacts | undefined {
  const claim = key.slice(key.lastIndexOf(":") + 1).toLowerCase();
  if (!["amr", "aud", "email", "oaud", "sub"].includes(claim)) return undefined;
  return { name: key, type: "String", isGlobal: false, multiValued: claim === "amr" };
}
