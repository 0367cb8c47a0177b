import { UNKNOWN, type Maybe } from "../unknown.js";
import { demandsMfa } from "./administration.js";
import { readArn } from "./arn.js";
import { checkAllows, findingIf, statementName, type Checked } from "./checkStatements.js";
import type { PolicyDocument, Statement } from "./document.js";
import { matchesAction } from "./match.js";
import { and, not, or, some } from "./ternary.js";

/**
 * IAM30: IAM users take a role on only with a second factor. A vendor's user that gives an external id is a machine of
 * another company, which IAM09 judges.
 *
 * Source: AWS IAM User Guide, "Secure API access with MFA".
 */
export function checkPeopleMfa(document: PolicyDocument, subject: string): Checked {
  return checkAllows(document, (statement) =>
    findingIf(and(letsUsersIn(statement), not(or(demandsMfa(statement), isOfVendor(statement)))), () => ({
      rule: "IAM30",
      subject,
      message: `${statementName(statement, subject)} lets IAM users take the role on without a second factor: their keys alone are enough.`,
      fix: 'Demand it with { Bool: { "aws:MultiFactorAuthPresent": "true" } }, without IfExists; let machines in by OpenID Connect or a role.',
      reference: 'AWS IAM User Guide, "Secure API access with MFA"',
    })),
  );
}

function letsUsersIn({ principals, actions }: Statement): Maybe<boolean> {
  const takesOn = actions.values.map((action) =>
    action === UNKNOWN ? UNKNOWN : matchesAction(action, "sts:AssumeRole"),
  );
  const users = (principals?.negated === true ? [] : (principals?.values ?? [])).map(({ kind, name }) => {
    if (kind !== "AWS") return false;
    // Whether an unknown name is a user's, nobody can tell; most are roles, and IAM09 says so of strangers.
    return name !== UNKNOWN && readArn(name)?.resource.startsWith("user/") === true;
  });
  return and(some(takesOn), some(users));
}

function isOfVendor({ conditions }: Statement): boolean {
  return conditions.some(({ key, ifExists }) => key.toLowerCase() === "sts:externalid" && !ifExists);
}
