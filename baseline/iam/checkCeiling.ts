import { UNKNOWN } from "../unknown.js";
import { checkBulkReads, checkResourceScope } from "./checkScope.js";
import { checkAllows, findingIf, knownOf, listed, statementName, type Checked } from "./checkStatements.js";
import { checkNegations } from "./checkWildcards.js";
import type { PolicyDocument } from "./document.js";

/**
 * IAM33: a boundary that roles made later must have names the actions that they may be given, and on what. Whoever makes
 * such roles, and hands them to a service, does by them whatever the boundary allows.
 *
 * Source: AWS IAM User Guide, "Permissions boundaries for IAM entities", delegating responsibility with them.
 */
export function checkCeiling(document: PolicyDocument, subject: string): Checked {
  const checks = [checkNegations, checkWholeServices, checkResourceScope, checkBulkReads];
  return checks
    .flatMap((check) => check(document, subject))
    .map((finding) => (finding === UNKNOWN ? UNKNOWN : { ...finding, rule: "IAM33" }));
}

function checkWholeServices(document: PolicyDocument, subject: string): Checked {
  return checkAllows(document, (statement) => {
    const { negated, values } = statement.actions;
    if (negated) return undefined;
    const whole = knownOf(values).filter((pattern) => /^[^:]*[*?]|^[^:]*:[*?]*\*[*?]*$/.test(pattern));
    return findingIf(whole.length === 0 && values.includes(UNKNOWN) ? UNKNOWN : whole.length > 0, () => ({
      rule: "IAM33",
      subject,
      message: `${statementName(statement, subject)} allows ${listed(whole)}, so all that the service can do, and what AWS adds to it later.`,
      fix: "Name the actions that such a role may be given.",
      reference: 'AWS IAM User Guide, "Permissions boundaries for IAM entities"',
    }));
  });
}
