import type { Resource } from "../framework/resource.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";

/** What each type gives an IAM user, and the property that names users beside other holders. */
const GIVES: Readonly<Record<string, { readonly what: string; readonly users?: string }>> = {
  "aws:iam/accessKey:AccessKey": { what: "an access key, which never ends and works from anywhere" },
  "aws:iam/userLoginProfile:UserLoginProfile": { what: "a password of its own for the console" },
  "aws:iam/userPolicy:UserPolicy": { what: "rights of its own by an inline policy" },
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": { what: "rights of its own by an attached policy" },
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": {
    what: "rights of its own by attached policies",
  },
  "aws:iam/policyAttachment:PolicyAttachment": { what: "rights of its own by an attached policy", users: "users" },
};

export const iamUser: Rule = {
  id: "IAM14",
  name: "iam-user",
  title: "IAM users hold no access keys, no passwords and no policies of their own.",
  why: "A key of a user works until somebody finds it, in a repository, a log or a laptop; most break-ins into AWS accounts begin with one.",
  fix: "Let people come in through IAM Identity Center, programs by roles, and pipelines by OpenID Connect (GithubDeployRole does); give rights to groups and roles.",
  severity: "high",
  references: [
    { standard: "AWS Well-Architected", section: "SEC02-BP02", strength: "satisfies" },
    { standard: "CIS AWS Foundations 3.0", section: "1.15", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "8.6.1", strength: "supporting" },
  ],
  types: Object.keys(GIVES),
  checkResource(resource, verdict) {
    const given = GIVES[resource.type];
    const gives = given && givesUser(resource, given.users);
    if (gives === UNKNOWN)
      verdict.undetermined("Whether it gives a user anything will be known only after the deploy.");
    if (gives === true) verdict.violation(`${resource.name} gives an IAM user ${given?.what}.`);
  },
};

function givesUser(resource: Resource, users: string | undefined): Maybe<boolean> {
  if (users !== undefined) {
    const list = resource.list(users);
    return list === UNKNOWN ? UNKNOWN : list.length > 0;
  }
  const status = resource.text("status"); // of an access key; Active unless it says otherwise
  return status === UNKNOWN ? UNKNOWN : status !== "Inactive";
}
