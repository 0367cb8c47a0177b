import {
  declaredAction,
  declaredKeysOf,
  globalKeys,
  keysOfEveryAction,
  service,
  servicesOfForeignKeys,
  type ConditionKeyType,
  type DeclaredKey,
} from "./tables.js";

/** What AWS says of one condition key. */
export interface ConditionKeyFacts {
  /** As declared: `aws:RequestTag/${TagKey}` for the key `aws:RequestTag/team`. */
  readonly name: string;
  readonly type: ConditionKeyType;
  /** Whether AWS documents it for all services. */
  readonly isGlobal: boolean;
  /** Whether a request may hold several values of it, so that a condition needs `ForAnyValue` or `ForAllValues`. */
  readonly multiValued: boolean;
  /** Whether every request holds it, so that `IfExists` changes nothing and `Null` finds it. */
  readonly isAlwaysPresent: boolean;
}

/**
 * The global keys that are in every request, in lower case: also in anonymous ones and in those of AWS services.
 *
 * Source: AWS IAM User Guide, "AWS global condition context keys", the availability of each.
 */
const ALWAYS_PRESENT: ReadonlySet<string> = new Set([
  "aws:currenttime",
  "aws:epochtime",
  "aws:principalaccount",
  "aws:principaltype",
  "aws:requestedregion",
  "aws:securetransport",
  "aws:useragent",
  "aws:userid",
  "aws:viaawsservice",
]);

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
  if (everywhere) {
    return { ...everywhere, isGlobal: true, isAlwaysPresent: ALWAYS_PRESENT.has(everywhere.name.toLowerCase()) };
  }
  const services = [prefix, ...servicesOfForeignKeys(prefix), ...(isAddress(prefix) ? ["sts"] : [])];
  for (const name of services) {
    // Of `events:Metadata/${MetadataKey}` and `events:Metadata/${MetadataKey}/Matcher` the one that says more.
    const [found] = (service(name)?.conditionKeys ?? [])
      .filter(isMeant)
      .sort((one, other) => other.name.length - one.name.length);
    if (found) return { ...found, isGlobal: false, isAlwaysPresent: false };
  }
  return providerKey(key);
}

/**
 * Whether a request for the action can hold the key. Where it cannot, a condition on it never holds, or, with `IfExists`
 * or a negated operator, always. `undefined` for what is no action.
 */
export function mayCarryKey(action: string, key: string): boolean | undefined {
  const declared = declaredAction(action);
  if (!declared) return undefined;
  const isMeant = ({ name }: DeclaredKey): boolean => meansKey(name, key);
  if (declaredKeysOf(declared).some(isMeant) || keysOfEveryAction().some(isMeant)) return true;
  return action.toLowerCase() === "sts:assumerolewithwebidentity" && providerKey(key) !== undefined;
}

/**
 * Whether a declared key is the one that a policy names.
 *
 * @param declared may hold places for any text: `aws:ResourceTag/${TagKey}`, `s3:ExistingObjectTag/<key>`
 */
export function meansKey(declared: string, key: string): boolean {
  const [first, last] = aroundPlace(declared);
  const given = key.toLowerCase();
  if (last === undefined) return given === first;
  return given.length > first.length + last.length && given.startsWith(first) && given.endsWith(last);
}

const around = new Map<string, readonly [string, string?]>();

/** The texts before and after a declared key's place, in lower case, or the whole key. None has more than one place. */
function aroundPlace(declared: string): readonly [string, string?] {
  let texts = around.get(declared);
  if (!texts) around.set(declared, (texts = declared.toLowerCase().split(/\$\{[^}]*\}|<[^>]*>/) as [string, string?]));
  return texts;
}

/**
 * The claims that every OpenID Connect provider's token can carry. Its keys begin with its own address, which no list of
 * keys can hold.
 *
 * Source: AWS IAM User Guide, "IAM and AWS STS condition context keys", keys for OIDC federation.
 */
function providerKey(key: string): ConditionKeyFacts | undefined {
  const colon = key.lastIndexOf(":");
  const claim = key.slice(colon + 1).toLowerCase();
  if (!isAddress(key.slice(0, Math.max(0, colon))) || !["amr", "aud", "email", "oaud", "sub"].includes(claim)) {
    return undefined;
  }
  return { name: key, type: "String", isGlobal: false, multiValued: claim === "amr", isAlwaysPresent: false };
}

/** Whether a key's prefix is a provider's address and no service. */
const isAddress = (prefix: string): boolean => prefix.includes(".");
