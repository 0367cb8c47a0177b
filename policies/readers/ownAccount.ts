import type { Resource } from "../framework/resource.js";
import type { Stack } from "../framework/stack.js";

/** Settings that an account has once: a stack that holds one stands for the account. */
export const ACCOUNT_TYPES: readonly string[] = [
  "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
  "aws:iam/organizationsFeatures:OrganizationsFeatures",
  "aws:iam/securityTokenServicePreferences:SecurityTokenServicePreferences",
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
  "aws:ebs/encryptionByDefault:EncryptionByDefault",
  "aws:account/alternativeContact:AlternativeContact",
];

/** Whether the stack stands for its AWS account, and the resource that shows it. */
export function ownAccount(stack: Stack): { readonly isOwn: boolean; readonly shownBy: Resource | undefined } {
  const [shownBy] = stack.ofTypes(ACCOUNT_TYPES);
  return { isOwn: stack.settings.ownsAccount ?? shownBy !== undefined, shownBy };
}
