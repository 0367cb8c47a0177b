import { readArn } from "../../baseline/iam/arn.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";

/** Properties whose ARN is always of the account that the resource itself stands in. */
const OWN_ARNS: readonly string[] = ["arn", "policyArn", "permissionsBoundary"];

/** Accounts in which the stack's own resources stand, by their ARNs. Use it through `stack.read(stackAccounts)`. */
export function stackAccounts(stack: Stack): ReadonlySet<string> {
  return new Set(stack.resources.filter(({ type }) => type.startsWith("aws:")).flatMap(accountsOf));
}

function accountsOf(resource: Resource): string[] {
  return OWN_ARNS.flatMap((property) => {
    const arn = resource.text(property);
    const account = typeof arn === "string" ? readArn(arn)?.account : undefined;
    // AWS's own policies and services stand in accounts without a number.
    return account !== undefined && /^[0-9]{12}$/.test(account) ? [account] : [];
  });
}
