import { UNKNOWN, type Maybe } from "../unknown.js";
import { accountOf, readArn } from "./arn.js";
import { demandsOrganization, LOAD_BALANCER_ACCOUNTS } from "./checkAccounts.js";
import { knownOf, listed, type Checked } from "./checkStatements.js";
import type { PolicyDocument, Statement } from "./document.js";

/** Conditions that say who may come, by account. */
const OF_CALLERS = /^(?:aws:(?:Principal|Source)(?:Account|Arn)|kms:CallerAccount|kms:EncryptionContext:.*)$/i;

/**
 * IAM09: whom the policy of a resource lets in, where nobody says which accounts are the team's. A resource belongs to one
 * account: of several that its policy names, the others are strangers until a list tells.
 *
 * Source: AWS IAM User Guide, "Cross account resource access in IAM".
 *
 * @param vendors accounts of other companies that are known
 */
export function checkOwnAccount(
  document: PolicyDocument,
  subject: string,
  vendors: ReadonlySet<string> | undefined,
): Checked {
  const letting = document.statements.filter((statement) => accountsOf(statement).length > 0);
  const named = [
    ...letting.flatMap(accountsOf),
    ...letting.flatMap(callersOf),
    ...document.statements.flatMap(placesOf),
  ];
  const accounts = new Set(named.filter((one) => vendors?.has(one) !== true && !LOAD_BALANCER_ACCOUNTS.has(one)));
  if (letting.length === 0 || accounts.size < 2) return [];
  return [
    {
      rule: "IAM09",
      subject,
      message: `Of the accounts ${listed([...accounts].sort())}, which ${subject} names, only one can be its own.`,
      fix: "Take the others out, or name your own in trustedAccounts and those of other companies in vendorAccounts.",
      reference: 'AWS IAM User Guide, "Cross account resource access in IAM"',
    },
  ];
}

/** Accounts whose principals a statement lets in; of one's organisation any may come. */
function accountsOf(statement: Statement): string[] {
  const { effect, principals } = statement;
  if (effect !== "Allow" || !principals || principals.negated || demandsOrganization(statement) === true) return [];
  return numbersIn(principals.values.filter(({ kind }) => kind === "AWS").map(({ name }) => name));
}

function callersOf({ conditions }: Statement): string[] {
  return conditions.filter(({ key }) => OF_CALLERS.test(key)).flatMap(({ values }) => numbersIn(values));
}

/** Where the resource stands, as its own ARN says. */
function placesOf({ resources }: Statement): string[] {
  return numbersIn((resources?.values ?? []).filter((value) => value !== UNKNOWN && readArn(value) !== undefined));
}

function numbersIn(texts: readonly Maybe<string>[]): string[] {
  return knownOf(texts).flatMap((text) => {
    const account = accountOf(text);
    return account !== undefined && /^[0-9]{12}$/.test(account) ? [account] : [];
  });
}
