import { UNKNOWN, type Maybe } from "../../unknown.js";
import type { HeldDocument, Holdings } from "../holdings.js";
import type { Escalation } from "./escalation.js";
import { findEscalations } from "./findEscalations.js";

/** What a boundary has to stand against: a policy that somebody attaches later, and that allows everything. */
export const EVERYTHING: HeldDocument = {
  source: "whatever policy is attached",
  document: {
    ...{ version: "2012-10-17", id: undefined },
    statements: [
      {
        ...{ index: 0, sid: undefined, effect: "Allow", principals: undefined, conditions: [] },
        actions: { negated: false, values: ["*"] },
        resources: { negated: false, values: ["*"] },
      },
    ],
  },
};

/**
 * The ways in which whoever stands below a permissions boundary gives rights without it, takes it off, writes it anew or
 * takes over a principal of IAM: a boundary that leaves one is no ceiling. What it allows beside that is the team's
 * decision: a boundary gives no right.
 *
 * Source: AWS IAM User Guide, "Permissions boundaries for IAM entities", delegating responsibility with them.
 *
 * @param arn of the boundary itself, as far as it is known
 */
export function boundaryLifts(
  boundary: HeldDocument,
  holder: Maybe<string> = UNKNOWN,
  arn?: string,
): readonly Escalation[] {
  const holdings: Holdings = { principal: holder, documents: [EVERYTHING], boundary, unread: [] };
  const found = findEscalations(holdings, { ownPolicies: arn === undefined ? [] : [arn] });
  return found
    .filter(({ effect, path: [first] }) => effect === "administrator" || first?.action.startsWith("iam:"))
    .filter(({ effect }) => effect !== "launches");
}
