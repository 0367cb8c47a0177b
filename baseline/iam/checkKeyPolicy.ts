import { UNKNOWN, type Maybe } from "../unknown.js";
import type { Finding } from "../finding.js";
import { checkAllows, findingIf, knownOf, listed, statementName, type Checked } from "./checkStatements.js";
import { isEveryone } from "./checkEveryone.js";
import type { PolicyDocument, Statement } from "./document.js";
import { matchesAction } from "./match.js";
import { actionMatches } from "./statementMatch.js";

const REFERENCE = 'AWS KMS Developer Guide, "Key policies in AWS KMS" and "Default key policy"';
/** With these one makes the key useless, or opens it to others. Grants are for users too: services act by them. */
const ADMINISTRATION: readonly string[] = ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:DisableKey"];
/** With these one uses it. */
const USE: readonly string[] = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom"];
/**
 * IAM19: a key's whole control belongs to its account, where IAM policies give it on; nobody else both administers and
 * uses the key. `kms:*` for the account's root is AWS's own default, and `*` as resource means the key itself.
 */
export function checkKeyPolicy(document: PolicyDocument, subject: string): Checked {
  const owners = ownersOf(document);
  const whole = checkAllows(document, (statement) => {
    const isWhole = hasWhole(statement);
    const holders = strangers(statement, owners);
    if (isWhole === false || holders.length === 0) return undefined;
    const known = knownOf(holders);
    return findingIf(known.length === 0 ? UNKNOWN : isWhole, () =>
      finding(
        subject,
        `${statementName(statement, subject)} gives ${listed(known)} whole control of the key, to administer and to use it.`,
      ),
    );
  });
  const freely = checkAllows(document, (statement) => {
    const holders = knownOf(strangers(statement, owners));
    if (!grantsFreely(statement) || holders.length === 0) return undefined;
    return findingIf(true, () =>
      finding(
        subject,
        `${statementName(statement, subject)} lets ${listed(holders)} grant the use of the key to anybody.`,
        'Add Bool { "kms:GrantIsForAWSResource": "true" } to the statement with kms:CreateGrant: then only services that work for the caller get grants.',
      ),
    );
  });
  return whole.some((found) => found !== UNKNOWN)
    ? whole
    : [...whole, ...freely, ...sharedRoles(document, subject, owners)];
}

/**
 * Whether a statement for users gives kms:CreateGrant without any condition; administrators make grants by their trade.
 *
 * Source: AWS KMS Developer Guide, "Default key policy", key users: grants for AWS services alone.
 */
function grantsFreely(statement: Statement): boolean {
  const isOfUsers =
    allows(statement, ["kms:CreateGrant"], "some") === true && allows(statement, ADMINISTRATION, "some") === false;
  return isOfUsers && statement.conditions.length === 0 && statement.hasUnknownConditions !== true;
}

/** Whether somebody by name may replace the policy, so that the key cannot be lost to everybody. */
export function isReplaceable({ statements }: PolicyDocument): Maybe<boolean> {
  const allows = statements.map((statement): Maybe<boolean> => {
    const names = (statement.principals?.values ?? []).map(({ name }) => name);
    if (statement.effect === "Deny" || !names.some((name) => name !== "*")) return false;
    const matched = actionMatches(statement, "kms:PutKeyPolicy");
    return statement.effect === UNKNOWN && matched !== false ? UNKNOWN : matched;
  });
  return allows.includes(true) ? true : allows.includes(UNKNOWN) ? UNKNOWN : false;
}

/** Principals that administer by one statement and use by another. */
function sharedRoles(document: PolicyDocument, subject: string, owners: ReadonlySet<string>): Checked {
  const holding = (actions: readonly string[]): string[] =>
    document.statements.flatMap((statement) =>
      statement.effect === "Allow" && allows(statement, actions, "some") === true
        ? knownOf(strangers(statement, owners))
        : [],
    );
  const users = new Set(holding(USE));
  const both = [...new Set(holding(ADMINISTRATION))].filter((name) => users.has(name));
  return both.map((name) => finding(subject, `In ${subject} ${name} may both administer and use the key.`));
}

/** The principals of a statement without the root of the key's own account. */
function strangers(statement: Statement, owners: ReadonlySet<string>): Maybe<string>[] {
  if (isEveryone(statement) === true) return []; // IAM15
  return (statement.principals?.values ?? []).flatMap(({ kind, name }) => {
    if (kind === "CanonicalUser") return [];
    return name !== UNKNOWN && owners.has(accountOfRoot(name) ?? "") ? [] : [name];
  });
}

/** The account whose root has whole control; a key has one account, so of several nobody can tell which. */
export function ownersOf({ statements }: PolicyDocument): ReadonlySet<string> {
  const names = statements
    .filter((statement) => statement.effect === "Allow" && hasWhole(statement) === true)
    .flatMap(({ principals }) => knownOf((principals?.values ?? []).map(({ name }) => name)));
  const accounts = new Set(names.flatMap((name) => accountOfRoot(name) ?? []));
  return accounts.size === 1 ? accounts : new Set();
}

function hasWhole(statement: Statement): Maybe<boolean> {
  return allows(statement, [...ADMINISTRATION, ...USE], "every");
}

function accountOfRoot(name: string): string | undefined {
  return /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(name)?.[1];
}

/** Whether a statement's actions have some or every one of these; what is left out by `NotAction` is IAM04's. */
function allows({ actions }: Statement, wanted: readonly string[], how: "some" | "every"): Maybe<boolean> {
  if (actions.negated) return false;
  const known = knownOf(actions.values);
  const isGiven = (action: string): boolean => known.some((pattern) => matchesAction(pattern, action));
  if (how === "some" ? wanted.some(isGiven) : wanted.every(isGiven)) return true;
  return actions.values.includes(UNKNOWN) ? UNKNOWN : false;
}

const FIX =
  "Give administrators the actions that manage the key and users those that use it, in two statements with different principals; keep kms:* to the root of the key's account.";

function finding(subject: string, message: string, fix = FIX): Finding {
  return {
    rule: "IAM19",
    subject,
    message,
    fix,
    reference: REFERENCE,
  };
}
