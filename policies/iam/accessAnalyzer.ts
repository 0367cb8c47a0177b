import type { Rule } from "../framework/rule.js";
import { UNKNOWN } from "../framework/unknown.js";
import { ACCOUNT_TYPES, ownAccount } from "../readers/ownAccount.js";

const ANALYZER = "aws:accessanalyzer/analyzer:Analyzer";
/** AWS's default is ACCOUNT; the other types look for unused and for internal access. */
const EXTERNAL: readonly unknown[] = [undefined, "ACCOUNT", "ORGANIZATION"];

export const accessAnalyzer: Rule = {
  id: "IAM22",
  name: "iam-access-analyzer",
  title: "An account has an IAM Access Analyzer for external access.",
  why: "It watches the policies that no program holds, and tells of a bucket, key or role that a stranger can reach, at no cost.",
  fix: "Add aws.accessanalyzer.Analyzer with the type ACCOUNT (AccountGuardrails does it), in each Region that the shop uses.",
  severity: "medium",
  references: [
    { standard: "AWS Well-Architected", section: "SEC03-BP07", strength: "supporting" },
    { standard: "CIS AWS Foundations 3.0", section: "1.20", strength: "satisfies" },
  ],
  types: [ANALYZER, ...ACCOUNT_TYPES],
  checkStack(stack, verdict) {
    const { isOwn, shownBy } = ownAccount(stack);
    if (!isOwn) return;
    const types = stack.ofTypes([ANALYZER]).map((analyzer) => analyzer.text("type"));
    if (types.some((type) => EXTERNAL.includes(type))) return;
    const at = shownBy ? { urn: shownBy.urn } : {};
    if (types.includes(UNKNOWN))
      verdict.undetermined("What the analyzer looks for will be known only after the deploy.", at);
    else verdict.violation("The stack stands for its AWS account and has no Access Analyzer for external access.", at);
  },
};
