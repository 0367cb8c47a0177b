import { readArn } from "../../baseline/iam/arn.js";
import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";

/** Properties whose ARN is always of the account that the resource itself stands in. */
const OWN_ARNS: readonly string[] = ["arn", "policyArn", "permissionsBoundary"];
/** Types whose `arn` names something else, wherever that stands. */
const NAMING_TYPES: readonly string[] = [
  "aws:cloudwatch/eventTarget:EventTarget",
  "aws:sns/topicPolicy:TopicPolicy",
  "aws:sns/dataProtectionPolicy:DataProtectionPolicy",
  "aws:lakeformation/resource:Resource",
  "aws:notifications/channelAssociation:ChannelAssociation",
];

/** Accounts in which the stack's own resources stand, by their ARNs. Use it through `stack.read(stackAccounts)`. */
export function stackAccounts(stack: Stack): ReadonlySet<string> {
  const own = stack.resources.filter(({ type }) => type.startsWith("aws:") && !NAMING_TYPES.includes(type));
  return new Set(own.flatMap(accountsOf));
}

/** Accounts that may hear of things: one's own, and vendors'. `undefined` where nobody says which are one's own. */
export function knownAccounts(stack: Stack): ReadonlySet<string> | undefined {
  const { trustedAccounts, vendorAccounts } = stack.settings;
  const own = stack.read(stackAccounts);
  if (trustedAccounts === undefined && own.size === 0) return undefined;
  return new Set([...(trustedAccounts ?? []), ...own, ...vendorAccounts]);
}

function accountsOf(resource: Resource): string[] {
  return OWN_ARNS.flatMap((property) => {
    const arn = resource.text(property);
    const account = typeof arn === "string" ? readArn(arn)?.account : undefined;
    // AWS's own policies and services stand in accounts without a number.
    return account !== undefined && /^[0-9]{12}$/.test(account) ? [account] : [];
  });
}
