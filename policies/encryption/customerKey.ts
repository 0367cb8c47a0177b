import type { Resource } from "../framework/resource.js";
import type { Verdict } from "../framework/rule.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { linkOf } from "../readers/links.js";

export const KEY_TYPES: readonly string[] = [
  "aws:kms/key:Key",
  "aws:kms/alias:Alias",
  "aws:kms/replicaKey:ReplicaKey",
  "aws:kms/externalKey:ExternalKey",
  "aws:kms/replicaExternalKey:ReplicaExternalKey",
];

/**
 * Whether a key is one of the team's own: AWS's have aliases that begin with `alias/aws/`, and stand where no key is
 * given.
 */
export function isOwnKey(key: Maybe<string | undefined>): Maybe<boolean> {
  if (key === UNKNOWN) return UNKNOWN;
  return key !== undefined && key !== "" && !/(^|:)alias\/aws\//.test(key);
}

/** Says where a resource's key is AWS's, as far as it shows by itself. */
export function judgeKey(resource: Resource, property: string, verdict: Verdict): void {
  if (isOwnKey(resource.text(property)) === false) {
    verdict.violation(`${resource.name} is encrypted with a key that AWS manages: ${property} names none of your own.`);
  }
}

/** Says where nobody can tell whose key it is, because no resource of the stack is what the unknown value came from. */
export function judgeHiddenKey(stack: Stack, resource: Resource, property: string, verdict: Verdict): void {
  const given = stack.given(resource);
  if (given.property(property) === UNKNOWN && linkOf(stack, given, property, KEY_TYPES).resource === undefined) {
    verdict.undetermined(`With which key ${resource.name} is encrypted will be known only after the deploy.`, {
      urn: resource.urn,
    });
  }
}
