import { UNKNOWN } from "../unknown.js";
import { userName } from "./arn.js";
import { classifyCondition } from "./conditionClass.js";
import { covered, denialsIn, deny, noted, within } from "./denial.js";
import type { Condition, Statement } from "./document.js";
import type { HeldDocument, Holdings, Permit } from "./holdings.js";
import { actionMatches } from "./statementMatch.js";

const USER_NAME = /\$\{aws:username\}/i;

/**
 * All ways in which a principal may perform an action by its own policies, without any request at hand: what Deny
 * statements and the boundary leave of each Allow. What resources' policies allow besides is not among them.
 *
 * A condition that stops nobody is left out, with a note. A Deny with conditions leaves the permit; where it has one
 * condition that narrows, the permit gets what the Deny leaves as a condition of its own.
 *
 * @param action in AWS's spelling: `iam:PassRole`
 */
export function permits(holdings: Holdings, action: string): readonly Permit[] {
  const { boundary, principal, unread } = holdings;
  const documents = holdings.documents.map((held) => fitted(held, principal));
  const ceiling = boundary === undefined || boundary === UNKNOWN ? undefined : fitted(boundary, principal);
  const denials = [...documents, ...(ceiling ? [ceiling] : [])].flatMap((held) => denialsIn(held, action));
  return documents
    .flatMap((held) => allowances(held, action))
    .flatMap((permit) => (ceiling ? below(permit, ceiling) : [permit]))
    .flatMap((permit) => denials.reduce<Permit | undefined>((left, denial) => left && deny(left, denial), permit) ?? [])
    .flatMap(withoutHoles)
    .map((permit) => {
      if (boundary !== UNKNOWN) return permit;
      return { ...noted(permit, "The permissions boundary is not known yet."), isCertain: false };
    })
    .map((permit) => {
      if (unread.length === 0) return permit;
      return { ...noted(permit, `A Deny may stand in ${unread.join(", ")}.`), isCertain: false };
    });
}

/**
 * The document with the principal's name for `${aws:username}`. What is no user has none, and then the pattern stands for
 * no resource. Other variables stay: nobody knows them before the request.
 *
 * Source: AWS IAM User Guide, "IAM policy elements: Variables and tags", principal key values.
 */
function fitted({ source, document }: HeldDocument, principal: Holdings["principal"]): HeldDocument {
  if (principal === UNKNOWN || /[*?]/.test(principal)) return { source, document };
  const name = userName(principal);
  const statements = document.statements.map((statement): Statement => {
    if (!statement.resources?.values.some((value) => value !== UNKNOWN && USER_NAME.test(value))) return statement;
    const values = statement.resources.values.flatMap((value) => {
      if (value === UNKNOWN || !USER_NAME.test(value)) return value;
      return name === undefined ? [] : value.replaceAll(/\$\{aws:username\}/gi, name);
    });
    return { ...statement, resources: { ...statement.resources, values } };
  });
  return { source, document: { ...document, statements } };
}

/** What the Allow statements of one document give; of a statement with known and unknown resources, two permits. */
function allowances({ source, document }: HeldDocument, action: string): readonly Permit[] {
  return document.statements.flatMap((statement): readonly Permit[] => {
    const matched = statement.effect === "Deny" ? false : actionMatches(statement, action);
    if (matched === false) return [];
    const { binding, notes, isCertain } = weigh(statement, action);
    const isKnown = isCertain && statement.effect === "Allow" && matched === true;
    const permit: Permit = {
      action,
      resources: [UNKNOWN],
      isCertain: false,
      excluded: [],
      conditions: binding,
      statement,
      source,
      notes,
    };
    const { negated, values } = statement.resources ?? { negated: false, values: ["*"] };
    const known = values.filter((value) => value !== UNKNOWN);
    if (negated) {
      const isWhole = known.length === values.length;
      return known.includes("*")
        ? []
        : [{ ...permit, resources: ["*"], excluded: known, isCertain: isKnown && isWhole }];
    }
    return [
      ...(known.length > 0 ? [{ ...permit, resources: known, isCertain: isKnown }] : []),
      ...(known.length < values.length ? [permit] : []),
    ];
  });
}

/** What the boundary leaves of a permit: one for each statement there that allows the action. */
function below(permit: Permit, boundary: HeldDocument): readonly Permit[] {
  return allowances(boundary, permit.action).flatMap((allowed): readonly Permit[] => {
    const rest = within(permit, allowed.resources, `The boundary ${boundary.source}`);
    if (!rest) return [];
    return [
      {
        ...rest,
        excluded: [...new Set([...rest.excluded, ...allowed.excluded])],
        conditions: [...rest.conditions, ...allowed.conditions],
        isCertain: rest.isCertain && allowed.isCertain,
        notes: [...new Set([...rest.notes, ...allowed.notes])],
      },
    ];
  });
}

/** The conditions of an Allow that bind the caller, and what to say of the others. */
function weigh(
  statement: Statement,
  action: string,
): { readonly binding: readonly Condition[]; readonly notes: readonly string[]; readonly isCertain: boolean } {
  const binding: Condition[] = [];
  const notes: string[] = [];
  let isCertain = statement.hasUnknownConditions !== true;
  for (const condition of statement.conditions) {
    const { effect, reason } = classifyCondition(condition, action);
    if (effect === "narrows" || effect === "unknown" || effect === "impossible") binding.push(condition);
    if (effect === "unknown" || effect === "impossible") isCertain = false;
    if (reason !== "") notes.push(`Its condition on ${condition.key}: ${reason}.`);
  }
  return { binding, notes, isCertain };
}

/** A permit may be left with resources that all are taken out of it. */
function withoutHoles(permit: Permit): readonly Permit[] {
  const { excluded } = permit;
  const resources = permit.resources.filter((resource) => !excluded.some((hole) => covered(hole, resource)));
  return resources.length === 0 ? [] : [{ ...permit, resources }];
}
