import type { Permit } from "../holdings.js";
import type { Effect } from "./effects.js";
import { PASS_ROLE } from "./effects.js";

/** A way in which a principal becomes stronger than its policies say at first sight. */
export interface Escalation {
  /** `administrator` where it is one already; `lifts` where it first takes away what binds it. */
  readonly effect: Effect | "administrator" | "lifts";
  /** Who it becomes, as a part of a sentence: `can become administrator`. */
  readonly outcome: string;
  /** What it takes, in the order of use, and where each stands. */
  readonly path: readonly Step[];
  /** Other actions of the same service that come to the same. */
  readonly others: readonly string[];
  /**
   * Whether it holds whatever the unknown values turn out to be. Else it depends on one, or on the part of its resources
   * that a prefix leaves, or on somebody who starts what the holder defined: `doubt` says on which.
   */
  readonly isCertain: boolean;
  readonly doubt: string | undefined;
  /** What to change, in one sentence. */
  readonly fix: string;
}

/** One permission of a path. */
export interface Step {
  readonly action: string;
  /** ARN patterns as the policy has them. */
  readonly resources: readonly string[];
  /** Of several that come to the same, the first. */
  readonly permit: Permit;
}

/** `iam:PassRole on arn:aws:iam::*:role/* + ec2:RunInstances`: resources where they decide. */
export function pathText({ path, others }: Escalation): string {
  const steps = path.map(({ action, resources }) => {
    const isDecisive = action === PASS_ROLE || path.length === 1;
    return isDecisive && resources.length > 0 ? `${action} on ${resources.slice(0, 3).join(", ")}` : action;
  });
  const more = others.length === 0 ? "" : ` (or ${others.slice(0, 3).join(", ")}${others.length > 3 ? ", …" : ""})`;
  return `${steps.join(" + ")}${more}`;
}

/** Where the statements of a path stand, each once: `inline policy deploy of role ci, statement 2 (Sid Deploy)`. */
export function placesOf({ path }: Escalation): readonly string[] {
  const places = path.map(({ permit: { source, statement } }) => {
    const sid = statement.sid === undefined || statement.sid === "" ? "" : ` (Sid ${statement.sid})`;
    return `${source}, statement ${statement.index + 1}${sid}`;
  });
  return [...new Set(places)];
}
