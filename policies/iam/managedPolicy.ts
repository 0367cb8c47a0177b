import { isBroadManagedPolicy, managedPolicyName } from "../../baseline/iam/managedPolicies.js";
import { listed } from "../../baseline/iam/checkStatements.js";
import type { Rule, Verdict } from "../framework/rule.js";
import { UNKNOWN, type Maybe } from "../framework/unknown.js";
import { mayAdminister } from "../readers/iamAdministrators.js";
import { ATTACHMENTS, HOLDER_TYPES } from "../readers/iamEdges.js";
import { capitalized, nameOf } from "../readers/iamDocuments.js";
import { iamPrincipals, type IamPrincipal } from "../readers/iamPrincipals.js";

export const managedPolicy: Rule = {
  id: "IAM12",
  name: "iam-managed-policy",
  title: "Nobody but a role for emergencies holds an AWS-managed policy of administrators, or of a whole service.",
  why: "AdministratorAccess, PowerUserAccess and the FullAccess policies reach every resource of the account, and AWS adds to them without asking.",
  fix: "Write a policy with the actions and ARNs that are needed; for emergencies make a role with a fresh second factor (BreakGlassRole does), or name it in the setting administrators.",
  severity: "high",
  references: [
    { standard: "AWS Well-Architected", section: "SEC03-BP02", strength: "satisfies" },
    { standard: "CIS AWS Foundations 3.0", section: "1.16", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "7.2.2", strength: "partial" },
  ],
  types: [...Object.values(HOLDER_TYPES), ...Object.keys(ATTACHMENTS)],
  checkResource(resource, verdict, settings) {
    const arns = resource.list("managedPolicyArns");
    const given = arns === UNKNOWN ? [UNKNOWN] : arns;
    const broad = given.flatMap((arn) => (typeof arn === "string" ? (broadName(arn) ?? []) : []));
    const name = resource.text("name");
    const who = { name: typeof name === "string" ? name : undefined, resource };
    judge(verdict, nameOf(resource), broad, resource.urn, mayAdminister(who, settings));
    if (given.some((arn) => typeof arn !== "string")) undetermined(verdict, nameOf(resource), resource.urn);
  },
  checkStack(stack, verdict) {
    for (const principal of stack.read(iamPrincipals).principals) {
      const own = ownArns(principal).flatMap((arn) => broadName(arn) ?? []);
      const broad = principal.managed.filter((name) => isBroadManagedPolicy(name) && !own.includes(name));
      judge(verdict, principal.subject, broad, principal.urn, mayAdminister(principal, stack.settings));
      if (
        principal.lost.some(
          (attachment) => principal.resource === undefined || attachment !== nameOf(principal.resource),
        )
      )
        undetermined(verdict, principal.subject, principal.urn);
    }
  },
};

/** One finding for each holder: some libraries attach nine policies to one role. */
function judge(verdict: Verdict, who: string, broad: readonly string[], urn: string, isAllowed: Maybe<boolean>): void {
  if (broad.length === 0 || isAllowed === true) return;
  if (isAllowed === UNKNOWN) {
    verdict.undetermined(`Whether ${who} demands a fresh second factor will be known only after the deploy.`, { urn });
    return;
  }
  const what = broad.length === 1 ? "policy" : "policies";
  verdict.violation(
    `${capitalized(who)} holds AWS's ${what} ${listed(broad, 9)}, which ${broad.length === 1 ? "reaches" : "reach"} every resource of the account.`,
    { urn },
  );
}

function undetermined(verdict: Verdict, who: string, urn: string): void {
  verdict.undetermined(`Which policies are attached to ${who} will be known only after the deploy.`, { urn });
}

function broadName(arn: string): string | undefined {
  const name = managedPolicyName(arn);
  return name !== undefined && isBroadManagedPolicy(name) ? name : undefined;
}

/** What the resource pass has judged already. */
function ownArns({ resource }: IamPrincipal): readonly string[] {
  const arns = resource?.list("managedPolicyArns") ?? [];
  return arns === UNKNOWN ? [] : arns.filter((arn) => typeof arn === "string");
}
