import { UNKNOWN, type Maybe } from "../unknown.js";
import { isEveryAction, isEveryResource, names } from "./checkStatements.js";
import type { Condition, PolicyDocument, Statement } from "./document.js";
import type { Holdings } from "./holdings.js";
import { and, some } from "./ternary.js";

/**
 * Whether a trust policy lets people take the role on only with a second factor that they gave a short while ago.
 *
 * `IfExists` does not count: long-lived keys carry no such key, so an Allow with it takes them.
 *
 * @param seconds that the second factor may be old
 * Source: AWS IAM User Guide, "Secure API access with MFA".
 */
export function demandsFreshMfa(document: PolicyDocument, seconds: number): Maybe<boolean> {
  return and(
    ...document.statements
      .filter(({ effect }) => effect !== "Deny")
      .map(({ conditions }) =>
        and(
          some(conditions.map((condition) => hasMfa(condition))),
          some(conditions.map((condition) => isFresh(condition, seconds))),
        ),
      ),
  );
}

/** Whether a statement holds only for who gave a second factor; its age stands in no request without one. */
export function demandsMfa({ conditions }: Statement): Maybe<boolean> {
  return some(conditions.flatMap((condition) => [hasMfa(condition), isFresh(condition, Infinity)]));
}

function hasMfa(condition: Condition): Maybe<boolean> {
  return demands(condition, /^Bool$/, "aws:multifactorauthpresent", (value) => value.toLowerCase() === "true");
}

function isFresh(condition: Condition, seconds: number): Maybe<boolean> {
  return demands(
    condition,
    /^NumericLessThan(?:Equals)?$/,
    "aws:multifactorauthage",
    (value) => Number(value) <= seconds,
  );
}

function demands(
  { operator, set, ifExists, key, values }: Condition,
  wanted: RegExp,
  name: string,
  isStrict: (value: string) => boolean,
): Maybe<boolean> {
  if (ifExists || set === "ForAllValues" || !wanted.test(operator) || key.toLowerCase() !== name) return false;
  return and(...values.map((value) => (value === UNKNOWN ? UNKNOWN : isStrict(value))));
}

/**
 * The Regions through whose STS endpoints a role can be taken on: those that every Allow of its trust policy names by
 * `aws:RequestedRegion`.
 *
 * @returns `undefined` where one Allow names none, so that any Region will do
 */
export function regionsOfTrust({ statements }: PolicyDocument): Maybe<readonly string[] | undefined> {
  const each = statements.filter(({ effect }) => effect !== "Deny").map(requestedRegions);
  if (each.includes(undefined)) return undefined;
  const known = each.filter((regions) => regions !== undefined);
  return known.includes(UNKNOWN)
    ? UNKNOWN
    : [...new Set(known.flatMap((regions) => (regions === UNKNOWN ? [] : regions)))];
}

function requestedRegions({ conditions }: Statement): Maybe<readonly string[]> | undefined {
  const named = conditions.find(
    ({ operator, set, ifExists, key }) =>
      key.toLowerCase() === "aws:requestedregion" &&
      /^String(?:Equals(?:IgnoreCase)?|Like)$/.test(operator) &&
      !ifExists &&
      set !== "ForAllValues",
  );
  if (!named) return undefined;
  const known = named.values.filter((value) => value !== UNKNOWN);
  if (known.length < named.values.length) return UNKNOWN;
  // A pattern that stands for several Regions names none.
  return known.some((value) => /[*?]/.test(value)) ? undefined : known;
}

/** Whether somebody holds every action on every resource, and no boundary stands above it. */
export function isAdministrator({ documents, boundary }: Holdings): boolean {
  return boundary === undefined && documents.some(({ document }) => allowsEverything(document));
}

/** Whether a statement of a document allows every action on every resource, whatever others deny. */
export function allowsEverything({ statements }: PolicyDocument): boolean {
  return statements.some(allowsAll);
}

function allowsAll(statement: Statement): boolean {
  const isAll = and(names(statement.actions, isEveryAction), names(statement.resources, isEveryResource));
  return statement.effect === "Allow" && isAll === true;
}
