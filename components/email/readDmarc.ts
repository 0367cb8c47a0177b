import { evaluateRollout } from "../../baseline/email/dmarcRollout.js";
import type { Problem } from "../../baseline/email/emailDomainCheck.js";
import type { EmailDomainModel } from "../../baseline/email/emailPlan.js";
import { DmarcPolicy, type DmarcArgs } from "./dmarcArgs.js";

type DmarcPart = "policy" | "subdomainPolicy" | "rollout" | "reportTo" | "reportsAuthorizedBy";

/** The DMARC part of the domain's model, and what is wrong with a rollout. */
export function readDmarc(args: DmarcArgs): {
  readonly dmarc: Pick<EmailDomainModel<unknown>, DmarcPart>;
  readonly problems: readonly Problem[];
} {
  const { rollout, subdomainPolicy, reportTo, reportsAuthorizedBy = [] } = args;
  const reports = { reportTo, reportsAuthorizedBy };
  if (rollout === undefined) {
    const policy = args.policy ?? DmarcPolicy.Reject;
    return { dmarc: { policy, subdomainPolicy: subdomainPolicy ?? policy, ...reports }, problems: [] };
  }
  // Evaluated once for each run of the program: a preview and the update that follows it may see different days.
  const { state, problems } = evaluateRollout(rollout.stages, rollout.today ?? new Date().toISOString().slice(0, 10));
  const policy = state?.policy ?? DmarcPolicy.None;
  const twice: Problem[] =
    args.policy === undefined
      ? []
      : [{ property: "dmarc.policy", reason: "The rollout decides the policy. Give either, not both." }];
  return {
    dmarc: { policy, subdomainPolicy: subdomainPolicy ?? policy, ...reports, ...(state && { rollout: state }) },
    problems: [...twice, ...problems],
  };
}
