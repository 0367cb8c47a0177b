import { expandActions } from "../../../baseline/iam/actions.js";
import type { Condition, PolicyDocument } from "../../../baseline/iam/document.js";
import { boundaryLifts, EVERYTHING } from "../../../baseline/iam/escalation/boundaryLifts.js";
import type { HeldDocument, Permit } from "../../../baseline/iam/holdings.js";
import { coversResource } from "../../../baseline/iam/match.js";
import { parseDocument } from "../../../baseline/iam/parseDocument.js";
import { permits } from "../../../baseline/iam/permits.js";
import { UNKNOWN } from "../../../baseline/unknown.js";
import type { Registered } from "../../support/program.js";
import type { Mutant } from "../mutant.js";

const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";

/**
 * Whether a changed boundary leaves everybody below it what they could do before, and lets nobody lift it.
 *
 * `permits` decides it, which the tests of `baseline/iam` hold against an evaluator that is not ours.
 */
export function boundsAsBefore({ resource, program, becomes }: Mutant): boolean {
  const holders = program.filter(
    ({ type, inputs }) => type === ROLE && isNamed(inputs["permissionsBoundary"], resource),
  );
  const isDemanded = program.some(
    ({ type, inputs }) => type === ROLE_POLICY && demands(String(inputs["policy"]), String(resource.inputs["name"])),
  );
  const [before, after] = [documentOf(resource, "boundary"), becomes && documentOf(becomes, "boundary")];
  if ((holders.length === 0 && !isDemanded) || !before || !after) return false;
  if (boundaryLifts(after, UNKNOWN, ownArn(resource, program)).length > 0) return false;
  const below = (documents: readonly HeldDocument[]): boolean =>
    within(permitsOf(documents, before), permitsOf(documents, after));
  if (!holders.every((role) => below(policiesOf(role, program)))) return false;
  const allowed = patternsOf(before.document);
  // Of a ceiling for roles that are made later, any policy is below it.
  return !isDemanded || (patternsOf(after.document).every((one) => allowed.includes(one)) && below([EVERYTHING]));
}

/** Whether a role whose own policy changed may do what it could do before, and no more. */
export function allowsNoMore({ resource, program, becomes }: Mutant): boolean {
  const role = program.find(({ type, inputs }) => type === ROLE && inputs["name"] === resource.inputs["role"]);
  const boundary = role && program.find((one) => isBoundary(one) && isNamed(role.inputs["permissionsBoundary"], one));
  const ceiling = boundary && documentOf(boundary, "boundary");
  if (!role || !ceiling || !becomes) return false;
  const changed = program.map((one) => (one === resource ? becomes : one));
  return within(permitsOf(policiesOf(role, program), ceiling), permitsOf(policiesOf(role, changed), ceiling));
}

function isBoundary({ type }: Registered): boolean {
  return type === "aws:iam/policy:Policy";
}

function isNamed(arn: unknown, policy: Registered): boolean {
  return typeof arn === "string" && arn.endsWith(`/${String(policy.inputs["name"])}`);
}

function demands(policy: string, name: string): boolean {
  return policy.includes("iam:PermissionsBoundary") && policy.includes(`/${name}"`);
}

function ownArn({ inputs }: Registered, program: readonly Registered[]): string | undefined {
  const arns = program.map((role) => role.inputs["permissionsBoundary"]);
  const found = arns.find((arn) => typeof arn === "string" && arn.endsWith(`/${String(inputs["name"])}`));
  return typeof found === "string" ? found : undefined;
}

function policiesOf(role: Registered, program: readonly Registered[]): HeldDocument[] {
  return program
    .filter(({ type, inputs }) => type === ROLE_POLICY && inputs["role"] === role.inputs["name"])
    .flatMap((policy) => documentOf(policy, "identity") ?? []);
}

function documentOf({ inputs, name }: Registered, kind: "identity" | "boundary"): HeldDocument | undefined {
  const parsed = parseDocument(inputs["policy"], kind);
  return parsed.ok ? { source: name, document: parsed.value } : undefined;
}

/** Every action that the documents allow below the boundary, on what and under which conditions. */
function permitsOf(documents: readonly HeldDocument[], boundary: HeldDocument): readonly Permit[] {
  const own = documents.includes(EVERYTHING) ? [boundary] : documents;
  const patterns = own.flatMap(({ document }) => patternsOf(document));
  const actions = new Set(patterns.flatMap((pattern) => expandActions(pattern)));
  const holdings = { principal: UNKNOWN, documents, boundary, unread: [] } as const;
  return [...actions].flatMap((action) => permits(holdings, action));
}

function patternsOf({ statements }: PolicyDocument): string[] {
  return statements
    .filter(({ effect }) => effect !== "Deny")
    .flatMap(({ actions }) => (actions.negated ? ["*"] : actions.values.filter((value) => value !== UNKNOWN)));
}

/** Whether each permit afterwards is one of before, or a part of one. */
function within(before: readonly Permit[], after: readonly Permit[]): boolean {
  return after.every((permit) => before.some((wider) => isPartOf(permit, wider)));
}

function isPartOf(permit: Permit, wider: Permit): boolean {
  const tests = permit.conditions.map(conditionText);
  return (
    permit.action === wider.action &&
    wider.conditions.every((condition) => tests.includes(conditionText(condition))) &&
    wider.excluded.every((hole) => permit.excluded.some((other) => coversResource(other, hole))) &&
    permit.resources.every((resource) =>
      wider.resources.some(
        (pattern) => resource !== UNKNOWN && pattern !== UNKNOWN && coversResource(pattern, resource),
      ),
    )
  );
}

function conditionText({ operator, set, ifExists, key, values }: Condition): string {
  return JSON.stringify([operator, set, ifExists, key.toLowerCase(), values]);
}
