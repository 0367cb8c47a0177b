import type { Escalation } from "../../baseline/iam/escalation/escalation.js";
import type { Verdict } from "../framework/rule.js";
import { capitalized } from "../readers/iamDocuments.js";
import { escalationText, wayText } from "../readers/iamEscalations.js";
import type { IamPrincipal } from "../readers/iamPrincipals.js";

/** Ways beyond these are counted only: whoever mends the first mends most of them. */
const MOST_SHOWN = 3;

/** One finding for one holder, however many ways there are. */
export function reportEscalations(
  who: string,
  urn: string,
  escalations: readonly Escalation[],
  verdict: Verdict,
): void {
  const certain = escalations.filter(({ isCertain }) => isCertain);
  const [first, ...others] = certain;
  if (first) {
    const shown = others.slice(0, MOST_SHOWN - 1);
    // Ways to the same end follow one another.
    const same = shown.filter(({ outcome }) => outcome === first.outcome).map((other) => `; or ${wayText(other)}`);
    const further = shown
      .filter(({ outcome }) => outcome !== first.outcome)
      .map((other) => ` It ${escalationText(other)}.`);
    const more = others.length - shown.length;
    const rest = more > 0 ? ` There ${more === 1 ? "is 1 more way" : `are ${more} more ways`}.` : "";
    const message = `${capitalized(who)} ${escalationText(first)}${same.join("")}.${further.join("")}${rest}`;
    verdict.violation(message, { urn, fix: first.fix });
    return;
  }
  const [doubtful] = escalations;
  if (doubtful) {
    const doubt = doubtful.doubt === undefined ? "" : ` That depends: ${doubtful.doubt.replace(/\.$/, "")}.`;
    verdict.undetermined(`Perhaps ${who} ${escalationText(doubtful)}.${doubt}`, { urn });
  }
}

/** Says what nobody can read before the deploy. */
export function reportHidden({ subject, urn, hidden, lost }: IamPrincipal, verdict: Verdict): void {
  const unseen = [...hidden, ...lost.map((attachment) => `what ${attachment} attaches`)];
  if (unseen.length === 0) return;
  verdict.undetermined(`What ${subject} may do by ${unseen.join(", ")} is not known here, or only after the deploy.`, {
    urn,
  });
}
