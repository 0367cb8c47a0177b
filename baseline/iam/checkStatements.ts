import type { Finding } from "../finding.js";
import { UNKNOWN, type Maybe } from "../unknown.js";
import type { ActionFacts } from "./actions.js";
import type { Patterns, PolicyDocument, Statement } from "./document.js";
import { completedArn, covers } from "./match.js";

/** What a check says of one document: findings, and `UNKNOWN` for each statement that it cannot judge yet. */
export type Checked = readonly Maybe<Finding>[];

/**
 * Asks of each statement that allows something.
 *
 * @param judge gives a finding, `undefined` for none, and `UNKNOWN` where unknown values decide
 */
export function checkAllows(
  document: PolicyDocument,
  judge: (statement: Statement) => Maybe<Finding> | undefined,
): Checked {
  return document.statements.flatMap((statement) => {
    if (statement.effect === "Deny") return [];
    const verdict = judge(statement);
    if (verdict === undefined) return [];
    return [statement.effect === UNKNOWN ? UNKNOWN : verdict];
  });
}

/** `Statement 2 (Sid ReadOrders) of the role policy orders`: counted from 1. */
export function statementName({ sid, index }: Statement, subject: string): string {
  return `Statement ${index + 1}${sid === undefined || sid === "" ? "" : ` (Sid ${sid})`} of ${subject}`;
}

/** Whether one of the values is such; `UNKNOWN` where only an unknown one can be. */
export function anyOf(values: readonly Maybe<string>[], isSuch: (value: string) => boolean): Maybe<boolean> {
  if (values.some((value) => value !== UNKNOWN && isSuch(value))) return true;
  return values.includes(UNKNOWN) ? UNKNOWN : false;
}

/** The finding where the fact holds, `UNKNOWN` where nobody knows. */
export function findingIf(fact: Maybe<boolean>, finding: () => Finding): Maybe<Finding> | undefined {
  return fact === UNKNOWN ? UNKNOWN : fact ? finding() : undefined;
}

/** Whether an action pattern means every action of every service. */
export function isEveryAction(pattern: string): boolean {
  return /^\*+(?::\*+)?$/.test(pattern);
}

/** Whether a resource pattern means every resource of every service. */
export function isEveryResource(pattern: string): boolean {
  return covers(completedArn(pattern), "arn:aws:*:*:*:*");
}

/**
 * Whether a resource pattern means every resource that an action can be performed on: `*`, and for `iam:PassRole` also
 * `arn:aws:iam::123456789012:role/*`. The account and the Region narrow nothing: a principal acts in its own account.
 */
export function isEveryResourceOf(action: ActionFacts, pattern: string): boolean {
  if (isEveryResource(pattern)) return true;
  const [, partition = "", , region = "", account = ""] = completedArn(pattern).split(":");
  const fields: Readonly<Record<string, string>> = { Partition: partition, Region: region, Account: account };
  return action.resourceTypes.some(({ arns }) =>
    arns.some((arn) =>
      covers(
        completedArn(pattern),
        arn.replace(/\$\{(\w+)\}/g, (_, name: string) => fields[name] ?? "*"),
      ),
    ),
  );
}

/** Whether the patterns name something that is such; those that are left out by `Not…` are judged by their own rule. */
export function names(patterns: Patterns | undefined, isSuch: (pattern: string) => boolean): Maybe<boolean> {
  return patterns === undefined || patterns.negated ? false : anyOf(patterns.values, isSuch);
}

/** The known values. */
export function knownOf(values: readonly Maybe<string>[]): string[] {
  return values.filter((value) => value !== UNKNOWN);
}

/** `a, b, c and 4 more`. */
export function listed(items: readonly string[], most = 4): string {
  const shown = items.slice(0, most).join(", ");
  return items.length > most ? `${shown} and ${items.length - most} more` : shown;
}
