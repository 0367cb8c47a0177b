import type { Problem } from "../../email/emailDomainCheck.js";
import type { Maybe } from "../../unknown.js";
import { readArn } from "../arn.js";
import { ADMINISTRATOR_SESSION_HOURS, userExceptions, userProblems } from "./mfaTrust.js";
import type { RoleAccount } from "./roleAccount.js";
import { roleAccountProblems } from "./roleAccountProblems.js";

/** A role for administrators. */
export interface AdministratorModel extends RoleAccount {
  readonly users: readonly Maybe<string>[];
  /** ARNs of the managed policies that it holds. */
  readonly policyArns: readonly string[];
  readonly mfaMinutes: number;
  readonly sessionHours: number;
}

const MINUTES_PER_HOUR = 60;
/** AWS takes 1 to 12 hours. Source: AWS IAM API Reference, CreateRole, MaxSessionDuration. */
const LONGEST_HOURS = 12;

/** The policy that lets its holder do everything. */
export function administratorAccess(partition: string): string {
  return `arn:${partition}:iam::aws:policy/AdministratorAccess`;
}

/** Everything that is wrong with the role, in the input's terms. */
export function administratorProblems(model: AdministratorModel): Problem[] {
  const { users, partition, policyArns, mfaMinutes, sessionHours } = model;
  const problems = [...roleAccountProblems(model), ...userProblems(users, partition)];
  if (policyArns.length === 0)
    problems.push({ property: "policyArns", reason: "It is empty, so the role can do nothing." });
  for (const [index, given] of policyArns.entries()) {
    const arn = readArn(given);
    if (arn?.service === "iam" && arn.partition === partition && /^policy\/[^*?]+$/.test(arn.resource)) continue;
    const reason = `"${given}" is no ARN of a managed policy, such as ${administratorAccess(partition)}.`;
    problems.push({ property: `policyArns[${index}]`, reason });
  }
  if (!Number.isInteger(sessionHours) || sessionHours < 1 || sessionHours > LONGEST_HOURS) {
    const reason = `It is ${sessionHours}; whole hours from 1 to ${LONGEST_HOURS} are allowed.`;
    problems.push({ property: "sessionHours", reason });
  }
  // GetSessionToken gives an IAM user a session of 36 hours at most, and only that carries the second factor's age.
  if (!Number.isInteger(mfaMinutes) || mfaMinutes < 1 || mfaMinutes > 36 * MINUTES_PER_HOUR) {
    const reason = `It is ${mfaMinutes}; whole minutes from 1 to ${36 * MINUTES_PER_HOUR} are allowed.`;
    problems.push({ property: "mfaMinutes", reason });
  }
  return problems;
}

/** Weaker choices, as sentences. */
export function administratorExceptions({ users, account, mfaMinutes, sessionHours }: AdministratorModel): string[] {
  return [
    ...userExceptions(users, account),
    ...(mfaMinutes > ADMINISTRATOR_SESSION_HOURS * MINUTES_PER_HOUR
      ? [`mfaMinutes: a second factor that is ${mfaMinutes} minutes old still opens the role.`]
      : []),
    ...(sessionHours > ADMINISTRATOR_SESSION_HOURS ? [`sessionHours: sessions last up to ${sessionHours} hours.`] : []),
  ];
}
