import type { Registered } from "../support/program.js";
import { ABSENT, brief, placeOf, type Change, type Operator, type Path } from "./change.js";
import { argumentsOf, declaredAt } from "./declarations.js";
import { asDocument, documentChanges } from "./documents.js";
import { expressionChanges, widestCharacteristic } from "./expressions.js";
import { mailChanges } from "./mailTexts.js";
import { zoneSettingValues } from "./zoneSettingValues.js";

const OTHER_ACCOUNT = "210987654321";

/** Every change of one place in the inputs of a resource. */
export function changesOf(resource: Registered): Change[] {
  return [...within(resource, resource.inputs, []), ...leftOut(resource)];
}

/** Changes of the value at a path, and below it. */
function within(resource: Registered, value: unknown, path: Path): Change[] {
  const here = path.length === 0 ? [] : [...changesAt(resource, value, path)];
  const structured = typeof value === "string" ? fromJson(value) : value;
  if (typeof structured !== "object" || structured === null || asDocument(value)) return here;
  const entries = Array.isArray(structured) ? [...structured.entries()] : Object.entries(structured);
  return [...here, ...entries.flatMap(([step, inner]) => within(resource, inner, [...path, step]))];
}

function* changesAt(resource: Registered, value: unknown, path: Path): Generator<Change> {
  const make = (operator: Operator, to: unknown): Change => ({
    ...{ operator, path, place: placeOf(path), from: value, to },
    detail: `${brief(value)} → ${brief(to)}`,
  });
  yield make("delete", ABSENT);
  const document = asDocument(value);
  const mail = mailChanges(resource, value, path);
  const language = expressionChanges(resource, value, path);
  if (document) yield* documentChanges(document, value, path);
  else if (mail.length > 0) yield* mail;
  else if (language.length > 0) yield* language;
  else if (typeof value === "boolean") yield make("flip", !value);
  else if (typeof value === "number") {
    const numbers = new Set([0, 1, Math.floor(value / 2), value * 2, value * 10]);
    for (const number of numbers) if (number !== value) yield make("number", number);
  } else if (typeof value === "string") yield* textChanges(resource, value, path, make);
  else if (Array.isArray(value)) {
    if (value.length > 1) yield { ...make("empty", []) };
    if (value.length > 1) yield { ...make("same", value.toReversed()), detail: "in another order" };
    const wide = widestCharacteristic(resource, path) ?? widest(value[0]);
    if (wide !== undefined && !value.includes(wide)) yield { ...make("add", [...(value as unknown[]), wide]) };
  }
}

function* textChanges(
  resource: Registered,
  value: string,
  path: Path,
  make: (operator: Operator, to: unknown) => Change,
): Generator<Change> {
  const json = fromJson(value);
  if (json !== undefined) {
    yield { ...make("same", JSON.stringify(json, null, 2)), detail: "printed on several lines" };
    return;
  }
  const documented = path.length === 1 && path[0] === "value" ? zoneSettingValues(resource) : [];
  const choices = documented.length > 0 ? documented : (declaredAt(resource.type, path)?.choices ?? []);
  if (choices.includes(value)) {
    for (const choice of new Set(choices)) if (choice !== value) yield make("choice", choice);
    return;
  }
  const reference = /^arn:[\w-]+:/.test(value);
  if (/^arn:[\w-]+:kms:/.test(value)) {
    const [, partition, , region, account] = value.split(":");
    yield make("cut", `arn:${partition}:kms:${region}:${account}:alias/aws/s3`);
  }
  if (reference)
    yield make("cut", value.replace(/:\d{12}:/, `:${OTHER_ACCOUNT}:`).replace(/^(arn:[\w-]+:s3:::).*/, "$1foreign"));
  else yield make("text", otherText(value));
}

/** Another value of the same kind, of somebody else. */
function otherText(value: string): string {
  if (/^".*"$/.test(value)) return `"${value.slice(1, -1)}-other"`;
  if (/^\d{12}$/.test(value)) return OTHER_ACCOUNT;
  if (/^Z[0-9A-Z]{8,}$/.test(value)) return "Z0987654321OTHER";
  if (/^[a-z]{2}-[a-z]+-\d$/.test(value)) return "sa-east-1";
  if (/^[\d.]+$|^[\d.]+\/\d+$/.test(value)) return value.includes("/") ? "0.0.0.0/0" : "198.51.100.66";
  if (/^https:/.test(value)) return value.replace(/^https:\/\/[^/]*/, "http://foreign.example");
  if (/^[^\s@]+@[^\s@]+$/.test(value)) return "somebody@foreign.example";
  if (/^([\w-]+\.)+[a-z]{2,}\.?$/i.test(value)) return "host.foreign.example";
  return `${value}-other`;
}

/** The widest element that lists of such elements know. */
function widest(element: unknown): unknown {
  if (typeof element !== "string") return undefined;
  if (/^\d+ \S+\.$|^\d+ ([\w-]+\.)+[a-z]{2,}$/i.test(element)) return "5 host.foreign.example";
  if (/^\d+ issue\w* "/.test(element)) return '0 issue "foreign.example"';
  if (/^v=spf1 /.test(element)) return "v=spf1 +all";
  if (/^arn:[\w-]+:iam::\w+:policy\//.test(element)) return "arn:aws:iam::aws:policy/AdministratorAccess";
  if (/^arn:[\w-]+:/.test(element)) return element.replace(/:\d{12}:/, `:${OTHER_ACCOUNT}:`);
  if (/^\d+\.[\d.]+(\/\d+)?$/.test(element)) return "0.0.0.0/0";
  if (/^[^\s@]+@[^\s@]+$/.test(element)) return "somebody@foreign.example";
  if (/^([\w-]+\.)+[a-z]{2,}$/i.test(element)) return "host.foreign.example";
  return "*";
}

/** Flags that the type knows and the program leaves out, given. */
function leftOut({ type, inputs }: Registered): Change[] {
  return [...argumentsOf(type)].flatMap(([name, declared]) => {
    if (name in inputs || !/^pulumi\.Input<boolean/.test(declared.type)) return [];
    return [true, false]
      .filter((flag) => String(flag) !== (declared.fallback ?? "false"))
      .map((to): Change => ({
        operator: "set",
        path: [name],
        place: name,
        from: undefined,
        to,
        detail: `set to ${to}`,
      }));
  });
}

function fromJson(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
