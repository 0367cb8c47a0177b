import { UNKNOWN, type Maybe } from "../unknown.js";
import { checkAllows, findingIf, knownOf, statementName, type Checked } from "./checkStatements.js";
import type { Condition, PolicyDocument, Statement } from "./document.js";
import { matchesAction } from "./match.js";

const REFERENCE = 'AWS IAM User Guide, "Create a role for OpenID Connect federation"';

/** Providers of consumers: every user has a subject of its own, so the audience is all that a role can name. */
const CONSUMERS: readonly string[] = ["accounts.google.com", "graph.facebook.com", "www.amazon.com"];
const COGNITO = "cognito-identity.amazonaws.com";

/** IAM11: a role for OpenID Connect names the audience and the subject exactly. */
export function checkFederation(document: PolicyDocument, subject: string): Checked {
  return checkAllows(document, (statement) => {
    if (!isWebIdentity(statement)) return undefined;
    const audience = namesExactly(statement, /:(?:aud|app_id)$/i);
    const subjectFact = namesSubject(statement);
    const missing = [
      ...(audience === false ? ["audience (aud)"] : []),
      ...(subjectFact === false ? ["subject (sub)"] : []),
    ];
    const isHidden = audience === UNKNOWN || subjectFact === UNKNOWN;
    return findingIf(
      missing.length > 0 ? (statement.hasUnknownConditions === true ? UNKNOWN : true) : isHidden ? UNKNOWN : false,
      () => ({
        rule: "IAM11",
        subject,
        message: `${statementName(statement, subject)} does not name the ${missing.join(" and the ")} of the token exactly, so other workloads of the provider can take the role on.`,
        fix: "Demand both by StringEquals without wildcards; of GitHub, repository_id, repository_owner_id and environment name the subject as well (GithubDeployRole does it).",
        reference: REFERENCE,
      }),
    );
  });
}

/** Whether a statement lets in tokens of OpenID Connect; SAML has another action. */
function isWebIdentity({ actions, principals }: Statement): boolean {
  return (
    !actions.negated &&
    knownOf(actions.values).some((pattern) => matchesAction(pattern, "sts:AssumeRoleWithWebIdentity")) &&
    principals?.values.some(
      ({ kind, name }) => kind === "Federated" && (name === UNKNOWN || !name.includes(":saml-provider/")),
    ) === true
  );
}

function namesSubject(statement: Statement): Maybe<boolean> {
  const provider = statement.principals?.values.find(({ kind }) => kind === "Federated")?.name;
  if (provider !== UNKNOWN && provider !== undefined && CONSUMERS.includes(provider)) return true;
  const bySubject = namesExactly(statement, /:sub$/i);
  if (bySubject !== false) return bySubject;
  if (provider === COGNITO) return namesExactly(statement, /:amr$/i);
  // GitHub's ids never go to another repository, while its name does.
  const facts = [/:repository_id$/i, /:repository_owner_id$/i, /:(?:environment|ref|job_workflow_ref)$/i].map((key) =>
    namesExactly(statement, key),
  );
  return facts.includes(false) ? false : facts.includes(UNKNOWN) ? UNKNOWN : true;
}

/** Whether the token must carry the claim with one of some exact values. */
function namesExactly({ conditions }: Statement, key: RegExp): Maybe<boolean> {
  const facts = conditions.filter((condition) => key.test(condition.key)).map(isExact);
  return facts.includes(true) ? true : facts.includes(UNKNOWN) ? UNKNOWN : false;
}

function isExact({ operator, set, ifExists, values }: Condition): Maybe<boolean> {
  const isLike = operator === "StringLike";
  if (ifExists || set === "ForAllValues" || !(isLike || /^StringEquals(?:IgnoreCase)?$/.test(operator))) return false;
  if (isLike && knownOf(values).some((value) => /[*?]/.test(value))) return false;
  return values.includes(UNKNOWN) ? UNKNOWN : true;
}
