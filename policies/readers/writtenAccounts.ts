import { readArn } from "../../baseline/iam/arn.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";
import { UNKNOWN } from "../framework/unknown.js";
import { iamDocuments } from "./iamDocuments.js";
import { typesOfKinds } from "./iamDocumentTypes.js";

const TYPES = typesOfKinds(["resource"]);

/**
 * Accounts in which the stack's own resources stand, as the program itself writes them: what the policy of a resource is
 * about is the resource. Known at a preview as well. Use it through `stack.read(writtenAccounts)`.
 */
export function writtenAccounts(stack: Stack): ReadonlySet<string> {
  return new Set(stack.ofTypes(TYPES).flatMap(accountsOf));
}

function accountsOf(resource: Resource): string[] {
  return iamDocuments(resource).flatMap(({ document, kind }) => {
    if (kind !== "resource" || document === UNKNOWN || document === undefined) return [];
    const patterns = document.statements.flatMap(({ resources }) => resources?.values ?? []);
    return patterns.flatMap((pattern) => {
      const account = pattern === UNKNOWN ? undefined : readArn(pattern)?.account;
      return account !== undefined && /^[0-9]{12}$/.test(account) ? [account] : [];
    });
  });
}
