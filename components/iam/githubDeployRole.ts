import { OpenIdConnectProvider } from "@pulumi/aws/iam/openIdConnectProvider";
import { Policy } from "@pulumi/aws/iam/policy";
import * as pulumi from "@pulumi/pulumi";
import { planDeploy, type DeployJob, type DeployPlan } from "../../baseline/iam/roles/githubDeploy.js";
import { GITHUB_PROVIDER, githubProviderArn } from "../../baseline/iam/roles/githubTrust.js";
import type { RolePlan } from "../../baseline/iam/roles/rolePlan.js";
import { refuse } from "../email/inputProblems.js";
import type { GithubDeployRoleArgs, GithubJobArgs } from "./githubArgs.js";
import { toStatements } from "./permission.js";
import { known, type Read } from "./roleReading.js";
import { createRole, knownAfter } from "./roleResources.js";

/**
 * The roles by which a repository's GitHub workflows deploy, without any key: one that applies, and one that previews and
 * only reads. Each lets in one job of one repository, by the ids of owner and repository, so that nobody gets in who takes
 * a name over, and by environment or ref, so that no pull request does.
 *
 * Roles that the pipeline makes stay below a boundary that it can neither change nor take off; give its ARN to
 * `boundaryArn` of `LeastPrivilegeRole` and the like.
 *
 * Sources: GitHub docs, "Configuring OpenID Connect in Amazon Web Services" and "OpenID Connect reference"; AWS IAM User
 * Guide, "Create a role for OpenID Connect federation" and "Permissions boundaries for IAM entities".
 *
 * @example
 * ```ts
 * new GithubDeployRole("deploy", {
 *   accountId: "123456789012",
 *   repository: { owner: "fernwood", ownerId: "123456", name: "shop", id: "456789" },
 *   apply: { environment: "production", permissions: [allow("s3:PutObject").on("arn:aws:s3:::fernwood-site/*")] },
 *   plan: { environment: "preview", permissions: [allow("s3:GetObject").on("arn:aws:s3:::fernwood-site/*")] },
 * });
 * ```
 * @throws InputPropertiesError with everything that is wrong, before any resource is registered
 */
export class GithubDeployRole extends pulumi.ComponentResource {
  /** The ARN of the role that deploys, known at a preview. */
  public readonly applyRoleArn: pulumi.Output<string>;
  /** The ARN of the role that previews, known at a preview; empty where there is none. */
  public readonly planRoleArn: pulumi.Output<string>;
  /** The ARN of the boundary of the roles that the pipeline makes, known at a preview; empty where it makes none. */
  public readonly rolesBoundaryArn: pulumi.Output<string>;
  /** The ARN of GitHub's OpenID Connect provider, known at a preview. */
  public readonly providerArn: pulumi.Output<string>;
  /** Weaker choices that the arguments made, as sentences; empty for the baseline itself. */
  public readonly exceptions: pulumi.Output<string[]>;

  constructor(name: string, args: GithubDeployRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    const planOf = (read: Read<GithubDeployRoleArgs>): DeployPlan => {
      const planned = planDeploy(toModel(name, read));
      refuse(`GithubDeployRole "${name}"`, planned.problems);
      return planned;
    };
    const planned = planOf(known(args));

    super("storefront-baseline:index:GithubDeployRole", name, args, opts);
    const complete = pulumi
      .output({ args } as { args: unknown })
      .apply((read) => planOf(read.args as Read<GithubDeployRoleArgs>));
    const { tags, path = "/", partition = "aws", accountId } = args;
    const options = { parent: this };
    const providerArn = githubProviderArn({ account: accountId, partition });
    const provider =
      args.existingProvider === true
        ? undefined
        : new OpenIdConnectProvider(
            `${name}-provider`,
            { url: GITHUB_PROVIDER.url, clientIdLists: [GITHUB_PROVIDER.audience], ...(tags && { tags }) },
            options,
          );
    this.providerArn = provider ? knownAfter(providerArn, provider) : pulumi.output(providerArn);

    const ceiling =
      planned.rolesBoundary &&
      new Policy(
        `${name}-roles-boundary`,
        {
          name: planned.rolesBoundary.name,
          path,
          description: `The most that any role which ${name} makes can ever do.`,
          policy: complete.apply(({ rolesBoundary }) => JSON.stringify(rolesBoundary?.document)),
          ...(tags && { tags }),
        },
        options,
      );
    this.rolesBoundaryArn =
      planned.rolesBoundary && ceiling ? knownAfter(planned.rolesBoundary.arn, ceiling) : pulumi.output("");

    const create = (suffix: "apply" | "plan", own: RolePlan): pulumi.Output<string> => {
      const trust = this.providerArn.apply(() => JSON.stringify(own.trust));
      const whole = complete.apply((all) => all[suffix] ?? own);
      const role = { path, maxSessionHours: args.sessionHours ?? 1, ...(tags && { tags }) };
      const roleName = `${args.roleName ?? name}-${suffix}`;
      return createRole(this, `${name}-${suffix}`, { ...role, roleName }, { plan: own, trust, complete: whole }).arn;
    };
    this.applyRoleArn = create("apply", planned.apply);
    this.planRoleArn = planned.plan ? create("plan", planned.plan) : pulumi.output("");
    this.exceptions = pulumi.output([...planned.exceptions]);
    const { applyRoleArn, planRoleArn, rolesBoundaryArn, exceptions } = this;
    this.registerOutputs({ applyRoleArn, planRoleArn, rolesBoundaryArn, providerArn: this.providerArn, exceptions });
  }
}

function toModel(name: string, args: Read<GithubDeployRoleArgs>): Parameters<typeof planDeploy>[0] {
  const { accountId, partition = "aws", roleName = name, path = "/", repository, apply, plan, roles } = args;
  return {
    account: accountId,
    partition,
    name: roleName,
    path,
    repository,
    apply: toJob("apply", apply),
    plan: plan && toJob("plan", plan),
    roles: roles && {
      path: roles.path,
      services: roles.services ?? [],
      ceiling: toStatements("roles.ceiling", roles.ceiling),
    },
    sessionHours: args.sessionHours ?? 1,
  };
}

function toJob(place: string, { environment, ref, permissions }: Read<GithubJobArgs>): DeployJob {
  return { environment, ref, statements: toStatements(`${place}.permissions`, permissions) };
}
