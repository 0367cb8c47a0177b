import { ABSENT, brief, type Change, type Operator, type Path } from "./change.js";

type Fields = Readonly<Record<string, unknown>>;
/** A policy document, as IAM's grammar has it. */
interface Document {
  readonly Statement: readonly Fields[];
}

const FOREIGN_ACCOUNT = "210987654321";

/** The policy document that a value is, or is the text of. */
export function asDocument(value: unknown): Document | undefined {
  let document = value;
  if (typeof value === "string") {
    if (!value.includes('"Statement"')) return undefined;
    try {
      document = JSON.parse(value) as unknown;
    } catch {
      return undefined;
    }
  }
  const statements = (document as { Statement?: unknown } | null)?.Statement;
  return Array.isArray(statements) ? (document as Document) : undefined;
}

/** Every change of one statement of a document, named by the statement's effect: `policy:Deny.Action`. */
export function documentChanges(document: Document, value: unknown, path: Path): Change[] {
  const base = String(path[0]);
  const written = (changed: unknown): unknown => (typeof value === "string" ? JSON.stringify(changed) : changed);
  const made = (operator: Operator, place: string, detail: string, statements: readonly Fields[]): Change => ({
    ...{ operator, path, place: `${base}:${place}`, detail, from: value },
    to: written({ ...document, Statement: statements }),
  });
  const changes = document.Statement.flatMap((statement, index) => {
    const effect = String(statement["Effect"]);
    const name = String(statement["Sid"] ?? `statement ${index + 1}`);
    const replaced = (by: readonly Fields[]): Fields[] => document.Statement.toSpliced(index, 1, ...by);
    const of = ({ operator, part, detail, to }: StatementChange): Change =>
      made(operator, `${effect}${part}`, `${name}: ${detail}`, replaced(to === undefined ? [] : [to]));
    return statementChanges(statement).map(of);
  });
  const { Statement: statements } = document;
  return [
    ...changes,
    ...(statements.length > 1 ? [made("same", "order", "statements in another order", statements.toReversed())] : []),
    made("same", "lists", "single values as lists", statements.map(asLists)),
  ];
}

interface StatementChange {
  readonly operator: Operator;
  readonly part: string;
  readonly detail: string;
  readonly to: Fields | undefined;
}

function statementChanges(statement: Fields): StatementChange[] {
  const with_ = (fields: Fields): Fields =>
    Object.fromEntries(Object.entries({ ...statement, ...fields }).filter(([, field]) => field !== ABSENT));
  const change = (operator: Operator, part: string, detail: string, fields: Fields): StatementChange => {
    return { operator, part, detail, to: with_(fields) };
  };
  const changes: StatementChange[] = [
    { operator: "delete", part: "", detail: "the statement is gone", to: undefined },
    change("turn", ".Effect", "the effect is turned", { Effect: statement["Effect"] === "Allow" ? "Deny" : "Allow" }),
  ];
  if ("Sid" in statement) changes.push(change("text", ".Sid", "another Sid", { Sid: "Renamed" }));
  for (const key of ["Action", "Resource"] as const) {
    const values = listOf(statement[key]);
    if (values.length === 0) continue;
    for (const wide of widenings(key, values)) {
      if (!values.includes(wide)) changes.push(change("widen", `.${key}`, `${key} ${wide}`, { [key]: wide }));
    }
    for (const [index, gone] of values.entries()) {
      if (values.length === 1) continue;
      changes.push(change("narrow", `.${key}`, `without ${brief(gone)}`, { [key]: values.toSpliced(index, 1) }));
    }
    changes.push(change("turn", `.Not${key}`, `Not${key} for ${key}`, { [key]: ABSENT, [`Not${key}`]: statement[key] }));
  }
  return [...changes, ...principalChanges(statement, change), ...conditionChanges(statement, change)];
}

function widenings(key: "Action" | "Resource", values: readonly string[]): string[] {
  if (key === "Resource") return ["*", ...new Set(values.flatMap(allOfThatKind))];
  return ["*", ...new Set(values.filter((value) => value.includes(":")).map((value) => `${value.split(":")[0]}:*`))];
}

/** Every resource of that service: `arn:aws:s3:::*`. */
function allOfThatKind(arn: string): string[] {
  const parts = arn.split(":");
  return parts.length < 6 ? [] : [`${parts.slice(0, 3).join(":")}:${arn.includes(":s3:::") ? "::" : "*:*:"}*`];
}

type Make = (operator: Operator, part: string, detail: string, fields: Fields) => StatementChange;

function principalChanges(statement: Fields, change: Make): StatementChange[] {
  const principal = statement["Principal"];
  if (principal === undefined) return [];
  const foreign = { AWS: `arn:aws:iam::${FOREIGN_ACCOUNT}:root` };
  const kinds = typeof principal === "object" && principal !== null ? (principal as Fields) : {};
  const added = { ...kinds, AWS: [...listOf(kinds["AWS"]), foreign.AWS] };
  return [
    ...(principal === "*" ? [] : [change("widen", ".Principal", "everybody", { Principal: "*" })]),
    ...(kinds["AWS"] === "*" ? [] : [change("widen", ".Principal", "every AWS principal", { Principal: { AWS: "*" } })]),
    ...(principal === "*" ? [] : [change("widen", ".Principal", "another account as well", { Principal: added })]),
    change("narrow", ".Principal", "another account alone", { Principal: foreign }),
  ];
}

function conditionChanges(statement: Fields, change: Make): StatementChange[] {
  const condition = statement["Condition"] as Readonly<Record<string, Fields>> | undefined;
  if (condition === undefined) return [];
  const changes = [change("delete", ".Condition", "no Condition", { Condition: ABSENT })];
  for (const [operator, keys] of Object.entries(condition)) {
    for (const [key, value] of Object.entries(keys)) {
      const place = `.Condition.${key}`;
      const others = Object.fromEntries(Object.entries(keys).filter(([other]) => other !== key));
      const rest = { ...condition, [operator]: others };
      if (Object.keys(others).length === 0) delete rest[operator];
      if (Object.keys(rest).length > 0) {
        changes.push(change("delete", place, `Condition without ${key}`, { Condition: rest }));
      }
      const put = (to: unknown, under = operator): Fields => {
        const emptied = Object.keys(others).length === 0 && under !== operator;
        const next: Record<string, unknown> = { ...condition, [operator]: others };
        if (emptied) delete next[operator];
        const same = (under === operator ? others : (condition[under] ?? {})) as Fields;
        return { Condition: { ...next, [under]: { ...same, [key]: to } } };
      };
      const isTest = value === "true" || value === "false";
      if (isTest) changes.push(change("turn", place, `${key} turned`, put(value === "true" ? "false" : "true")));
      else {
        changes.push(change("widen", place, `${key} also *`, put([...listOf(value), "*"], operator.replace("Equals", "Like"))));
      }
      const opposite = turned(operator);
      if (opposite !== undefined) changes.push(change("turn", place, `${operator} turned to ${opposite}`, put(value, opposite)));
      if (!operator.endsWith("IfExists") && operator !== "Null" && !operator.includes(":")) {
        changes.push(change("widen", place, `${operator} only if the key exists`, put(value, `${operator}IfExists`)));
      }
    }
  }
  return changes;
}

function turned(operator: string): string | undefined {
  if (operator === "Bool" || operator === "Null") return undefined;
  if (operator.includes("Not")) return operator.replace("Not", "").replace("IpAddress", "IpAddress");
  return operator.replace(/^(.*:)?(String|Arn|Numeric|Date)(Equals|Like)/, "$1$2Not$3");
}

function asLists(statement: Fields): Fields {
  const fields = Object.entries(statement).map(([key, value]): [string, unknown] =>
    ["Action", "Resource", "NotAction", "NotResource"].includes(key) ? [key, listOf(value)] : [key, value],
  );
  return Object.fromEntries(fields);
}

function listOf(value: unknown): string[] {
  return value === undefined ? [] : [value].flat().map(String);
}
