import { UNKNOWN } from "../../unknown.js";
import type { Condition } from "../document.js";
import { overlapsResource } from "../match.js";
import type { Effect } from "./effects.js";

/** What a condition that narrows is worth against an escalation. */
export type Mitigation = "stops" | "perhaps" | "none";

/** Policies of AWS whose holder is an administrator or makes itself one. */
const STRONG_POLICIES = ["AdministratorAccess", "PowerUserAccess", "IAMFullAccess"].map(
  (name) => `arn:aws:iam::aws:policy/${name}`,
);
/** A name that only the account's own policies have: a pattern that takes it takes any of them. */
const OWN_POLICY = "arn:aws:iam::*:policy/*";

/**
 * Conditions on who calls, from where, when and with what proof: the holder meets them in its own work, so they do not
 * keep it from anything.
 *
 * Source: AWS IAM User Guide, "AWS global condition context keys".
 */
const OF_THE_CALLER =
  /^aws:(multifactorauth|sourceip|sourcevpc|sourcevpce|sourceidentity|vpcsourceip|requestedregion|currenttime|epochtime|tokenissuetime|securetransport|userid|username|principal|federatedprovider|ec2instance|useragent|referer|resourceaccount|resourceorg|assumedroot|chatbot)/;
/** Only through another service, or only code that someone signed: what that comes to is not known here. */
const THROUGH_A_SERVICE = /^aws:(calledvia|viaawsservice|sourcearn|sourceaccount|sourceorg)|codesigning/;
/** The holder may give its prey the tag, if it may tag: `findEscalations` asks. */
const TAG = /resourcetag\//;
/** Keys that say which role, policy or program a request is about. */
const OF_THE_TARGET =
  /(role|profile|policy|policyarn|permissionsboundary|template|image|document|definition|functionarn|associatedresourcearn)[a-z]*$/;

/** @param mayTag whether the holder can put tags on the resources of that service */
export function mitigationBy(condition: Condition, effect: Effect, mayTag: boolean): Mitigation {
  const key = condition.key.toLowerCase();
  // Which services may take the role is judged with the actions that take it.
  if (key === "iam:passedtoservice") return "none";
  if (key === "iam:policyarn") return ofPolicies(condition);
  if (key === "iam:permissionsboundary")
    return effect === "writesPolicy" && namesBoundary(condition) ? "stops" : "none";
  if (TAG.test(key)) return mayTag ? "none" : "stops";
  if (OF_THE_CALLER.test(key)) return "none";
  if (THROUGH_A_SERVICE.test(key)) return "perhaps";
  return OF_THE_TARGET.test(key) ? "stops" : "none";
}

/** A boundary that may be missing, or any but one, is none. */
function namesBoundary({ operator, ifExists, values }: Condition): boolean {
  return !/Not|^Null$/.test(operator) && !ifExists && !values.some((value) => value !== UNKNOWN && /^\*+$/.test(value));
}

/** A condition on the policy that is attached stops it where no policy that it lets through is a strong one. */
function ofPolicies({ operator, values }: Condition): Mitigation {
  if (/Not/.test(operator)) return "none";
  for (const value of values) {
    if (value === UNKNOWN) return "perhaps";
    if (STRONG_POLICIES.some((policy) => overlapsResource(value, policy))) return "none";
    if (/[*?]/.test(value.split(":").slice(5).join(":")) && overlapsResource(value, OWN_POLICY)) return "none";
  }
  return "stops";
}
