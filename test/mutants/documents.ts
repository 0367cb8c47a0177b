import { ABSENT, brief, type Change, type Operator, type Path } from "./change.js";

type Fields = Readonly<Record<string, unknown>>;
/** A policy document, as IAM's grammar has it. */
interface Document {
  readonly Statement: readonly Fields[];
}

const FOREIGN_ACCOUNT = "210987654321";
/** What a shop has none of. */
const NOTHING = { Action: "iot:Publish", Resource: "arn:aws:iot:eu-west-1:210987654321:topic/none" } as const;

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
    const sid = statement["Sid"];
    const name = typeof sid === "string" ? sid : `statement ${index + 1}`;
    const replaced = (by: readonly Fields[]): Fields[] => document.Statement.toSpliced(index, 1, ...by);
    const of = ({ operator, part, detail, to }: StatementChange): Change =>
      made(operator, `${effect}${part}`, `${name}: ${detail}`, replaced(to === undefined ? [] : [to]));
    // IAM refuses a document without a statement; that the whole resource is gone is another mutant.
    const isOnly = document.Statement.length === 1;
    return statementChanges(statement).flatMap((change) => (isOnly && change.to === undefined ? [] : [of(change)]));
  });
  const { Statement: statements } = document;
  return [
    ...changes,
    made("add", "+", "a statement more", [...statements, another(statements)]),
    ...(statements.length > 1 ? [made("same", "order", "statements in another order", statements.toReversed())] : []),
    made("same", "lists", "single values as lists", statements.map(asLists)),
  ];
}

/** A statement that somebody adds: for another account where the document names principals, else for everything. */
function another(statements: readonly Fields[]): Fields {
  const allow = { Effect: "Allow" };
  const first = statements.find((statement) => statement["Effect"] === "Allow") ?? statements[0] ?? {};
  if (!statements.some((statement) => "Principal" in statement)) return { ...allow, Action: "*", Resource: "*" };
  const foreigner = { ...allow, Principal: { AWS: `arn:aws:iam::${FOREIGN_ACCOUNT}:root` } };
  if (!("Resource" in first)) return { ...foreigner, Action: "sts:AssumeRole" };
  return { ...foreigner, Action: first["Effect"] === "Allow" ? first["Action"] : "*", Resource: first["Resource"] };
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
    { operator: "narrow", part: "", detail: "the statement is gone", to: undefined },
    change("flip", ".Effect", "the effect is turned", { Effect: statement["Effect"] === "Allow" ? "Deny" : "Allow" }),
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
    changes.push(
      change("turn", `.Not${key}`, `Not${key} for ${key}`, { [key]: ABSENT, [`Not${key}`]: statement[key] }),
    );
    // Of what a Not… excludes, one less is more, and everything is nothing.
    const excluded = listOf(statement[`Not${key}`]);
    for (const [index, gone] of excluded.entries()) {
      const fields = { [`Not${key}`]: excluded.length > 1 ? excluded.toSpliced(index, 1) : NOTHING[key] };
      changes.push(change("widen", `.Not${key}`, `Not${key} without ${brief(gone)}`, fields));
    }
    if (excluded.length > 0) changes.push(change("narrow", `.Not${key}`, `Not${key} *`, { [`Not${key}`]: "*" }));
  }
  return [...changes, ...principalChanges(statement, change), ...conditionChanges(statement, change)];
}

function widenings(key: "Action" | "Resource", values: readonly string[]): string[] {
  if (key === "Resource") return ["*", ...new Set(values.flatMap(allOfThatKind))];
  return ["*", ...new Set(values.filter((value) => value.includes(":")).map((value) => `${value.split(":")[0]}:*`))];
}

/** Every resource of that service, `arn:aws:s3:::*`, and every one of that kind in the account. */
function allOfThatKind(arn: string): string[] {
  const parts = arn.split(":");
  const kind = /^(.*:[\w-]+\/)[^*]+$/.exec(arn)?.[1];
  const ofKind = kind === undefined ? [] : [`${kind}*`];
  return parts.length < 6
    ? []
    : [...ofKind, `${parts.slice(0, 3).join(":")}:${arn.includes(":s3:::") ? "::" : "*:*:"}*`];
}

type Make = (operator: Operator, part: string, detail: string, fields: Fields) => StatementChange;

function principalChanges(statement: Fields, change: Make): StatementChange[] {
  const principal = statement["Principal"];
  if (principal === undefined) return [];
  const foreign = { AWS: `arn:aws:iam::${FOREIGN_ACCOUNT}:root` };
  const kinds = typeof principal === "object" && principal !== null ? (principal as Fields) : {};
  const isEverybody = principal === "*" || kinds["AWS"] === "*";
  const foreigners = change("turn", ".Principal", "another account alone", { Principal: foreign });
  // Of everybody, another account is a part.
  if (isEverybody) return [{ ...foreigners, operator: "narrow" }];
  const added = { ...kinds, AWS: [...listOf(kinds["AWS"]), foreign.AWS] };
  return [
    change("widen", ".Principal", "everybody", { Principal: "*" }),
    change("widen", ".Principal", "every AWS principal", { Principal: { AWS: "*" } }),
    change("widen", ".Principal", "another account as well", { Principal: added }),
    foreigners,
    change("turn", ".NotPrincipal", "NotPrincipal for Principal", { Principal: ABSENT, NotPrincipal: principal }),
  ];
}

/** Each key of each operator: without it, with its values widened to everything, and turned into its opposite. */
function conditionChanges(statement: Fields, change: Make): StatementChange[] {
  const condition = statement["Condition"] as Readonly<Record<string, Fields>> | undefined;
  if (condition === undefined) return [];
  const changes = [change("widen", ".Condition", "no Condition", { Condition: ABSENT })];
  for (const [operator, keys] of Object.entries(condition)) {
    for (const [key, value] of Object.entries(keys)) {
      const put = (to: unknown, under: string): Fields => ({
        Condition: withTest(condition, operator, key, under, to),
      });
      const made = (how: Operator, detail: string, fields: Fields): number =>
        changes.push(change(how, `.Condition.${key}`, detail, fields));
      if (Object.keys(condition).length + Object.keys(keys).length > 2) {
        made("widen", `no test of ${key}`, put(undefined, operator));
      }
      // A test of a negated operator fails where a value matches: more values let fewer requests pass it.
      const isNegated = operator.includes("Not");
      if (value === "true" || value === "false") {
        made("turn", `${key} turned`, put(value === "true" ? "false" : "true", operator));
      } else if (/String|Arn/.test(operator)) {
        const wide = operator.replace("Equals", "Like");
        made(isNegated ? "narrow" : "widen", `${key} also *`, put([...listOf(value), "*"], wide));
      }
      const opposite = turned(operator);
      if (opposite !== operator) made("turn", `${operator} turned to ${opposite}`, put(value, opposite));
      if (!/IfExists$|^Null$|:/.test(operator) && !isNegated) {
        made("widen", `${operator} of ${key} only where it exists`, put(value, `${operator}IfExists`));
      }
    }
  }
  return changes;
}

/** A condition whose test of a key stands under another operator with another value, or is gone. */
function withTest(
  condition: Readonly<Record<string, Fields>>,
  operator: string,
  key: string,
  under: string,
  value: unknown,
): Fields {
  const tests = Object.entries(condition).flatMap(([name, keys]) =>
    Object.entries(keys).flatMap(([tested, values]) =>
      name === operator && tested === key ? [] : [[name, tested, values] as const],
    ),
  );
  const all = value === undefined ? tests : [...tests, [under, key, value] as const];
  const result: Record<string, Record<string, unknown>> = {};
  for (const [name, tested, values] of all) result[name] = { ...result[name], [tested]: values };
  return result;
}

function turned(operator: string): string {
  if (operator.includes("Not")) return operator.replace("Not", "");
  return operator.replace(/(String|Arn|Numeric|Date)(Equals|Like)/, "$1Not$2");
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
