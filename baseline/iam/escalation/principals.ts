import { actionFacts, type ActionFacts } from "../actions.js";
import { actionsThat } from "./effects.js";
import type { Escalation } from "./escalation.js";
import type { Question } from "./findEscalations.js";
import { reachOf, reachOfAll, type Reach } from "./reach.js";
import type { Right } from "./rights.js";

const EFFECTS = ["writesPolicy", "changesTrust", "mints"] as const;
type PrincipalEffect = (typeof EFFECTS)[number];

/** Services whose resources are the principals themselves and what binds them. */
const OF_PRINCIPALS = /^(iam|sts):/;

const FIX: Readonly<Record<PrincipalEffect, string>> = {
  writesPolicy:
    "Name whole the principals and policies that may be changed, none of which is the holder's or stronger, or require a permissions boundary by iam:PermissionsBoundary.",
  changesTrust: "Leave changes of trust to administrators, or name whole the roles whose trust may be changed.",
  mints: "Name whole the roles or users that it may act as; for its own keys, arn:aws:iam::*:user/${aws:username}.",
};

/** What a holder does to principals: write the policies that bind them, make itself trusted, take their credentials. */
export function byPrincipals(question: Question): readonly Escalation[] {
  return EFFECTS.flatMap((effect) =>
    actionsThat(effect).flatMap((action) => {
      // Asked first: most holders have few of these, and the facts of a service are read when they are needed.
      const facts = question.rights.may(action) ? actionFacts(action) : undefined;
      return facts ? judge(question, effect, facts) : [];
    }),
  );
}

function judge(question: Question, effect: PrincipalEffect, facts: ActionFacts): readonly Escalation[] {
  const rights = question.rights.to(facts.name, effect);
  const found = OF_PRINCIPALS.test(facts.name)
    ? rights.flatMap((right) => ofPrincipal(question, effect, facts, right))
    : ofDirectory(question, effect, facts, rights);
  // Several statements may say the same: the surest is enough.
  const best = found.find(({ isCertain }) => isCertain) ?? found[0];
  return best ? [best] : [];
}

function ofPrincipal(
  question: Question,
  effect: PrincipalEffect,
  facts: ActionFacts,
  right: Right,
): readonly Escalation[] {
  const { rights, stack } = question;
  const reach = reachOf(
    right.permit,
    facts.resourceTypes.flatMap(({ arns }) => arns),
    rights.holder,
  );
  const kind = facts.resourceTypes[0]?.name ?? "principal";
  const make = (outcome: string, doubt?: string): readonly Escalation[] => [
    {
      effect,
      outcome,
      path: [{ action: facts.name, resources: reach.shown, permit: right.permit }],
      others: [],
      isCertain: doubt === undefined && right.isCertain,
      doubt: doubt ?? doubtOf(right),
      fix: FIX[effect],
    },
  ];
  if (effect === "writesPolicy" && isOwn(reach, stack.ownPolicies)) {
    return make("can become administrator: it writes its own permissions");
  }
  if (reach.width === "any" || reach.width === "some") {
    const what =
      effect === "writesPolicy"
        ? `can become administrator: it writes the permissions of any ${kind}`
        : `can take over any ${kind}`;
    return make(reach.width === "any" ? what : `${what} of that name`);
  }
  if (reach.width === "unknown") return make(`can take over a ${kind}`, "which resource it is, is not known yet");
  // Who may write a strong principal's policies has not yet its credentials.
  if (effect === "writesPolicy") return [];
  const through = facts.name === "sts:AssumeRole" ? "assume" : "any";
  const [stronger] = reach.names.flatMap((name) => question.stronger(name, through));
  return stronger ? make(`can take over ${stronger.arn}`) : [];
}

/** Permission sets, groups of a directory, clusters: the holder's own is not to be told by name. */
function ofDirectory(
  { rights }: Question,
  effect: PrincipalEffect,
  facts: ActionFacts,
  found: readonly Right[],
): readonly Escalation[] {
  const [first] = found;
  if (!first) return [];
  const reach = reachOfAll(
    found.map(({ permit }) => permit),
    facts,
    rights.holder,
  );
  if (reach.width === "none" || reach.width === "named") return [];
  const isOpen = reach.width === "any";
  return [
    {
      effect,
      outcome: "can take over those who are given access there",
      path: [{ action: facts.name, resources: reach.shown, permit: first.permit }],
      others: [],
      isCertain: isOpen && found.some(({ isCertain }) => isCertain),
      doubt: isOpen ? doubtOf(first) : "which resources its pattern takes is not known",
      fix: FIX[effect],
    },
  ];
}

function isOwn(reach: Reach, ownPolicies: readonly string[] = []): boolean {
  return reach.isSelf || reach.names.some((name) => ownPolicies.includes(name));
}

/** Why a right is not certain; `undefined` where it is. */
export function doubtOf({ isCertain, permit }: Right): string | undefined {
  if (isCertain) return undefined;
  return permit.notes.at(-1) ?? "what its conditions leave is not known";
}
