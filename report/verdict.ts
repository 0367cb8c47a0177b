import type { Rule } from "../policies/framework/rule.js";
import type { PreviewedResource, PreviewedViolation, PreviewResult, Undetermined } from "../preview/result.js";
import { subjectsOf } from "./subjects.js";

/**
 * What a group of rules comes to in a stack, the worst first: `blocked` and `advised` are violations, mandatory or not;
 * `exempted` are violations that an exemption covers; `unjudged` met what only the deploy tells; `holds` judged
 * something and found nothing; `absent` found nothing that it speaks of; `off` means that no rule of the group ran.
 */
export const VERDICTS = ["blocked", "advised", "exempted", "unjudged", "holds", "absent", "off"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** A verdict, and what it stands on. */
export interface Standing {
  readonly verdict: Verdict;
  readonly blocking: readonly PreviewedViolation[];
  readonly advising: readonly PreviewedViolation[];
  readonly exempted: readonly PreviewedViolation[];
  readonly unjudged: readonly Undetermined[];
  /** The resources of the kinds that the rules speak of. */
  readonly subjects: readonly PreviewedResource[];
  /** How many rules the group has, and how many of them found a resource of their kind. */
  readonly rules: number;
  readonly judging: number;
}

/** What rules come to together. A group without rules is `off`. */
export type Judge = (rules: readonly Rule[]) => Standing;

/** Reads a result once for any number of groups. */
export function judgeOf(result: PreviewResult): Judge {
  const known = new Map<Rule, readonly PreviewedResource[]>();
  const subjects = (rule: Rule): readonly PreviewedResource[] => {
    const found = known.get(rule) ?? subjectsOf(rule, result.resources);
    known.set(rule, found);
    return found;
  };
  return (rules) => {
    const ids = new Set(rules.map(({ id }) => id));
    const found = result.violations.filter(({ id }) => ids.has(id));
    const standing = found.filter(({ exemption }) => exemption === undefined);
    const parts = {
      blocking: standing.filter(({ enforcementLevel }) => enforcementLevel === "mandatory"),
      advising: standing.filter(({ enforcementLevel }) => enforcementLevel === "advisory"),
      exempted: found.filter(({ exemption }) => exemption !== undefined),
      unjudged: result.undetermined.filter(({ id }) => ids.has(id)),
      subjects: [...new Set(rules.flatMap(subjects))],
      rules: rules.length,
      judging: rules.filter((rule) => subjects(rule).length > 0).length,
    };
    return { verdict: rules.length === 0 ? "off" : verdictOf(parts), ...parts };
  };
}

function verdictOf({ blocking, advising, exempted, unjudged, subjects }: Omit<Standing, "verdict">): Verdict {
  if (blocking.length > 0) return "blocked";
  if (advising.length > 0) return "advised";
  if (exempted.length > 0) return "exempted";
  if (unjudged.length > 0) return "unjudged";
  return subjects.length > 0 ? "holds" : "absent";
}
