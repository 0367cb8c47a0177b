import type { Holdings } from "../holdings.js";
import type { Escalation } from "./escalation.js";
import { byLimits } from "./limits.js";
import { byPrograms } from "./programs.js";
import { byPassedRoles } from "./passedRoles.js";
import { byPrincipals } from "./principals.js";
import { administratorPermit, Rights } from "./rights.js";
import { named, trustsPrincipal, trustsService, type KnownPrincipal, type KnownStack } from "./stack.js";

/** What the judges of each effect ask about the holder and others. */
export interface Question {
  readonly rights: Rights;
  readonly stack: KnownStack;
  /** The principals that this resource names and that are stronger than the holder: administrators, now or soon. */
  stronger(resource: string, through: "assume" | { readonly service: string } | "any"): readonly KnownPrincipal[];
}

/**
 * All ways in which a principal can become stronger than its policies say: every effect and every service is judged by
 * itself, so a limit or a fault of one never hides another. Nothing that resources' policies grant besides is seen.
 *
 * What counts: all documents together, less what Deny statements and the boundary take. A resource helps only where it
 * names another whole that is not known to be strong; a condition only where it is about what the request does, not about
 * who makes it, since the holder is who it is about.
 *
 * @param stack other principals, where they are known: a role that is named whole is then followed to what it can become
 */
export function findEscalations(holdings: Holdings, stack: KnownStack = {}): readonly Escalation[] {
  return judge(holdings, stack, new Set());
}

function judge(holdings: Holdings, stack: KnownStack, visited: ReadonlySet<string>): readonly Escalation[] {
  const permit = administratorPermit(holdings);
  if (permit) {
    return [
      {
        effect: "administrator",
        outcome: "is administrator",
        path: [{ action: "*", resources: ["*"], permit }],
        others: [],
        isCertain: true,
        doubt: undefined,
        fix: "Name the actions and resources that its work needs.",
      },
    ];
  }
  const rights = new Rights(holdings);
  const strength = new Map<KnownPrincipal, boolean>();
  const isStrong = (other: KnownPrincipal): boolean => {
    // Roles that lead to each other in a circle lead nowhere.
    if (visited.has(other.arn)) return false;
    const known = strength.get(other);
    if (known !== undefined) return known;
    const isIt = judge(other.holdings, stack, new Set([...visited, other.arn])).some(({ isCertain }) => isCertain);
    strength.set(other, isIt);
    return isIt;
  };
  const question: Question = {
    rights,
    stack,
    stronger: (resource, through) =>
      named(stack, resource).filter((other) => {
        if (through === "assume" && !trustsPrincipal(other, rights.holder)) return false;
        if (typeof through === "object" && !trustsService(other, through.service)) return false;
        return isStrong(other);
      }),
  };
  const found = [...byPrincipals(question), ...byPassedRoles(question), ...byPrograms(question)];
  return found.some(({ isCertain }) => isCertain)
    ? found
    : [...found, ...byLimits(question, holdings, (free) => judge(free, stack, visited))];
}
