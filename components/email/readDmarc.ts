import { evaluateRollout } from "../../baseline/email/dmarcRollout.js";
import type { Problem } from "../../baseline/email/emailDomainCheck.js";
import type { EmailDomainModel } from "../../baseline/email/emailPlan.js";
import { DmarcPolicy, type DmarcArgs } from "./dmarcArgs.js";

type DmarcPart = "policy" | "subdomainPolicy" | "adkim" | "aspf" | "rollout" | "reportTo" | "reportsAuthorizedBy";

/**
 * The DMARC part of the domain's model, and what is wrong with a rollout.
 *
 * @param today ISO date in UTC: a preview and the update that follows it may see different days
 */
export function readDmarc(
  args: DmarcArgs,
  today: string,
): {
  readonly policies: Pick<EmailDomainModel<unknown>, DmarcPart>;
  readonly problems: readonly Problem[];
} {
  const { rollout, subdomainPolicy, adkim, aspf, reportTo, reportsAuthorizedBy = [] } = args;
  const given = { reportTo, reportsAuthorizedBy, ...(adkim && { adkim }), ...(aspf && { aspf }) };
  if (rollout === undefined) {
    const policy = args.policy ?? DmarcPolicy.Reject;
    return { policies: { policy, subdomainPolicy: subdomainPolicy ?? policy, ...given }, problems: [] };
  }
  const { state, problems } = evaluateRollout(rollout.stages, today);
  const policy = state?.policy ?? DmarcPolicy.None;
  const twice: Problem[] =
    args.policy === undefined
      ? []
      : [{ property: "dmarc.policy", reason: "The rollout decides the policy. Give either, not both." }];
  return {
    policies: { policy, subdomainPolicy: subdomainPolicy ?? policy, ...given, ...(state && { rollout: state }) },
    problems: [...twice, ...problems],
  };
}
