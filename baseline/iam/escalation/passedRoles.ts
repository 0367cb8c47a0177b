import { actionFacts } from "../actions.js";
import { actionsThat, PASS_ROLE, startersOf } from "./effects.js";
import type { Escalation, Step } from "./escalation.js";
import type { Question } from "./findEscalations.js";
import { doubtOf } from "./principals.js";
import { reachOf } from "./reach.js";
import type { Right } from "./rights.js";
import { mayPassTo } from "./services.js";

const FIX =
  "In the iam:PassRole statement name whole the roles that may be passed, none of which is stronger than the holder, and by iam:PassedToService the service.";

/**
 * Roles that a holder passes to a service where it says what runs: one finding for each service. The scope of the second
 * action does not help, since what it makes under a name that it may use has the role as well.
 */
export function byPassedRoles(question: Question): readonly Escalation[] {
  const passing = question.rights.to(PASS_ROLE, "launches");
  if (passing.length === 0) return [];
  return services().flatMap(([service, actions]) => {
    const found = passing.flatMap((right) => passTo(question, right, service, actions));
    const best = found.find(({ isCertain }) => isCertain) ?? found[0];
    return best ? [best] : [];
  });
}

function passTo(question: Question, pass: Right, service: string, actions: readonly string[]): readonly Escalation[] {
  const { rights } = question;
  const conditions = pass.permit.conditions.filter(({ key }) => key.toLowerCase() === "iam:passedtoservice");
  if (!mayPassTo(service, conditions)) return [];
  const launches = actions.flatMap((action) => rights.to(action, "launches").slice(0, 1));
  if (launches.length === 0) return [];
  const reach = reachOf(
    pass.permit,
    actionFacts(PASS_ROLE)?.resourceTypes.flatMap(({ arns }) => arns) ?? [],
    rights.holder,
  );
  const [stronger] = reach.width === "named" ? reach.names.flatMap((name) => question.stronger(name, { service })) : [];
  if (reach.width === "none" || (reach.width === "named" && !stronger)) return [];
  const ways = launches.map((launch) => way(question, pass, launch, reach.shown, reach.width === "unknown"));
  const best = ways.find(({ doubt }) => doubt === undefined) ?? ways[0];
  if (!best) return [];
  const outcome = stronger
    ? `can take over ${stronger.arn}`
    : reach.width === "any"
      ? "can become administrator: it runs what it likes under any role"
      : `can take over any role of that name`;
  const first = best.path[1]?.action;
  return [
    {
      effect: "launches",
      outcome,
      path: best.path,
      others: launches
        .map(({ permit }) => permit.action)
        .filter((action) => action !== first && !best.path.some((step) => step.action === action)),
      isCertain: best.doubt === undefined,
      doubt: best.doubt,
      fix: FIX,
    },
  ];
}

function way(
  { rights }: Question,
  pass: Right,
  launch: Right,
  shown: readonly string[],
  isUnknown: boolean,
): { readonly path: readonly Step[]; readonly doubt: string | undefined } {
  const step = ({ permit }: Right, resources: readonly string[] = []): Step => ({
    action: permit.action,
    resources,
    permit,
  });
  const starters = startersOf(launch.permit.action);
  const start = starters?.flatMap((action) => rights.to(action, "launches").slice(0, 1))[0];
  const waits =
    starters !== undefined && !start
      ? `what ${launch.permit.action} defines has to be started by someone else`
      : undefined;
  return {
    path: [step(pass, shown), step(launch), ...(start ? [step(start)] : [])],
    doubt: isUnknown ? "which role it is, is not known yet" : (doubtOf(pass) ?? doubtOf(launch) ?? waits),
  };
}

let grouped: readonly (readonly [string, readonly string[]])[] | undefined;

function services(): readonly (readonly [string, readonly string[]])[] {
  if (!grouped) {
    const groups = new Map<string, string[]>();
    for (const action of actionsThat("launches")) {
      const service = action.slice(0, action.indexOf(":"));
      groups.set(service, [...(groups.get(service) ?? []), action]);
    }
    grouped = [...groups];
  }
  return grouped;
}
