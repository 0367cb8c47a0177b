import { UNKNOWN } from "../../unknown.js";
import { actionFacts } from "../actions.js";
import type { HeldDocument, Holdings } from "../holdings.js";
import type { Escalation } from "./escalation.js";
import type { Question } from "./findEscalations.js";
import { reachOf } from "./reach.js";

/** Actions that take a principal's boundary away, or put another in its place. */
const BOUNDARY = [
  "iam:DeleteRolePermissionsBoundary",
  "iam:DeleteUserPermissionsBoundary",
  "iam:PutRolePermissionsBoundary",
  "iam:PutUserPermissionsBoundary",
];
/** Actions that take a policy away, and with it what it denies. */
const DENIALS = [
  "iam:DeleteGroupPolicy",
  "iam:DeleteRolePolicy",
  "iam:DeleteUserPolicy",
  "iam:DetachGroupPolicy",
  "iam:DetachRolePolicy",
  "iam:DetachUserPolicy",
  "iam:RemoveUserFromGroup",
];

/** Escalations that open where the holder first takes away the boundary or the Deny that stops them. */
export function byLimits(
  question: Question,
  holdings: Holdings,
  judge: (free: Holdings) => readonly Escalation[],
): readonly Escalation[] {
  const { documents, boundary } = holdings;
  const denies = documents.some(({ document }) => document.statements.some(({ effect }) => effect !== "Allow"));
  return [
    ...(boundary === undefined ? [] : lifted(question, BOUNDARY, () => judge({ ...holdings, boundary: undefined }))),
    ...(denies ? lifted(question, DENIALS, () => judge({ ...holdings, documents: documents.map(withoutDeny) })) : []),
  ];
}

function lifted(
  { rights }: Question,
  actions: readonly string[],
  then: () => readonly Escalation[],
): readonly Escalation[] {
  for (const action of actions) {
    for (const right of rights.to(action, "writesPolicy")) {
      const arns = actionFacts(action)?.resourceTypes.flatMap((type) => type.arns) ?? [];
      const reach = reachOf(right.permit, arns, rights.holder);
      if (reach.width !== "any" && reach.width !== "some" && !reach.isSelf) continue;
      const step = { action, resources: reach.shown, permit: right.permit };
      return then()
        .filter(({ isCertain }) => isCertain)
        .map((escalation) => ({
          ...escalation,
          effect: "lifts" as const,
          path: [step, ...escalation.path],
          isCertain: right.isCertain,
          doubt: right.isCertain ? undefined : "what its conditions leave is not known",
          fix: `Deny ${action} on the holder itself, or leave it to administrators.`,
        }));
    }
  }
  return [];
}

function withoutDeny({ source, document }: HeldDocument): HeldDocument {
  const statements = document.statements.filter(({ effect }) => effect === "Allow" || effect === UNKNOWN);
  return { source, document: { ...document, statements } };
}
