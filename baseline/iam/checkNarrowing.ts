import { UNKNOWN, type Maybe } from "../unknown.js";
import { readArn } from "./arn.js";
import { classifyCondition, holdsWhenAbsent } from "./conditionClass.js";
import type { Condition } from "./document.js";

/**
 * Whether a condition of an Allow keeps strangers out, or names what it is about: it fails for a request without its
 * key, and none of its values is one that everybody can have.
 */
export function narrows(condition: Condition): Maybe<boolean> {
  if (holdsWhenAbsent(condition) || condition.operator === "Null" || anyonesValue(condition) !== undefined)
    return false;
  // Of an action that AWS does not know, all keys are taken to exist: whether this one does is IAM18's.
  const { effect } = classifyCondition(condition, "");
  return effect === "unknown" ? UNKNOWN : effect === "narrows";
}

/** A value of the condition that everybody can have: values are alternatives, so it undoes the others. */
export function anyonesValue({ operator, values }: Condition): string | undefined {
  if (!operator.endsWith("Like") && operator !== "ArnEquals") return undefined;
  return values.find((value): value is string => value !== UNKNOWN && (isAnything(value) || isAnyonesArn(value)));
}

/** What stands between the wildcards says nothing of its own: `o-*` is every organisation. */
function isAnything(pattern: string): boolean {
  return ["", "o-", "o-/", "arn:", "arn:aws:", ".amazonaws.com"].includes(pattern.replace(/[*?]+/g, ""));
}

/** An ARN that a stranger's account can have as well: any account, and no name but wildcards. */
function isAnyonesArn(value: string): boolean {
  const arn = readArn(value);
  if (!arn || !/^[*?]*$/.test(arn.account)) return false;
  // The names of an account's roles and users are for everyone to choose.
  if (arn.service === "iam" || arn.service === "sts") return true;
  return /^(?:[a-z-]+[/:])?\*+(?:[/:]\*+)*$/.test(arn.resource);
}
