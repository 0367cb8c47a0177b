import { actionFacts } from "../actions.js";
import { actionsThat, startersOf } from "./effects.js";
import type { Escalation } from "./escalation.js";
import type { Question } from "./findEscalations.js";
import { doubtOf } from "./principals.js";
import { reachOfAll } from "./reach.js";

const FIX = {
  changes: "Name whole the resources whose code or settings it deploys, and whose role it may have.",
  enters: "Name whole the resources that it may enter, or those with a tag that it cannot set.",
} as const;

const WIDTH_DOUBT: Readonly<Record<string, string>> = {
  some: "its pattern may take none that has a stronger role",
  unknown: "which resource it is, is not known yet",
};

/**
 * What a holder does to something that has its role already: it changes what runs there, or enters it. One finding for
 * each service and effect. A name that is given whole is taken as meant: deploying one function is a deployer's work.
 */
export function byPrograms(question: Question): readonly Escalation[] {
  const groups = new Map<string, Escalation>();
  for (const effect of ["changes", "enters"] as const) {
    for (const action of actionsThat(effect)) {
      const found = judge(question, effect, action);
      if (!found) continue;
      const group = `${effect} ${action.slice(0, action.indexOf(":"))}`;
      const known = groups.get(group);
      const [best, other] = known && (known.isCertain || !found.isCertain) ? [known, found] : [found, known];
      const others =
        other && best.path[0]?.action !== other.path[0]?.action
          ? [...other.path.map((step) => step.action), ...other.others]
          : [];
      groups.set(group, { ...best, others: [...best.others, ...others] });
    }
  }
  return [...groups.values()];
}

function judge({ rights }: Question, effect: "changes" | "enters", action: string): Escalation | undefined {
  const found = rights.to(action, effect);
  const [first] = found;
  const facts = first && actionFacts(action);
  if (!facts) return undefined;
  const reach = reachOfAll(
    found.map(({ permit }) => permit),
    facts,
    rights.holder,
  );
  if (reach.width === "none" || reach.width === "named") return undefined;
  const starters = startersOf(action);
  const start = starters?.flatMap((starter) => rights.to(starter, effect).slice(0, 1))[0];
  const waits =
    starters !== undefined && !start ? `what ${action} defines has to be started by someone else` : undefined;
  const doubt = WIDTH_DOUBT[reach.width] ?? (found.some(({ isCertain }) => isCertain) ? waits : doubtOf(first));
  return {
    effect,
    outcome:
      effect === "changes"
        ? "can take over the roles under which others' programs run"
        : "can take over the roles of what it enters",
    path: [
      { action, resources: reach.shown, permit: first.permit },
      ...(start ? [{ action: start.permit.action, resources: [], permit: start.permit }] : []),
    ],
    others: [],
    isCertain: doubt === undefined,
    doubt,
    fix: FIX[effect],
  };
}
