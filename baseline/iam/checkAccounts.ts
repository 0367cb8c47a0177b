import { UNKNOWN, type Maybe } from "../unknown.js";
import { accountOf } from "./arn.js";
import { narrows } from "./checkNarrowing.js";
import { checkAllows, findingIf, listed, statementName, type Checked } from "./checkStatements.js";
import type { PolicyDocument, Statement } from "./document.js";
import { or } from "./ternary.js";

/** Which accounts may be let in. */
export interface KnownAccounts {
  /** Of one's own organisation; `undefined` where nobody says which these are. */
  readonly own: ReadonlySet<string> | undefined;
  /** Of other companies, that may come in with an external id; `undefined` where any may. */
  readonly vendors: ReadonlySet<string> | undefined;
}

/** Accounts of AWS that write the access logs of load balancers in older Regions, as their documentation lists them. */
export const LOAD_BALANCER_ACCOUNTS: ReadonlySet<string> = new Set([
  ...["127311923021", "033677994240", "027434742980", "797873946194", "098369216593", "754344448648", "589379963580"],
  ...["718504428378", "383597477331", "600734575887", "114774131450", "783225319266", "582318560864", "985666609251"],
  ...["054676820928", "156460612806", "652711504416", "635631232127", "009996457667", "897822967062", "076674570225"],
  ...["507241528517", "048591011584", "190560391635"],
]);

/** IAM09: another account comes in only where it is known, and another company's only with an external id. */
export function checkAccounts(
  document: PolicyDocument,
  subject: string,
  isTrust: boolean,
  known: KnownAccounts,
): Checked {
  return checkAllows(document, (statement) => {
    const strangers = strangersOf(statement, known.own);
    if (strangers.length === 0) return undefined;
    const isOfOrganization = demandsOrganization(statement);
    if (isOfOrganization === true) return undefined;
    const accounts = strangers.filter((account) => account !== UNKNOWN);
    const unlisted = known.vendors ? accounts.filter((account) => !known.vendors?.has(account)) : [];
    const hasExternalId = isTrust ? demands(statement, /^sts:ExternalId$/i) : true;
    const isBad = or(unlisted.length > 0, hasExternalId === UNKNOWN ? UNKNOWN : !hasExternalId);
    const isHidden = isOfOrganization === UNKNOWN || known.own === undefined || accounts.length === 0;
    // Of an account of which nobody says whose it is, only a list of vendors tells that it is none of them.
    return findingIf(isBad === true && isHidden && unlisted.length === 0 ? UNKNOWN : isBad, () => ({
      rule: "IAM09",
      subject,
      message:
        unlisted.length > 0
          ? `${statementName(statement, subject)} lets in ${account(unlisted)}, which neither trustedAccounts nor vendorAccounts names.`
          : `${statementName(statement, subject)} lets ${account(accounts)} of another company take the role on without an external id, so any customer of that company can have it do so.`,
      fix: "Name the account in trustedAccounts if it is yours; else name it in vendorAccounts and demand sts:ExternalId by StringEquals.",
      reference: 'AWS IAM User Guide, "Access to AWS accounts owned by third parties"',
    }));
  });
}

function account(numbers: readonly string[]): string {
  return `${numbers.length === 1 ? "the account" : "the accounts"} ${listed([...new Set(numbers)])}`;
}

/** Accounts that a statement names and that are not one's own. Everyone is no account: that is IAM08's and IAM15's. */
function strangersOf({ principals }: Statement, own: ReadonlySet<string> | undefined): Maybe<string>[] {
  if (!principals || principals.negated) return [];
  return principals.values.flatMap(({ kind, name }): Maybe<string>[] => {
    if (kind !== "AWS" || name === "*") return [];
    if (name === UNKNOWN) return [UNKNOWN];
    const number = accountOf(name);
    const isNumber = number !== undefined && /^[0-9]{12}$/.test(number);
    return isNumber && own?.has(number) !== true && !LOAD_BALANCER_ACCOUNTS.has(number) ? [number] : [];
  });
}

/** Whether a statement lets in nobody but one's own organisation. */
export function demandsOrganization(statement: Statement): Maybe<boolean> {
  return demands(statement, /^aws:(?:PrincipalOrgID|PrincipalOrgPaths|SourceOrgID|SourceOrgPaths)$/i);
}

function demands({ conditions, hasUnknownConditions }: Statement, key: RegExp): Maybe<boolean> {
  const facts = conditions.filter((condition) => key.test(condition.key)).map(narrows);
  return or(...facts, hasUnknownConditions === true ? UNKNOWN : false);
}
