import { UNUSED_ACCESS_DAYS } from "../../baseline/iam/accountGuardrails.js";
import type { Resource } from "../framework/resource.js";
import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { asNumber, at as inside } from "../readers/blocks.js";
import { ACCOUNT_TYPES, ownAccount, placeOf, REGIONAL_TYPES, settledPlaces } from "../readers/ownAccount.js";

const ANALYZER = "aws:accessanalyzer/analyzer:Analyzer";
/** AWS's default is ACCOUNT; the other types look for unused and for internal access. */
const EXTERNAL: readonly unknown[] = [undefined, "ACCOUNT", "ORGANIZATION"];

export const accessAnalyzer: Rule = {
  id: "IAM22",
  name: "iam-access-analyzer",
  title: `An account has an IAM Access Analyzer for external access in each Region, and one for unused access looks after ${UNUSED_ACCESS_DAYS} days.`,
  why: "It watches the policies that no program holds, and tells of a bucket, key or role that a stranger can reach, at no cost.",
  fix: `Add aws.accessanalyzer.Analyzer with the type ACCOUNT (AccountGuardrails does it), in each Region that the shop uses; give unusedAccessAge ${UNUSED_ACCESS_DAYS}.`,
  severity: "medium",
  references: [
    { standard: "AWS Well-Architected", section: "SEC03-BP07", strength: "supporting" },
    { standard: "CIS AWS Foundations 3.0", section: "1.20", strength: "satisfies" },
    { standard: "PCI DSS 4.0.1", section: "8.2.6", strength: "supporting" },
  ],
  types: [...new Set([...REGIONAL_TYPES, ...ACCOUNT_TYPES])],
  asksInputs: true,
  checkResource(resource, verdict) {
    if (resource.type !== ANALYZER || !String(resource.text("type")).endsWith("_UNUSED_ACCESS")) return;
    const age = unusedAccessAge(resource);
    if (age === UNKNOWN) verdict.undetermined(`After how many days ${resource.name} reports is not known yet.`);
    else if (age === undefined || age > UNUSED_ACCESS_DAYS) {
      const given =
        age === undefined
          ? "leaves it to AWS when it reports unused access"
          : `reports access that was not used for ${age} days`;
      verdict.violation(`${resource.name} ${given}; the baseline is ${UNUSED_ACCESS_DAYS} days.`);
    }
  },
  checkStack(stack, verdict) {
    const { isOwn, shownBy } = ownAccount(stack);
    if (!isOwn) return;
    const at = shownBy ? { urn: shownBy.urn } : {};
    const analyzers = stack.ofTypes([ANALYZER]).map((analyzer) => ({
      type: analyzer.text("type"),
      place: placeOf(stack, analyzer),
    }));
    const covered = analyzers.filter(({ type }) => EXTERNAL.includes(type)).map(({ place }) => place);
    const missing = covered.length === 0 ? [undefined] : settledPlaces(stack).filter((one) => !covered.includes(one));
    for (const place of missing) {
      const isHidden = [place, ...covered, ...analyzers.map(({ type }) => type)].includes(UNKNOWN);
      const where = place === undefined ? "" : ` in ${String(place)}, where it has others of its settings`;
      if (isHidden)
        verdict.undetermined("What an analyzer looks for, or where, will be known only after the deploy.", at);
      else
        verdict.violation(
          `The stack stands for its AWS account and has no Access Analyzer for external access${where}.`,
          at,
        );
    }
  },
};

/** AWS documents no default (IAM Access Analyzer API Reference, UnusedAccessConfiguration). */
function unusedAccessAge(analyzer: Resource): ReturnType<typeof asNumber> {
  return asNumber(inside(analyzer.whole("configuration"), "unusedAccess", "unusedAccessAge"));
}
