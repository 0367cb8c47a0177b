import { UNKNOWN, type Maybe } from "../unknown.js";
import { narrows } from "./checkNarrowing.js";
import { checkAllows, findingIf, statementName, type Checked } from "./checkStatements.js";
import type { Condition, PolicyDocument, Statement } from "./document.js";
import { covers } from "./match.js";

/**
 * Keys that say who asks, or from where: a condition on one of them keeps strangers out. `sts:ExternalId` is none, since
 * it is no secret and proves nothing.
 *
 * Source: Amazon S3 User Guide, 'The meaning of "public"', and AWS IAM User Guide, "AWS global condition context keys".
 */
const WHO: readonly string[] = [
  ...["aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn", "aws:userid"],
  ...["aws:sourcearn", "aws:sourceaccount", "aws:sourceowner", "aws:sourceorgid", "aws:sourceorgpaths"],
  ...["aws:sourceip", "aws:vpcsourceip", "aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn", "aws:vpceaccount"],
  ...["aws:vpceorgid", "aws:vpceorgpaths", "aws:principalservicename", "kms:calleraccount", "sns:endpoint"],
  ...["s3:dataaccesspointaccount", "s3:dataaccesspointarn", "elasticfilesystem:accessedviamounttarget"],
];

/** Of these, the keys that stand only in requests of AWS's services: they keep everybody but services out. */
const ON_WHOSE_BEHALF = /^aws:source(?:arn|account|owner|orgid|orgpaths)$/;

/** IAM08: nobody unknown may take a role on. */
export function checkPublicTrust(document: PolicyDocument, subject: string): Checked {
  return checkAllows(document, (statement) => {
    const people = WHO.filter((key) => !ON_WHOSE_BEHALF.test(key));
    return findingIf(isOpen(document, statement, people), () => ({
      rule: "IAM08",
      subject,
      message:
        isOpen(document, statement) === false
          ? `${statementName(statement, subject)} lets every service of AWS take the role on that acts for whom its condition names.`
          : `${statementName(statement, subject)} lets everyone in the world take the role on.`,
      fix: "Name the accounts, roles or services in Principal, or demand aws:PrincipalOrgID.",
      reference: 'AWS IAM User Guide, "IAM Access Analyzer findings for external access"',
    }));
  });
}

/** IAM15: no resource is open to everyone. */
export function checkPublicResource(document: PolicyDocument, subject: string): Checked {
  return checkAllows(document, (statement) =>
    findingIf(isOpen(document, statement), () => ({
      rule: "IAM15",
      subject,
      message: `${statementName(statement, subject)} opens the resource to everyone in the world.`,
      fix: "Name the principals, or demand one of aws:PrincipalOrgID, aws:SourceArn, aws:SourceAccount and aws:SourceVpce.",
      reference: 'AWS IAM User Guide, "IAM Access Analyzer findings for external access"',
    })),
  );
}

/** Whether a statement lets in everyone, by what it says itself and by what the document denies. */
function isOpen(document: PolicyDocument, statement: Statement, keys: readonly string[] = WHO): Maybe<boolean> {
  const everyone = isEveryone(statement);
  if (everyone === false || isClosed(document, statement, keys)) return false;
  const limits = statement.conditions.map((condition) =>
    keys.includes(condition.key.toLowerCase()) ? narrows(condition) : false,
  );
  if (limits.includes(true)) return false;
  return limits.includes(UNKNOWN) || statement.hasUnknownConditions === true ? UNKNOWN : everyone;
}

/** Whether `Principal` is everyone; everyone but some is everyone too. */
export function isEveryone({ principals }: Statement): Maybe<boolean> {
  if (!principals) return false;
  if (principals.negated) return true;
  if (principals.values.some(({ kind, name }) => kind === "AWS" && name === "*")) return true;
  return principals.values.some(({ kind, name }) => kind === "AWS" && name === UNKNOWN) ? UNKNOWN : false;
}

/** Deny statements that shut out others may spare AWS's own services. */
const SPARED: readonly string[] = ["aws:principalisawsservice", "aws:viaawsservice", "aws:principalservicename"];

/**
 * Whether a Deny of the same document shuts out everyone whom one of the keys does not name, such as a Deny with
 * `StringNotEquals` on `aws:PrincipalOrgID`.
 */
export function isClosed(document: PolicyDocument, allowed: Statement, keys: readonly string[]): boolean {
  return document.statements.some((statement) => {
    if (statement.effect !== "Deny" || statement.hasUnknownConditions === true || !coversActions(statement, allowed))
      return false;
    const excludes = ({ key, operator, set }: Condition): boolean =>
      set !== "ForAnyValue" &&
      /Not(?:Equals|Like|IpAddress)|^NotIpAddress/.test(operator) &&
      keys.includes(key.toLowerCase());
    return (
      isEveryone(statement) === true &&
      statement.conditions.some((condition) => excludes(condition) && narrows(positive(condition)) === true) &&
      statement.conditions.every((condition) => excludes(condition) || SPARED.includes(condition.key.toLowerCase()))
    );
  });
}

/** The condition that holds for those whom a negated one spares. */
function positive(condition: Condition): Condition {
  return { ...condition, operator: condition.operator.replace("Not", ""), ifExists: false };
}

function coversActions(wider: Statement, narrower: Statement): boolean {
  return (
    !wider.actions.negated &&
    !narrower.actions.negated &&
    narrower.actions.values.every((action) =>
      wider.actions.values.some(
        (pattern) =>
          pattern !== UNKNOWN &&
          (pattern === "*" || (action !== UNKNOWN && covers(pattern.toLowerCase(), action.toLowerCase()))),
      ),
    )
  );
}
