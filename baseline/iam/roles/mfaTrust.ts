import type { Problem } from "../../email/emailDomainCheck.js";
import { UNKNOWN, type Maybe } from "../../unknown.js";
import { accountOf, readArn } from "../arn.js";
import { single } from "./statement.js";

/** Hours that a session of an administrator lasts at most, and that its second factor may be old. */
export const ADMINISTRATOR_SESSION_HOURS = 1;

/** Who becomes an administrator, and how. */
export interface MfaTrust {
  /** ARNs of IAM users. */
  readonly users: readonly Maybe<string>[];
  /** That the second factor may be old, in seconds. */
  readonly mfaSeconds: number;
  /** Regions through whose STS endpoints the role is taken on; any where none is given. */
  readonly regions?: readonly string[];
}

/**
 * The trust policy of a role that people take on with a second factor that they gave a short while ago.
 *
 * `Bool`, never `BoolIfExists`: a request that is signed with a long-lived key carries no `aws:MultiFactorAuthPresent`,
 * and in an Allow `IfExists` would let it in.
 *
 * Source: AWS IAM User Guide, "Secure API access with MFA" and "AWS global condition context keys".
 */
export function mfaTrust({ users, mfaSeconds, regions = [] }: MfaTrust): Record<string, unknown> {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "PeopleWithFreshSecondFactor",
        Effect: "Allow",
        Principal: { AWS: single(users) },
        Action: "sts:AssumeRole",
        Condition: {
          Bool: { "aws:MultiFactorAuthPresent": "true" },
          NumericLessThan: { "aws:MultiFactorAuthAge": String(mfaSeconds) },
          ...(regions.length > 0 && { StringEquals: { "aws:RequestedRegion": single(regions) } }),
        },
      },
    ],
  };
}

/** What is wrong with those who are let in: each must be one IAM user, named whole. */
export function userProblems(users: readonly Maybe<string>[], partition: string): Problem[] {
  if (users.length === 0) return [{ property: "users", reason: "It is empty, so nobody could take the role on." }];
  return users.flatMap((user, index) => {
    const fault = user === UNKNOWN ? undefined : userFault(user, partition);
    return fault === undefined ? [] : [{ property: `users[${index}]`, reason: `"${String(user)}" ${fault}` }];
  });
}

function userFault(user: string, partition: string): string | undefined {
  const arn = readArn(user);
  const example = `arn:${partition}:iam::123456789012:user/ada`;
  if (/[*?$]/.test(user)) return "has a wildcard or a variable: name each person.";
  if (arn && /^(?:role|assumed-role)\//.test(arn.resource)) {
    // User Guide, "Secure API access with MFA": what AssumeRole gives holds no MFA information.
    return "is a role, whose sessions carry no second factor, so they could never take this one on: name IAM users.";
  }
  if (/^\d{12}$/.test(user) || arn?.resource === "root") {
    return `is a whole account, whose administrators would decide who gets in: name IAM users, such as ${example}.`;
  }
  if (arn?.service !== "iam" || !/^\d{12}$/.test(arn.account) || !/^user\/[\w+=,.@/-]+$/.test(arn.resource)) {
    return `is no ARN of an IAM user, such as ${example}.`;
  }
  return arn.partition === partition
    ? undefined
    : `lies in the partition ${arn.partition}, but the role in ${partition}.`;
}

/** Users of other accounts, as sentences: who administers their account decides who they are. */
export function userExceptions(users: readonly Maybe<string>[], account: string): string[] {
  const others = users.filter((user) => user !== UNKNOWN).filter((user) => accountOf(user) !== account);
  return others.map((user) => `users: ${user} is a user of another account, which decides about its second factor.`);
}
