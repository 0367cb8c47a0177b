import { UNKNOWN } from "../unknown.js";
import type { PolicyDocument, Statement } from "./document.js";
import { matchesAction } from "./match.js";

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

function isAllow({ effect }: Statement): boolean {
  return effect === "Allow";
}

function textOf({ actions, resources, conditions }: Statement): string {
  return JSON.stringify([actions, resources, conditions], (_, value: unknown) =>
    value === UNKNOWN ? "unknown" : value,
  );
}
