import type { Problem } from "../../email/emailDomainCheck.js";
import { actionFacts } from "../actions.js";
import { boundaryDocument, isNeverAllowed } from "./boundary.js";
import { deployedRoles, deployedRolesProblems, rolesBoundary, type DeployedRoles } from "./deployedRoles.js";
import { githubTrust, jobProblems, repositoryProblems, type GithubJob, type GithubRepository } from "./githubTrust.js";
import { permissionProblems } from "./permissionProblems.js";
import { boundaryArn, boundaryName, roleArn, type RoleAccount } from "./roleAccount.js";
import { roleAccountProblems } from "./roleAccountProblems.js";
import { wholeProblems, type RoleDocument, type RolePlan } from "./rolePlan.js";
import { toPolicyStatement, type RoleStatement } from "./statement.js";

/** A job of a pipeline, and what it may do. */
export interface DeployJob extends GithubJob {
  readonly statements: readonly RoleStatement[];
}

/** A repository's pipeline: one job that changes things, and one that only looks. */
export interface DeployModel extends RoleAccount {
  readonly repository: GithubRepository;
  readonly apply: DeployJob;
  readonly plan: DeployJob | undefined;
  readonly roles: DeployedRoles | undefined;
  readonly sessionHours: number;
}

/** The roles of a pipeline. */
export interface DeployPlan {
  readonly apply: RolePlan;
  readonly plan: RolePlan | undefined;
  /** The ceiling of the roles that the pipeline makes. */
  readonly rolesBoundary: { readonly name: string; readonly arn: string; readonly document: RoleDocument } | undefined;
  readonly problems: readonly Problem[];
  readonly exceptions: readonly string[];
}

/** AWS takes 1 to 12 hours. Source: AWS IAM API Reference, CreateRole, MaxSessionDuration. */
const LONGEST_HOURS = 12;

/** Decides every document of a pipeline's roles, and everything that is wrong with them. */
export function planDeploy(model: DeployModel): DeployPlan {
  const { apply, plan, roles } = model;
  const ceiling = roles && rolesBoundary(model, roles);
  const made = roles && ceiling ? deployedRoles(model, roles, ceiling.arn) : [];
  const applying = rolePlan(model, "apply", apply, [...apply.statements, ...made], ceiling?.arn);
  const planning = plan && rolePlan(model, "plan", plan, plan.statements, undefined);
  const own = [
    ...roleAccountProblems({ ...model, name: `${model.name}-apply` }),
    ...sessionProblems(model),
    ...repositoryProblems(model.repository),
    ...jobProblems(apply, "apply"),
    ...(plan ? [...jobProblems(plan, "plan"), ...planProblems(plan, apply)] : []),
    ...statementProblems(model),
    ...(roles ? deployedRolesProblems(model, roles) : []),
  ];
  const whole = [applying, planning].flatMap((role) => (role ? wholeProblems(role) : []));
  return {
    apply: applying,
    plan: planning,
    rolesBoundary: ceiling,
    problems: own.length > 0 ? own : whole,
    exceptions: exceptionsOf(model),
  };
}

function rolePlan(
  model: DeployModel,
  suffix: string,
  job: DeployJob,
  statements: readonly RoleStatement[],
  ceilingArn: string | undefined,
): RolePlan {
  const account: RoleAccount = { ...model, name: `${model.name}-${suffix}` };
  const arn = boundaryArn(account);
  return {
    arn: roleArn(account),
    trust: githubTrust(model, model.repository, job),
    policy: { Version: "2012-10-17", Statement: statements.map(toPolicyStatement) },
    // Of the apply role it denies rights to roles without the ceiling, and changes of that.
    boundary: { name: boundaryName(account), arn, document: boundaryDocument(statements, ceilingArn ?? arn) },
    problems: [],
    exceptions: [],
  };
}

function sessionProblems({ sessionHours }: DeployModel): Problem[] {
  if (Number.isInteger(sessionHours) && sessionHours >= 1 && sessionHours <= LONGEST_HOURS) return [];
  const reason = `It is ${sessionHours}; whole hours from 1 to ${LONGEST_HOURS} are allowed.`;
  return [{ property: "sessionHours", reason }];
}

function statementProblems({ apply, plan, roles, partition }: DeployModel): Problem[] {
  const empty = [{ job: apply, place: "apply" }, ...(plan ? [{ job: plan, place: "plan" }] : [])].filter(
    ({ job, place }) => job.statements.length === 0 && !(place === "apply" && roles),
  );
  const all = [...apply.statements, ...(plan?.statements ?? []), ...(roles?.ceiling ?? [])];
  return [
    ...empty.map(({ place }) => ({
      property: `${place}.permissions`,
      reason: "It is empty, so the role can do nothing.",
    })),
    ...all.flatMap((statement) => permissionProblems(statement, partition)),
    ...all.flatMap(({ place, actions }) =>
      actions.filter(isNeverAllowed).map((action) => {
        return {
          property: place,
          reason: `${action} is no pipeline's: its boundary denies it. Leave it to AdminRole.`,
        };
      }),
    ),
  ];
}

/** The two roles are apart, and the one that looks changes nothing. */
function planProblems(plan: DeployJob, apply: DeployJob): Problem[] {
  const problems: Problem[] = [];
  if (plan.environment === apply.environment && plan.ref === apply.ref) {
    const reason = "It is the job that applies: a job of its own keeps who only proposes a change from making it.";
    problems.push({ property: "plan", reason });
  }
  for (const { place, actions } of plan.statements) {
    for (const action of actions) {
      const facts = actionFacts(action);
      if (!facts || facts.access === "Read" || facts.access === "List") continue;
      const reason = `${action} is more than reading (${facts.access}): leave it to the role that applies.`;
      problems.push({ property: place, reason });
    }
  }
  return problems;
}

function exceptionsOf({ apply, sessionHours }: DeployModel): string[] {
  return [
    ...(apply.environment === undefined
      ? [`apply.environment is missing: whoever can push to ${apply.ref ?? ""} deploys, without a review by GitHub.`]
      : []),
    ...(sessionHours > 1 ? [`sessionHours: sessions last up to ${sessionHours} hours.`] : []),
  ];
}
