import { UNKNOWN } from "../unknown.js";
import type { PolicyDocument } from "./document.js";
import {
  checkAllows,
  findingIf,
  isEveryAction,
  isEveryResource,
  knownOf,
  listed,
  names,
  statementName,
  type Checked,
} from "./checkStatements.js";
import { matchesAction } from "./match.js";
import { and, or } from "./ternary.js";

const LEAST_PRIVILEGE = 'AWS IAM User Guide, "Security best practices in IAM": grant least privilege';

/** IAM01: a statement that allows every action on every resource. */
export function checkAdministrator(document: PolicyDocument, subject: string): Checked {
  return checkAllows(document, (statement) => {
    const isAdministrator = and(names(statement.actions, isEveryAction), names(statement.resources, isEveryResource));
    return findingIf(isAdministrator, () => ({
      rule: "IAM01",
      subject,
      message: `${statementName(statement, subject)} allows every action on every resource.`,
      fix: "Name the actions, and the ARNs on which they are needed (LeastPrivilegeRole does); keep administration to a role for emergencies.",
      reference: LEAST_PRIVILEGE,
    }));
  });
}

/** Services whose every action is too much on any resource: rights, keys, secrets, evidence and recovery hang on them. */
const GUARDIANS: readonly string[] = [
  ...["iam", "sts", "organizations", "account", "sso", "sso-directory", "identitystore", "kms", "secretsmanager"],
  ...["cloudtrail", "config", "guardduty", "securityhub", "access-analyzer", "backup"],
];

/** Services that hold data, code or names, of which every action is too much where no resource is named. */
const STORES: readonly string[] = [
  ...["s3", "dynamodb", "rds", "ec2", "lambda", "ecs", "ecr", "ssm", "logs", "ses", "route53", "cloudfront"],
  ...["cloudformation", "sqs", "sns", "events", "elasticfilesystem", "redshift", "es", "wafv2", "acm", "cognito-idp"],
];

/** IAM02: every action of a service that rights, evidence or data hang on. */
export function checkServiceWildcards(document: PolicyDocument, subject: string): Checked {
  return checkAllows(document, (statement) => {
    const { actions, resources } = statement;
    if (actions.negated) return undefined; // IAM04
    const everywhere = names(resources, isEveryResource);
    if (names(actions, isEveryAction) === true) {
      if (everywhere !== false || resources?.negated === true) return undefined; // IAM01, IAM04
      const message = `${statementName(statement, subject)} allows every action that there is on what it names.`;
      return { rule: "IAM02", subject, message, fix: "Name the actions that are needed.", reference: LEAST_PRIVILEGE };
    }
    const given = knownOf(actions.values).filter((pattern) => /[*?]/.test(pattern));
    const guardians = GUARDIANS.filter((service) => hasWhole(given, service));
    const stores = STORES.filter((service) => hasWhole(given, service));
    const found = or(guardians.length > 0, and(stores.length > 0, everywhere));
    return findingIf(found === false && actions.values.includes(UNKNOWN) ? UNKNOWN : found, () => ({
      rule: "IAM02",
      subject,
      message: `${statementName(statement, subject)} allows every action of ${listed(everywhere === true ? [...guardians, ...stores] : guardians)}.`,
      fix: "Name the actions that are needed.",
      reference: LEAST_PRIVILEGE,
    }));
  });
}

/** Whether one of the patterns means all that a service can do: `kms:*`, `k*:*`, `kms:?*`. */
function hasWhole(patterns: readonly string[], service: string): boolean {
  return patterns.some((pattern) => {
    const [prefix = "", action = ""] = pattern.split(":", 2);
    return /^[*?]*\*[*?]*$/.test(action) && matchesAction(prefix, service);
  });
}

/** IAM04: everything but what is named is allowed. */
export function checkNegations(document: PolicyDocument, subject: string): Checked {
  return checkAllows(document, (statement) => {
    const { actions, resources, principals } = statement;
    const negated = [
      ...(actions.negated ? ["action"] : []),
      ...(resources?.negated === true ? ["resource"] : []),
      ...(principals?.negated === true ? ["principal"] : []),
    ];
    return findingIf(negated.length > 0, () => ({
      rule: "IAM04",
      subject,
      message: `${statementName(statement, subject)} allows every ${negated.join(" and ")} but those that it names, so also all that AWS adds later.`,
      fix: "Name what is allowed with Action, Resource and Principal, or make it a statement with Effect Deny beside one that allows.",
      reference: 'AWS IAM User Guide, "IAM JSON policy elements: NotAction", "NotResource" and "NotPrincipal"',
    }));
  });
}
