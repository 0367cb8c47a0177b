import { checkRegion } from "../backup/backupNames.js";
import { accountOf, readArn } from "../iam/arn.js";
import type { Problem } from "../problem.js";
import { UNKNOWN, type Maybe } from "../unknown.js";

/** Where a key or a data store lives. */
export interface Place {
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
}

export function checkPlace({ accountId, region }: Place): Problem[] {
  const problems: Problem[] = [];
  if (!/^[0-9]{12}$/.test(accountId)) {
    problems.push({ property: "accountId", reason: `"${accountId}" is no AWS account id, which has 12 digits.` });
  }
  return [...problems, ...checkRegion("region", region)];
}

/**
 * A data store takes a key of its own Region, by the ARN of the key itself: an alias means whatever key it points to
 * when somebody asks, and what AWS manages itself (`aws/s3`) has a policy that nobody can change.
 *
 * Source: AWS KMS Developer Guide, "Key identifiers (KeyId)" and "AWS managed keys".
 *
 * @param region the store's, where it is given
 */
export function checkKeyArn(property: string, arn: Maybe<string>, region?: string): Problem[] {
  if (arn === UNKNOWN) return [];
  const read = readArn(arn);
  const isKey = read?.service === "kms" && /^[0-9]{12}$/.test(read.account) && /^key\/[\w-]+$/.test(read.resource);
  if (!isKey) {
    const reason = `"${arn}" is no ARN of a KMS key, such as arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab. Aliases are not allowed.`;
    return [{ property, reason }];
  }
  if (region === undefined || read.region === region) return [];
  return [
    { property, reason: `The key is in ${read.region} and what it encrypts in ${region}; they must be the same.` },
  ];
}

/** Principals that a policy names: roles and users, each whole, none twice. A pattern would be a name that an intruder chooses. */
export function checkPrincipals(property: string, arns: readonly Maybe<string>[]): Problem[] {
  return arns.flatMap((arn, index) => {
    if (arn === UNKNOWN) return [];
    const place = `${property}[${index}]`;
    if (!/^arn:aws[a-z-]*:iam::[0-9]{12}:(role|user)\/[\w+=,.@/-]+$/.test(arn)) {
      const reason = `"${arn}" is no ARN of an IAM role or user, such as arn:aws:iam::123456789012:role/orders. Patterns are not allowed.`;
      return [{ property: place, reason }];
    }
    return arns.indexOf(arn) === index ? [] : [{ property: place, reason: `"${arn}" is named twice.` }];
  });
}

/** The principals that are of other accounts. */
export function strangersTo(accountId: string, arns: readonly Maybe<string>[]): string[] {
  return arns.filter((arn) => arn !== UNKNOWN).filter((arn) => accountOf(arn) !== accountId);
}
