import type { Problem } from "../../email/emailDomainCheck.js";
import type { RoleAccount } from "./roleAccount.js";

/** A repository by what GitHub calls it and by what never changes. */
export interface GithubRepository {
  /** User or organisation, as GitHub spells it. */
  readonly owner: string;
  readonly ownerId: string;
  readonly name: string;
  readonly id: string;
}

/** Which of a repository's jobs: at least one of the two. */
export interface GithubJob {
  readonly environment: string | undefined;
  /** `refs/heads/main`. */
  readonly ref: string | undefined;
}

/** GitHub's OpenID Connect provider. Source: GitHub docs, "Configuring OpenID Connect in Amazon Web Services". */
export const GITHUB_PROVIDER = {
  host: "token.actions.githubusercontent.com",
  url: "https://token.actions.githubusercontent.com",
  audience: "sts.amazonaws.com",
} as const;

/** The provider's ARN: an account has one of each URL, so it follows from the account. */
export function githubProviderArn({ account, partition }: Pick<RoleAccount, "account" | "partition">): string {
  return `arn:${partition}:iam::${account}:oidc-provider/${GITHUB_PROVIDER.host}`;
}

/**
 * The subjects of a job's tokens, in both forms: a repository that was made or renamed since 2026-07-15 has one with
 * ids. A job with an environment has no ref in its subject, and a pull request's has neither.
 *
 * Source: GitHub docs, "OpenID Connect reference", subject claims, and "Immutable subject claims".
 */
export function githubSubjects(
  { owner, ownerId, name, id }: GithubRepository,
  { environment, ref }: GithubJob,
): string[] {
  // GitHub writes %3A for a colon within a value, since colons separate them.
  const job = environment !== undefined ? `environment:${environment.replaceAll(":", "%3A")}` : `ref:${ref ?? ""}`;
  return [`repo:${owner}/${name}:${job}`, `repo:${owner}@${ownerId}/${name}@${id}:${job}`];
}

/**
 * Lets in the tokens of one job of one repository. The ids keep out whoever takes the name of a repository that was
 * deleted or renamed; `StringEquals` on every claim fails where a token lacks one.
 *
 * Source: AWS IAM User Guide, "Create a role for OpenID Connect federation" and "AWS OIDC federation keys".
 */
export function githubTrust(
  account: Pick<RoleAccount, "account" | "partition">,
  repository: GithubRepository,
  job: GithubJob,
): Record<string, unknown> {
  const { environment, ref } = job;
  const claims = {
    aud: GITHUB_PROVIDER.audience,
    sub: githubSubjects(repository, job),
    repository_id: repository.id,
    repository_owner_id: repository.ownerId,
    ...(environment !== undefined && { environment }),
    ...(ref !== undefined && { ref }),
  };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "OneJobOfOneRepository",
        Effect: "Allow",
        Principal: { Federated: githubProviderArn(account) },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: Object.fromEntries(
            Object.entries(claims).map(([claim, value]) => [`${GITHUB_PROVIDER.host}:${claim}`, value]),
          ),
        },
      },
    ],
  };
}

/** What is wrong with a repository, in the input's terms. */
export function repositoryProblems({ owner, ownerId, name, id }: GithubRepository): Problem[] {
  const problems: Problem[] = [];
  const add = (property: string, reason: string): unknown =>
    problems.push({ property: `repository.${property}`, reason });
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38})$/.test(owner))
    add("owner", `"${owner}" is no name of a user or organisation.`);
  if (!/^[\w.-]{1,100}$/.test(name)) add("name", `"${name}" is no name of a repository; give it without its owner.`);
  const hint = (path: string): string => `which is a number: \`gh api ${path} --jq .id\` tells it.`;
  if (!/^[1-9][0-9]{0,19}$/.test(ownerId))
    add("ownerId", `"${ownerId}" is no id of an owner, ${hint(`users/${owner}`)}`);
  if (!/^[1-9][0-9]{0,19}$/.test(id)) add("id", `"${id}" is no id of a repository, ${hint(`repos/${owner}/${name}`)}`);
  return problems;
}

/** What is wrong with a job, in the input's terms. */
export function jobProblems({ environment, ref }: GithubJob, place: string): Problem[] {
  const problems: Problem[] = [];
  const add = (property: string, reason: string): unknown => problems.push({ property: `${place}${property}`, reason });
  if (environment === undefined && ref === undefined) {
    add("", "Give the environment of the job, or its ref: without one every workflow of the repository gets in.");
  }
  for (const [property, value] of Object.entries({ environment, ref })) {
    if (value === undefined) continue;
    if (/[*?]|\$\{/.test(value)) add(`.${property}`, `"${value}" has a wildcard or a variable: name one ${property}.`);
    else if (/pull_request|^refs\/pull\//.test(value)) {
      add(`.${property}`, `"${value}" is a pull request's: whoever opens one would run code with the role.`);
    }
  }
  if (environment !== undefined && !/^[^\s'"`,;\\](?:[^'"`,;\\]{0,254})$/.test(environment)) {
    add(".environment", `"${environment}" is no name of an environment.`);
  }
  if (ref !== undefined && !/^refs\/(?:heads|tags|pull)\/\S+$/.test(ref) && !/[*?]/.test(ref)) {
    add(".ref", `"${ref}" is no full ref, such as refs/heads/main.`);
  }
  return problems;
}
