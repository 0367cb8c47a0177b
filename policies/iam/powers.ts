import { listed, statementName } from "../../baseline/iam/checkStatements.js";
import type { Powers } from "../../baseline/iam/checkPowers.js";
import type { Permit } from "../../baseline/iam/holdings.js";
import type { Verdict } from "../framework/rule.js";
import { capitalized } from "../readers/iamDocuments.js";
import type { IamPrincipal } from "../readers/iamPrincipals.js";
import { reportHidden } from "./escalationRule.js";

/** One finding for one principal, with the actions and where they stand. */
export function reportPowers(principal: IamPrincipal, powers: Powers, consequence: string, verdict: Verdict): void {
  const { subject, urn } = principal;
  const who = capitalized(subject);
  if (powers.certain.length > 0) {
    verdict.violation(`${who} may perform ${textOf(powers.certain)}, ${consequence}.`, { urn });
  } else if (powers.doubtful.length > 0) {
    verdict.undetermined(`Perhaps ${subject} may perform ${textOf(powers.doubtful)}, ${consequence}.`, { urn });
  }
  reportHidden(principal, verdict);
}

function textOf(permits: readonly Permit[]): string {
  const actions = [...new Set(permits.map(({ action }) => action))];
  const places = [...new Set(permits.map(({ source, statement }) => statementName(statement, source)))];
  return `${listed(actions)} (${listed(places, 2)})`;
}
