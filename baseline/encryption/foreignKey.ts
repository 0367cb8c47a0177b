import { readArn } from "../iam/arn.js";

/**
 * The account of a KMS key that is none of the team's own: whoever holds it shuts the data away from its owner, and reads
 * what the owner's services encrypt. `undefined` where the key is one of the team's own, or is named without an account.
 *
 * Source: AWS KMS Developer Guide, "Allowing users in other accounts to use a KMS key".
 *
 * @param own the team's accounts
 */
export function foreignKeyAccount(key: string, own: ReadonlySet<string>): string | undefined {
  const arn = readArn(key);
  if (arn?.service !== "kms" || !/^[0-9]{12}$/.test(arn.account)) return undefined;
  return own.has(arn.account) ? undefined : arn.account;
}
