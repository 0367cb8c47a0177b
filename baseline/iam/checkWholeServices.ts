import { UNKNOWN } from "../unknown.js";
import {
  checkAllows,
  findingIf,
  isEveryAction,
  knownOf,
  listed,
  statementName,
  type Checked,
} from "./checkStatements.js";
import { checkServiceWildcards } from "./checkWildcards.js";
import type { PolicyDocument, Statement } from "./document.js";

/**
 * IAM34: every action of a service, on whatever resources. What IAM01 and IAM02 refuse is theirs. A resource's policy may
 * leave all to the root of an account, which means the policies there: so begins the policy that AWS gives a new queue.
 *
 * Source: AWS Security Hub User Guide, IAM.21; Amazon SQS Developer Guide, "Basic examples of Amazon SQS policies".
 */
export function checkWholeServices(document: PolicyDocument, subject: string): Checked {
  return checkAllows(document, (statement) => {
    const { actions, principals } = statement;
    if (actions.negated || isLeftToAccounts(statement)) return undefined; // IAM04
    if (principals === undefined && isRefusedAlready(document, statement, subject)) return undefined;
    const whole = knownOf(actions.values).filter(isWhole);
    const found = whole.length > 0 ? true : actions.values.includes(UNKNOWN) ? UNKNOWN : false;
    return findingIf(found, () => ({
      rule: "IAM34",
      subject,
      message: `${statementName(statement, subject)} allows ${listed(whole)}, every action that there is.`,
      fix: "Name the actions that are needed.",
      reference: "AWS Security Hub User Guide, IAM.21",
    }));
  });
}

/** `s3:*`, `*`. */
function isWhole(pattern: string): boolean {
  return isEveryAction(pattern) || /^[^:]+:[*?]*\*[*?]*$/.test(pattern);
}

function isRefusedAlready(document: PolicyDocument, statement: Statement, subject: string): boolean {
  const { actions } = statement;
  if (knownOf(actions.values).some(isEveryAction)) return true;
  return checkServiceWildcards({ ...document, statements: [statement] }, subject).some((found) => found !== UNKNOWN);
}

/** The root of an account stands for all that its own policies allow. */
function isLeftToAccounts({ principals }: Statement): boolean {
  const names = (principals?.values ?? []).map(({ name }) => name);
  return (
    names.length > 0 && names.every((name) => name !== UNKNOWN && /^(arn:[\w-]+:iam::)?\d{12}(:root)?$/.test(name))
  );
}
