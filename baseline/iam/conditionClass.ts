import { mergeRanges } from "../email/spf/addressSet.js";
import { ALL_ADDRESSES } from "../email/spf/network.js";
import { UNKNOWN } from "../unknown.js";
import { conditionKeyFacts, mayCarryKey, meansKey } from "./conditionKeys.js";
import { toRange } from "./conditionValue.js";
import type { Condition } from "./document.js";
import { OPERATORS } from "./operators.js";

/** What a condition of an Allow does to those who want to use it. */
export interface ConditionClass {
  /**
   * - `narrows`: some requests do not meet it, and the caller cannot help that
   * - `ineffective`: the caller always meets it, or meets it by leaving the key away
   * - `callerChosen`: it is about a value that the caller writes freely, so it stops no attacker
   * - `impossible`: no request for the action meets it
   * - `unknown`: that depends on an unknown value
   */
  readonly effect: "narrows" | "ineffective" | "callerChosen" | "impossible" | "unknown";
  /** Why, as a part of a sentence about the condition: `the value * matches everything`. Empty for `narrows`. */
  readonly reason: string;
}

/** Keys that the caller fills in as it likes, without any effect on what the request does. */
const CALLER_CHOSEN: readonly (readonly [key: string, why: string])[] = [
  ["aws:UserAgent", "the caller writes its user agent itself"],
  ["aws:Referer", "the caller writes the referer itself"],
  ["aws:RequestTag/${TagKey}", "the caller chooses the tags of its request"],
  ["aws:TagKeys", "the caller chooses the tags of its request"],
  ["aws:SecureTransport", "the caller decides whether it uses TLS"],
  ["s3:TlsVersion", "the caller decides which TLS it uses"],
  ["s3:signatureversion", "the caller decides how it signs"],
  ["s3:authType", "the caller decides how it signs"],
  ["sts:RoleSessionName", "the caller names its session itself"],
  ["sts:SourceIdentity", "the caller sets its source identity itself"],
  ["sts:TransitiveTagKeys", "the caller chooses the tags of its session"],
];

/** Keys that every request of a principal of IAM carries, beside those that every request carries at all. */
const ALWAYS_OF_PRINCIPALS = ["aws:principalarn", "aws:principalisawsservice"];

/** Keys of services that a request carries only where the caller gives that parameter. */
const OPTIONAL_OF_SERVICES =
  /^iam:(PermissionsBoundary|ResourceTag\/)|:(x-amz-|RequestTag\/|ResourceTag\/|ExistingObjectTag)/i;

/**
 * What a condition of an Allow is worth, in the sight of one action. For a Deny ask about `oppositesOf` its condition:
 * what the caller must meet to escape.
 *
 * @param action in any case: `iam:PassRole`. Of one that AWS does not know, keys are taken to exist
 */
export function classifyCondition(condition: Condition, action: string): ConditionClass {
  const { operator, key } = condition;
  const isAbsentEnough = holdsWhenAbsent(condition);
  if (mayCarryKey(action, key) === false && !isProviderKey(key)) {
    const reason = `no request for ${action} carries ${key}`;
    return { effect: isAbsentEnough ? "ineffective" : "impossible", reason };
  }
  const always = conditionKeyFacts(key)?.isAlwaysPresent === true || ALWAYS_OF_PRINCIPALS.includes(key.toLowerCase());
  if (condition.values.length === 0) {
    const reason = "it compares with no value";
    return { effect: isAbsentEnough ? "ineffective" : "impossible", reason };
  }
  if (operator === "Null") return classifyNull(condition, always);
  const wide = matchesEverything(condition);
  if (wide !== undefined) return { effect: "ineffective", reason: wide };
  const chosen = CALLER_CHOSEN.find(([name]) => meansKey(name, key));
  if (chosen) return { effect: "callerChosen", reason: chosen[1] };
  if (!always && isAbsentEnough && isLeftAway(condition)) {
    const by = condition.ifExists ? "IfExists" : "ForAllValues";
    return { effect: "ineffective", reason: `${by} lets in every request that does not carry ${key}` };
  }
  if (condition.values.includes(UNKNOWN)) return { effect: "unknown", reason: `a value of ${key} is not known yet` };
  return { effect: "narrows", reason: "" };
}

/** Whether the condition holds for a request without its key; of `Null` with an unknown value, no. */
export function holdsWhenAbsent({ operator, set, ifExists, values }: Condition): boolean {
  if (operator === "Null") return values.some((value) => value !== UNKNOWN && value.toLowerCase() === "true");
  return ifExists || set === "ForAllValues" || (set === undefined && OPERATORS.get(operator)?.isNegated === true);
}

/**
 * The conditions that hold together just where this one does not: what a Deny with this condition alone leaves.
 *
 * @returns `undefined` where AWS's operators cannot say it
 */
export function oppositesOf(condition: Condition): readonly Condition[] | undefined {
  const { operator, set, values } = condition;
  if (operator === "Null" || operator === "Bool") {
    const [value, ...more] = values;
    if (value === undefined || more.length > 0 || set !== undefined) return undefined;
    const opposite = value === UNKNOWN ? UNKNOWN : String(value.toLowerCase() !== "true");
    const flipped: Condition = { ...condition, values: [opposite] };
    return operator === "Null" ? [flipped] : presentOrNot(condition, { ...flipped, ifExists: false });
  }
  const name =
    OPERATORS.get(operator)?.opposite ?? (values.length === 1 ? COMPARISONS.get(comparison(operator)) : undefined);
  if (name === undefined) return undefined;
  const isComparison = OPERATORS.get(operator)?.opposite === undefined;
  const opposite = isComparison ? operator.replace(/(Less|Greater)Than(Equals)?$/, name) : name;
  const otherSet = set === "ForAnyValue" ? "ForAllValues" : set === "ForAllValues" ? "ForAnyValue" : undefined;
  return presentOrNot(condition, { ...condition, operator: opposite, set: otherSet, ifExists: false });
}

const COMPARISONS = new Map([
  ["LessThan", "GreaterThanEquals"],
  ["LessThanEquals", "GreaterThan"],
  ["GreaterThan", "LessThanEquals"],
  ["GreaterThanEquals", "LessThan"],
]);

function comparison(operator: string): string {
  return operator.replace(/^(Date|Numeric)/, "");
}

/** The opposite of a condition must hold for requests without the key just where the condition itself does not. */
function presentOrNot(condition: Condition, opposite: Condition): readonly Condition[] {
  if (holdsWhenAbsent(condition) !== holdsWhenAbsent(opposite)) return [opposite];
  if (!holdsWhenAbsent(opposite)) return [{ ...opposite, ifExists: true }];
  return [opposite, { operator: "Null", set: undefined, ifExists: false, key: condition.key, values: ["false"] }];
}

function classifyNull({ key, values }: Condition, always: boolean): ConditionClass {
  if (values.includes(UNKNOWN)) return { effect: "unknown", reason: `a value of ${key} is not known yet` };
  const wantsAbsent = values.some((value) => value !== UNKNOWN && value.toLowerCase() === "true");
  const wantsPresent = values.some((value) => value !== UNKNOWN && value.toLowerCase() === "false");
  if (wantsAbsent && wantsPresent)
    return { effect: "ineffective", reason: "it takes a request with the key and without" };
  if (!always) return { effect: "narrows", reason: "" };
  return { effect: wantsPresent ? "ineffective" : "impossible", reason: `every request carries ${key}` };
}

/** Why a condition that is not negated holds for every value of the key. */
function matchesEverything({ operator, values }: Condition): string | undefined {
  const known = values.filter((value) => value !== UNKNOWN);
  const shown = (value: string): string => `the value ${value} matches everything`;
  if (operator === "StringLike") {
    const star = known.find((value) => /^\*+$/.test(value));
    return star === undefined ? undefined : shown(star);
  }
  if (operator === "ArnLike" || operator === "ArnEquals") {
    const star = known.find((value) => /^\*+$|^arn(:\*+)+$/.test(value));
    return star === undefined ? undefined : shown(star);
  }
  if (operator === "Bool") {
    const both = new Set(known.map((value) => value.toLowerCase())).size > 1;
    return both ? "it takes true and false" : undefined;
  }
  if (operator !== "IpAddress") return undefined;
  const ranges = known.flatMap((value) => toRange(value) ?? []);
  const whole = ([4, 6] as const).find((family) => {
    const [only] = mergeRanges(ranges.filter((range) => range.family === family));
    return only?.first === ALL_ADDRESSES[family].first && only.last === ALL_ADDRESSES[family].last;
  });
  return whole === undefined ? undefined : `its networks are all of IPv${whole}`;
}

/** Whether the caller can leave the key away. Negated operators say what the key must not be, so they do narrow. */
function isLeftAway({ operator, set, ifExists, key }: Condition): boolean {
  if (!ifExists && set !== "ForAllValues") return false;
  if (OPERATORS.get(operator)?.isNegated === true) return false;
  return key.toLowerCase().startsWith("aws:") || set === "ForAllValues" || OPTIONAL_OF_SERVICES.test(key);
}

/** Keys of web identity providers begin with the provider's domain: no list of AWS's has them. */
function isProviderKey(key: string): boolean {
  return key.slice(0, key.lastIndexOf(":")).includes(".");
}
