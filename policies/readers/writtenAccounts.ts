import { readArn } from "../../baseline/iam/arn.js";
import { ownersOf } from "../../baseline/iam/checkKeyPolicy.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { iamDocuments } from "./iamDocuments.js";
import { typesOfKinds } from "./iamDocumentTypes.js";

const TYPES = typesOfKinds(["resource"]);

/** The account of AWS's own examples, which is nobody's: a preview invents ARNs with it. */
const EXAMPLE = "123456789012";

/**
 * Accounts in which the stack's own resources stand, as the program itself writes them: what the policy of a resource is
 * about is the resource, and whole control of a key belongs to the root of its account. Known at a preview as well. Use it
 * through `stack.read(writtenAccounts)`.
 */
export function writtenAccounts(stack: Stack): ReadonlySet<string> {
  return new Set(stack.ofTypes(TYPES).flatMap(accountsOf));
}

function accountsOf(resource: Resource): string[] {
  return iamDocuments(resource).flatMap(({ document, kind }) => {
    if (kind !== "resource" || document === UNKNOWN || document === undefined) return [];
    const patterns = document.statements.flatMap(({ resources }) => resources?.values ?? []);
    const accounts = patterns.map((pattern) => (pattern === UNKNOWN ? undefined : readArn(pattern)?.account));
    const owners = resource.type.startsWith("aws:kms/") ? [...ownersOf(document)] : [];
    return [...accounts, ...owners].filter((one): one is string => /^[0-9]{12}$/.test(one ?? "") && one !== EXAMPLE);
  });
}
