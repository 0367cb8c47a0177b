import { UNKNOWN } from "../unknown.js";
import type { PolicyDocument, Statement } from "./document.js";
import { matchesAction, overlaps } from "./match.js";
import { OPERATORS } from "./operators.js";

/** Writes a managed policy anew. */
const REWRITES: readonly string[] = ["iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"];

/**
 * Whether a managed policy is written as a boundary: it denies that a boundary, itself or one that it demands, is written
 * anew, which is of no use where it is merely attached. Source: AWS IAM User Guide, "Permissions boundaries for IAM
 * entities", delegating responsibility.
 */
export function protectsBoundary({ statements }: PolicyDocument): boolean {
  return statements.some(
    ({ effect, actions, resources }) =>
      effect === "Deny" &&
      !actions.negated &&
      REWRITES.every((rewrite) => actions.values.some((value) => value !== UNKNOWN && matchesAction(value, rewrite))) &&
      resources?.values.some((value) => value !== UNKNOWN && /^arn:[^:]*:iam::[^:]*:policy\/[^*?]+$/.test(value)) ===
        true,
  );
}

/** Whether a boundary allows word for word what a policy allows. */
export function fits(boundary: PolicyDocument, { statements }: PolicyDocument): boolean {
  const allowed = new Set(boundary.statements.filter(isAllow).map(textOf));
  const given = statements.filter(isAllow);
  return given.length > 0 && given.every((statement) => allowed.has(textOf(statement)));
}

/**
 * The boundaries that a policy demands of roles of a path, where a role of that ARN is one of them: who holds the policy
 * can make the role only below such a boundary. Source: AWS IAM User Guide, "Permissions boundaries for IAM entities".
 *
 * @param role its ARN, or a pattern of it
 */
export function boundariesDemandedOf(role: string, { statements }: PolicyDocument): string[] {
  return statements
    .filter((statement) => isAllow(statement) && !statement.actions.negated && statement.resources?.negated === false)
    .filter(({ actions }) => actions.values.some((value) => value !== UNKNOWN && matchesAction(value, MAKES)))
    .filter(({ resources }) => resources?.values.some((pattern) => pattern !== UNKNOWN && isOfPath(pattern, role)))
    .flatMap(({ conditions }) => conditions)
    .filter(({ key, operator, ifExists }) => isBoundaryKey(key) && !ifExists && !OPERATORS.get(operator)?.isNegated)
    .flatMap(({ values }) => values.filter((value) => value !== UNKNOWN));
}

/** Whether a policy speaks of boundaries at all: a quick question before `boundariesDemandedOf`, asked once for all roles. */
export function speaksOfBoundaries({ statements }: PolicyDocument): boolean {
  return statements.some(({ conditions }) => conditions.some(({ key }) => isBoundaryKey(key)));
}

const MAKES = "iam:CreateRole";

function isBoundaryKey(key: string): boolean {
  return key.toLowerCase() === "iam:permissionsboundary";
}

/** Every role is no path: among them are those that people make. */
function isOfPath(pattern: string, role: string): boolean {
  return /:role\/[^*?]/.test(pattern) && overlaps(pathAndName(pattern), pathAndName(role));
}

function pathAndName(arn: string): string {
  return arn.slice(arn.indexOf(":role/"));
}

function isAllow({ effect }: Statement): boolean {
  return effect === "Allow";
}

function textOf({ actions, resources, conditions }: Statement): string {
  return JSON.stringify([actions, resources, conditions], (_, value: unknown) =>
    value === UNKNOWN ? "unknown" : value,
  );
}
