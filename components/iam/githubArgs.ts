import type { PermissionArgs } from "./permission.js";

/** A repository at GitHub, by what it is called and by what never changes. */
export interface GithubRepositoryArgs {
  /** The user or organisation, as GitHub spells it. */
  owner: string;
  /** The owner's number: `gh api users/OWNER --jq .id`. */
  ownerId: string;
  /** The repository's name without its owner, as GitHub spells it. */
  name: string;
  /** The repository's number: `gh api repos/OWNER/NAME --jq .id`. */
  id: string;
}

/** A job of a workflow, and what it may do at AWS. Give `environment`, `ref` or both, which must both hold then. */
export interface GithubJobArgs {
  /**
   * The GitHub environment of the job. Its protection rules decide who gets in: reviewers, and the branches that may
   * deploy.
   * @default any
   */
  environment?: string;
  /** The full ref that the workflow runs for, for example `refs/heads/main`. @default any that the environment allows */
  ref?: string;
  /** All that the job may do. Permissions of `plan` may only read. */
  permissions: PermissionArgs[];
}

/** Roles that the pipeline makes for what it deploys, for example of functions. */
export interface DeployedRolesArgs {
  /** The path below which it makes them, for example `/shop/`. */
  path: string;
  /** All that any of these roles may ever do: their permissions boundary, which the pipeline cannot change. */
  ceiling: PermissionArgs[];
  /** The services that it may give them to, for example `lambda.amazonaws.com`. @default none */
  services?: string[];
}

/** What a pipeline's roles need. */
export interface GithubDeployRoleArgs {
  /** The number of the account that the roles stand in. */
  accountId: string;
  /** The repository whose workflows take the roles on. */
  repository: GithubRepositoryArgs;
  /** The job that deploys. Without an environment it shows up in `exceptions`. */
  apply: GithubJobArgs;
  /** The job that previews, and only reads. @default no role for previews */
  plan?: GithubJobArgs;
  /** The roles that the pipeline makes. @default it may make none */
  roles?: DeployedRolesArgs;
  /** Whether the account has GitHub's OpenID Connect provider already, of which it can have only one. @default false */
  existingProvider?: boolean;
  /** How long a session lasts at most, in whole hours from 1 to 12. More than 1 shows up in `exceptions`. @default 1 */
  sessionHours?: number;
  /** The partition of AWS, for example `aws-cn`. @default "aws" */
  partition?: string;
  /** What the names of the roles and boundaries begin with. @default the name of the component */
  roleName?: string;
  /** The path of the pipeline's own roles and boundaries. @default "/" */
  path?: string;
  /** Tags of the roles and boundaries. @default none */
  tags?: Record<string, string>;
}
